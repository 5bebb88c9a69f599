/// A text table with aligned columns.
///
/// ```swift
/// var table = Table(["file", ">rows"])
/// table.add(["accounts.csv", "1,204"])
/// try Terminal.show(table.text)
/// ```
package struct Table {
    private let headings: [String]
    private let isNumeric: [Bool]
    private var rows: [[String]] = []

    /// Creates a table with headings. A heading that starts with `>` aligns its column right.
    package init(_ headings: [String]) {
        self.headings = headings.map { $0.hasPrefix(">") ? String($0.dropFirst()) : $0 }
        isNumeric = headings.map { $0.hasPrefix(">") }
    }

    /// Adds a row. Characters that control a terminal are shown by their number.
    package mutating func add(_ cells: [String]) { rows.append(cells.map { visible($0) }) }

    /// Whether no row was added.
    package var isEmpty: Bool { rows.isEmpty }

    /// The lines of the table. The heading line is left out when all headings are empty.
    package var text: String {
        let lines = (headings.contains { !$0.isEmpty } ? [headings] : []) + rows
        let widths = headings.indices.map { column in
            lines.map { $0[column].count }.max() ?? 0
        }
        return lines.map { line in
            var text = ""
            for (column, cell) in line.enumerated() {
                let padding = String(repeating: " ", count: widths[column] - cell.count)
                text += column == 0 ? "" : "  "
                text += isNumeric[column] ? padding + cell : cell + padding
            }
            while text.last == " " { text.removeLast() }
            return text
        }.joined(separator: "\n")
    }
}
