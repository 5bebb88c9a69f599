import Glibc

/// The ends and steps of an axis of numbers.
package struct AxisScale: Equatable {
    /// The lower end.
    package let minimum: Double
    /// The upper end.
    package let maximum: Double
    /// The distance between two ticks.
    package let step: Double

    /// Round numbers around values.
    ///
    /// - Parameters:
    ///   - values: what is drawn; those that are not finite do not count.
    ///   - axis: fixed ends, where it has them.
    ///   - fromZero: whether the axis includes zero, as columns need.
    package init(_ values: [Double], _ axis: ChartAxis, fromZero: Bool = false) {
        let finite = values.filter(\.isFinite)
        var low = finite.min() ?? 0
        var high = finite.max() ?? 1
        if fromZero {
            low = min(low, 0)
            high = max(high, 0)
        }
        if let minimum = axis.minimum, minimum.isFinite { low = minimum }
        if let maximum = axis.maximum, maximum.isFinite { high = maximum }
        if high <= low { high = low + max(abs(low) * 0.1, axis.format.isShare ? 0.1 : 1) }
        let step = Self.roundStep((high - low) / 5, unit: axis.format.smallestStep)
        var minimum = axis.minimum ?? (low / step).rounded(.down) * step
        var maximum = axis.maximum ?? (high / step).rounded(.up) * step
        // A share never needs an axis beyond 0 or 100 %.
        if axis.format.isShare {
            if axis.minimum == nil, low >= 0 { minimum = max(0, minimum) }
            if axis.maximum == nil, high <= 1 { maximum = min(1, maximum) }
        }
        if maximum <= minimum { maximum = minimum + step }
        self.minimum = Self.tidy(minimum, step)
        self.maximum = Self.tidy(maximum, step)
        self.step = step
    }

    /// The numbers along the axis.
    package var ticks: [Double] {
        let count = min(100, Int(((maximum - minimum) / step + 1e-9).rounded(.down)))
        return (0...max(0, count)).map { Self.tidy(minimum + Double($0) * step, step) }
    }

    /// The place of a value between the ends: 0 at the minimum, 1 at the maximum.
    func share(_ value: Double) -> Double { (value - minimum) / (maximum - minimum) }

    /// 1, 2, 2.5 or 5 times a power of ten, not below a number, and a multiple of what the format can
    /// tell apart.
    private static func roundStep(_ least: Double, unit: Double) -> Double {
        let least = max(least, unit)
        let power = pow(10, floor(log10(least)))
        let factor = [1, 2, 2.5, 5].first { factor in
            let units = factor * power / unit
            return factor * power >= least * (1 - 1e-9) && abs(units - units.rounded()) < 1e-6
        }
        return (factor ?? 10) * power
    }

    /// The value without the last digits that adding left: 0.30000000000000004 is 0.3.
    private static func tidy(_ value: Double, _ step: Double) -> Double {
        let places = pow(10, max(0, 3 - floor(log10(step))))
        let tidy = (value * places).rounded() / places
        return tidy.isFinite ? (tidy == 0 ? 0 : tidy) : value
    }
}

extension CellFormat {
    /// The smallest difference that two numbers in this format can show.
    fileprivate var smallestStep: Double {
        switch self {
        case .text: 1e-9
        case .integer, .money, .day: 1
        case .decimal(let decimals), .signed(let decimals): pow(10, Double(-decimals))
        case .percent(let decimals): pow(10, Double(-2 - decimals))
        case .millions(_, let decimals): pow(10, Double(6 - decimals))
        case .thousands: 1000
        }
    }

    /// Whether the values are fractions of one.
    var isShare: Bool {
        guard case .percent = self else { return false }
        return true
    }
}
