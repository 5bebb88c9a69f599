import Calendar
import Domain
import Glibc

/// `e` to the power `x`.
func exponential(_ x: Double) -> Double { exp(x) }

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }

/// Runs from -1 to 1 once a year, highest at the end of January.
func yearlySwing(dayOfYear: Int) -> Double { cos(2 * .pi * Double(dayOfYear - 30) / 365.25) }

/// An amount in whole tens, as text.
func amountText(_ amount: Double) -> String { String(tens(amount)) }

/// The amount in whole tens.
func tens(_ amount: Double) -> Int { Int((amount / 10).rounded()) * 10 }

/// The day as text, empty where there is none.
func dayText(_ day: Day?) -> String { day.map(\.description) ?? "" }
