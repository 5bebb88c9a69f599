extension CellFormat {
    /// The format as a spreadsheet writes it.
    ///
    /// Source: ECMA-376, part 1, 18.8.31.
    var code: String {
        switch self {
        case .text: "General"
        case .integer: "#,##0"
        case .decimal(let decimals): "#,##0" + fraction(decimals)
        case .signed(let decimals):
            "+#,##0\(fraction(decimals));-#,##0\(fraction(decimals));0\(fraction(decimals))"
        case .percent(let decimals): "0\(fraction(decimals)) %"
        case .money(let currency): "\(prefix(currency))#,##0"
        case .millions(let currency, let decimals):
            "\(prefix(currency))#,##0\(fraction(decimals)),,\" m\""
        case .thousands(let currency): "\(prefix(currency))#,##0,\" k\""
        case .day: "yyyy-mm-dd"
        }
    }

    /// Whether cells of the format stand at the right.
    var isNumeric: Bool { self != .text && self != .day }
}

private func fraction(_ decimals: Int) -> String {
    decimals > 0 ? "." + String(repeating: "0", count: min(decimals, 10)) : ""
}

/// The currency as a fixed text; a quotation mark in it would end the text.
private func prefix(_ currency: String) -> String {
    currency.isEmpty ? "" : "\"\(currency.filter { $0 != "\"" }) \""
}
