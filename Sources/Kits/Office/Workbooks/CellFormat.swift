/// How a spreadsheet or a chart shows a number.
public enum CellFormat: Sendable, Hashable {
    /// As it is.
    case text
    /// A whole number with thousands separators: 1,200.
    case integer
    /// A number with a fixed count of decimals: 0.25.
    case decimal(Int)
    /// A number with its sign: +3.5, -1.0.
    case signed(Int)
    /// A fraction as a percentage: 0.914 is "91.4 %".
    case percent(Int)
    /// Whole units of a currency: 1,200,000 is "USD 1,200,000".
    case money(currency: String)
    /// Millions of a currency, for axes and labels: 1,200,000 is "USD 1.2 m".
    case millions(currency: String, decimals: Int)
    /// Thousands of a currency, for axes and labels: 12,000 is "USD 12 k".
    case thousands(currency: String)
    /// A day: 2026-10-31.
    case day
}
