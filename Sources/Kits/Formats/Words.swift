/// Words as a list: `180, 120 and 60`.
package func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
}

/// A count with its noun: `1 contract`, `1,200 contracts`.
package func counted(_ count: Int, _ noun: String) -> String {
    "\(decimalText(Double(count), decimals: 0)) \(noun)\(count == 1 ? "" : "s")"
}

/// A p-value to three decimals: `0.013`, `below 0.001`.
package func probabilityText(_ p: Double) -> String {
    p < 0.001 ? "below 0.001" : decimalText(p, decimals: 3)
}

extension String {
    /// The text with its first letter as a capital.
    package var withCapitalInitial: String { prefix(1).uppercased() + dropFirst() }
}
