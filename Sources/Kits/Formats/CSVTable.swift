/// A table as RFC 4180 has it: UTF-8, commas, CRLF, quotes where they are needed.
package struct CSVTable {
    /// What stands in one cell.
    package enum Cell {
        /// Nothing.
        case empty
        /// A text that came from a feed or names something.
        case text(String)
        /// A finite number.
        case number(Double)
    }

    /// The table so far.
    package private(set) var bytes: [UInt8] = []

    /// A table of the head alone.
    package init(columns: [String]) {
        append(columns.map(Cell.text))
    }

    /// Adds a row of as many cells as there are columns.
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

    /// A text that a spreadsheet would take for a formula gets an apostrophe before it.
    private mutating func append(_ text: String) {
        let isFormula = text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
        appendCSVField(isFormula ? "'" + text : text, to: &bytes)
    }
}

extension CSVTable.Cell {
    /// The number, or nothing.
    package static func optional(_ value: Double?) -> Self { value.map(Self.number) ?? .empty }

    /// The text, or nothing.
    package static func optional(_ value: String?) -> Self { value.map(Self.text) ?? .empty }
}
