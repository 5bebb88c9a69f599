import Calendar
import Domain
import Glibc

/// `e` to the power `x`.
func exponential(_ x: Double) -> Double { exp(x) }

/// The natural logarithm.
func logarithm(_ x: Double) -> Double { log(x) }

/// A yearly cosine between -1 and 1, highest at the end of January.
func yearlySwing(dayOfYear: Int) -> Double { cos(2 * .pi * Double(dayOfYear - 30) / 365.25) }

/// The amount rounded to tens, as text.
func amountText(_ amount: Double) -> String { String(tens(amount)) }

/// The amount rounded to tens.
func tens(_ amount: Double) -> Int { Int((amount / 10).rounded()) * 10 }

/// The day as text; empty for nil.
func dayText(_ day: Day?) -> String { day.map(\.description) ?? "" }
