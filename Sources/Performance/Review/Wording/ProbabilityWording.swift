import Formats

/// A p-value to three decimals: `0.013`, `below 0.001`.
package func probabilityText(_ p: Double) -> String {
    p < 0.001 ? "below 0.001" : ValueFormat.number(decimals: 3).text(p)
}
