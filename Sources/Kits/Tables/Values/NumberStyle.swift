/// Which mark of a number parts the decimals.
package enum NumberStyle: String, Sendable, Codable, CaseIterable {
    /// `1,234.56`: a point before the decimals; commas, blanks or apostrophes between thousands.
    case decimalPoint = "1,234.56"
    /// `1.234,56`: a comma before the decimals; points, blanks or apostrophes between thousands.
    case decimalComma = "1.234,56"
}
