/// A share as whole percent, or with one decimal where that matters: `64 %`, `0.4 %`.
func percent(_ share: Double) -> String {
    let percent = 100 * share
    return abs(percent) < 1 && percent != 0
        ? "\(decimal(percent, 1)) %" : "\(decimal(percent, 0)) %"
}

/// A number with so many decimals, rounded half away from zero.
func decimal(_ value: Double, _ decimals: Int) -> String {
    let factor = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
    let scaled = (abs(value) * factor).rounded()
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard scaled < 1e15 else { return "\(value)" }
    let whole = Int(scaled)
    guard decimals > 0 else { return "\(sign)\(whole)" }
    let rest = String(whole % Int(factor))
    return "\(sign)\(whole / Int(factor))." + String(repeating: "0", count: decimals - rest.count)
        + rest
}

/// A p-value: `0.032`, `below 0.001`.
func probability(_ p: Double) -> String { p < 0.001 ? "below 0.001" : decimal(p, 3) }

/// A count and its noun: `1 churn`, `12 churns`.
func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
}

/// Words as a list: `a, b and c`.
func listed(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
}
