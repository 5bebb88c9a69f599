/// A CSV table: UTF-8, commas, CRLF, and quotes where they are needed.
///
///     var table = CSVTable(columns: ["csm_id", "rate"])
///     table.append([.text("c1"), .number(0.86)])
///     try AtomicFile(path: "rates.csv").write(table.bytes)
///
/// Source: RFC 4180.
package struct CSVTable {
    /// The value of one cell.
    package enum Cell {
        /// Nothing.
        case empty
        /// A text.
        case text(String)
        /// A finite number.
        case number(Double)
    }

    /// The bytes of the table so far.
    package private(set) var bytes: [UInt8] = []

    /// A table with a header and no row.
    package init(columns: [String]) {
        append(columns.map(Cell.text))
    }

    /// Adds a row.
    ///
    /// - Precondition: there are as many cells as columns, and numbers are finite.
    package mutating func append(_ cells: [Cell]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            switch cell {
            case .empty: break
            case .number(let value): bytes.append(contentsOf: decimalText(value).utf8)
            case .text(let text): append(text)
            }
        }
        bytes.append(contentsOf: "\r\n".utf8)
    }

    private mutating func append(_ text: String) { appendCSVField(inertCell(text), to: &bytes) }
}

/// What a spreadsheet may begin a formula with.
private let formulaStarts = Set("=+-@\t\r\n＝＋－＠".unicodeScalars)

/// A text with an apostrophe before it if a spreadsheet would read it as a formula.
package func inertCell(_ text: String) -> String {
    // Some spreadsheets read the wide signs of East Asian fonts alike.
    let isFormula = text.unicodeScalars.first.map(formulaStarts.contains) ?? false
    return isFormula ? "'" + text : text
}

extension CSVTable.Cell {
    /// The number, or an empty cell for nil.
    package static func optional(_ value: Double?) -> Self { value.map(Self.number) ?? .empty }

    /// The text, or an empty cell for nil.
    package static func optional(_ value: String?) -> Self { value.map(Self.text) ?? .empty }
}
