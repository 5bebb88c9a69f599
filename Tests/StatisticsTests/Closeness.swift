/// The standard normal quantile of two-sided 95 %.
let z95 = 1.959963984540054

/// Whether two numbers agree to 1e-9, relative to the expected one where that is above 1.
func isClose(_ actual: Double?, _ expected: Double, tolerance: Double = 1e-9) -> Bool {
    guard let actual else { return false }
    return abs(actual - expected) <= tolerance * max(1, abs(expected))
}
