import Domain
import Glibc

/// `e` to the power `x`.
func exponential(_ x: Double) -> Double { exp(x) }

/// The share that log-odds `x` stand for.
func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }

/// Runs from -1 to 1 once a year, highest at the end of January.
func yearlySwing(dayOfYear: Int) -> Double { cos(2 * .pi * Double(dayOfYear - 30) / 365.25) }

/// An amount in whole tens, as text.
func amountText(_ amount: Double) -> String { String(tens(amount)) }

/// The amount in whole tens.
func tens(_ amount: Double) -> Int { Int((amount / 10).rounded()) * 10 }

/// A number that is not negative with so many decimals, rounded half away from zero.
func decimalText(_ value: Double, places: Int) -> String {
    let unit = (0..<places).reduce(1) { unit, _ in unit * 10 }
    let scaled = Int((value * Double(unit)).rounded())
    return "\(scaled / unit).\(padded(scaled % unit, to: places))"
}

/// The day as text, empty where there is none.
func dayText(_ day: Day?) -> String { day.map(\.description) ?? "" }

/// The number with leading zeros.
func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
