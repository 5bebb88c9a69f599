/// The standard normal quantile of two-sided 95 %.
let z95 = 1.959963984540054

/// Whether two numbers agree to 1e-9, relative to the expected one where that is above 1.
func isClose(_ actual: Double?, _ expected: Double, tolerance: Double = 1e-9) -> Bool {
    guard let actual else { return false }
    return abs(actual - expected) <= tolerance * max(1, abs(expected))
}

/// Whether two lists of numbers agree one by one, as `isClose` has it.
func areClose(_ actual: [Double], _ expected: [Double], tolerance: Double = 1e-9) -> Bool {
    actual.count == expected.count
        && zip(actual, expected).allSatisfy { isClose($0, $1, tolerance: tolerance) }
}

/// Whether two numbers agree in 9 digits, however small they are.
func hasSameDigits(_ actual: Double?, _ expected: Double) -> Bool {
    guard let actual else { return false }
    return abs(actual - expected) <= 1e-9 * abs(expected)
}
