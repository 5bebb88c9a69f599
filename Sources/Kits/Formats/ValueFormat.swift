import Glibc

/// The format of a value for people.
///
///     ValueFormat.percent(decimals: 1).text(0.914)  // "91.4 %"
public enum ValueFormat: Sendable, Hashable {
    /// A fraction as a percentage: 0.914 is "91.4 %".
    case percent(decimals: Int)
    /// A number: 12.3 is "12.3".
    case number(decimals: Int)
    /// A number with its sign: 34 is "+34".
    case signed(decimals: Int)
    /// A difference of two fractions in percentage points: 0.12 is "+12.0 pts".
    case points(decimals: Int)
    /// Whole units of a currency, rounded to thousands, millions, …: 1 200 000 is "USD 1.2 m".
    case money(currency: String)

    /// The value with its unit.
    public func text(_ value: Double) -> String {
        switch self {
        case .percent: plain(value) + " %"
        case .points: plain(value) + " pts"
        case .number, .signed: plain(value)
        case .money(let currency): currency + " " + plain(value)
        }
    }

    /// The value without its unit, for places where a heading says it.
    public func plain(_ value: Double) -> String {
        switch self {
        case .percent(let decimals): decimalText(value * 100, decimals: decimals)
        case .number(let decimals): decimalText(value, decimals: decimals)
        case .signed(let decimals): decimalText(value, decimals: decimals, signed: true)
        case .points(let decimals): decimalText(value * 100, decimals: decimals, signed: true)
        case .money: moneyText(value)
        }
    }

    /// A target without its unit and without trailing zeros: "90", "92.5".
    package func target(_ value: Double) -> String {
        switch self {
        case .percent: shortDecimalText(value * 100, decimals: 2)
        case .number: shortDecimalText(value, decimals: 2)
        case .signed: shortDecimalText(value, decimals: 2, signed: true)
        case .points: shortDecimalText(value * 100, decimals: 2, signed: true)
        case .money: moneyText(value)
        }
    }

    /// The number at a tick of an axis.
    ///
    /// - Parameters:
    ///   - value: the value.
    ///   - step: the distance between two ticks.
    ///   - largest: the largest magnitude on the axis.
    /// - Returns: the number with a unit only where it is money.
    package func tick(_ value: Double, step: Double, largest: Double) -> String {
        switch self {
        case .percent: return decimalText(value * 100, decimals: decimals(of: step * 100))
        case .number: return decimalText(value, decimals: decimals(of: step))
        case .signed: return decimalText(value, decimals: decimals(of: step), signed: true)
        case .points:
            return decimalText(value * 100, decimals: decimals(of: step * 100), signed: true)
        case .money:
            guard value != 0 else { return "0" }
            let unit = MoneyUnit.for(largest)
            return decimalText(value / unit.size, decimals: decimals(of: step / unit.size))
                + unit.suffix
        }
    }

    /// The factor by which a value is multiplied when it is written.
    package var factor: Double {
        switch self {
        case .percent, .points: 100
        case .number, .signed, .money: 1
        }
    }

    /// The smallest span of an axis, in the value's own unit.
    package var smallestSpan: Double {
        switch self {
        case .percent, .points: 0.04
        case .number, .signed: 4
        case .money: 100
        }
    }

    private func decimals(of step: Double) -> Int {
        guard step > 0, step.isFinite else { return 0 }
        for decimals in 0..<6 {
            let scaled = step * pow(10, Double(decimals))
            if abs(scaled - scaled.rounded()) < 1e-6 * max(1, scaled) { return decimals }
        }
        return 6
    }
}

private struct MoneyUnit {
    let size: Double
    let suffix: String

    static func `for`(_ magnitude: Double) -> MoneyUnit {
        switch abs(magnitude) {
        case 999.95e9...: MoneyUnit(size: 1e12, suffix: " tn")
        case 999.95e6...: MoneyUnit(size: 1e9, suffix: " bn")
        case 999.5e3...: MoneyUnit(size: 1e6, suffix: " m")
        case 10e3...: MoneyUnit(size: 1e3, suffix: " k")
        default: MoneyUnit(size: 1, suffix: "")
        }
    }
}

private func moneyText(_ value: Double) -> String {
    let unit = MoneyUnit.for(value)
    let scaled = value / unit.size
    let decimals = unit.size >= 1e6 && abs(scaled) < 99.95 ? 1 : 0
    return decimalText(scaled, decimals: decimals) + unit.suffix
}
