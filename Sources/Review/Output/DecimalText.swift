/// A number as JSON and CSV have it: the shortest decimal that reads back as the same double, whole
/// numbers below 2^53 without a point. `12`, `0.5`, `1e-07`.
///
/// - Parameter value: finite; minus zero is written as `0`.
/// - Returns: a JSON number.
func decimalText(_ value: Double) -> String {
    precondition(value.isFinite, "an undefined number is null beside a reason")
    return value == value.rounded(.towardZero) && abs(value) < 0x1p53
        ? String(Int(value)) : value.description
}
