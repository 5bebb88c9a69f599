/// A text table with aligned columns that fits the terminal.
///
/// ```swift
/// var table = Table(["~csm", ">accounts", "team"])
/// table.add(["Ana (C0001)", "1,204", "North"])
/// try Terminal.show(table.text)
/// ```
///
/// Where the columns are too wide together, texts are broken over lines and long names shortened. If
/// that is not enough, further columns follow below, each part with the columns that name the rows.
/// Numbers are never cut.
package struct Table {
    private let columns: [TableColumn]
    private let keyCount: Int
    private var rows: [[String]] = []

    /// Creates a table with headings. A heading that starts with `>` is of a column of numbers, which
    /// is aligned right. One that starts with `~` is of a column of names, which may be shortened.
    ///
    /// - Parameters:
    ///   - headings: the headings.
    ///   - keyCount: how many of the first columns tell the rows apart.
    package init(_ headings: [String], keyCount: Int = 1) {
        columns = headings.map { TableColumn(heading: $0) }
        self.keyCount = keyCount
    }

    /// Adds a row. Characters that control a terminal are shown by their number.
    package mutating func add(_ cells: [String]) { rows.append(cells.map { visible($0) }) }

    /// Whether no row was added.
    package var isEmpty: Bool { rows.isEmpty }

    /// The lines of the table for this terminal.
    package var text: String { text(width: Terminal.columns) }

    /// The lines of the table. The heading line is left out when all headings are empty.
    ///
    /// - Parameter width: the columns that a line may take.
    /// - Returns: the lines, without a line break at the end.
    package func text(width: Int) -> String {
        let filled = columns.enumerated().map { place, column in
            column.holding(rows.map { $0[place] })
        }
        return parts(of: filled, width: width).map { Self.lines(of: $0).joined(separator: "\n") }
            .joined(separator: "\n\n")
    }

    /// The columns with their widths: in one part if they fit, else in several that begin with the
    /// key columns.
    private func parts(of columns: [TableColumn], width: Int) -> [[TableColumn]] {
        if let fitting = columns.fitting(width, squeezed: true) { return [fitting] }
        let keys = Array(columns.prefix(keyCount))
        var parts: [[TableColumn]] = []
        var open = keys
        for column in columns.dropFirst(keyCount) {
            if open.count > keyCount, (open + [column]).fitting(width, squeezed: false) == nil {
                parts.append(open)
                open = keys
            }
            open.append(column)
        }
        return (parts + [open]).map { part in
            part.fitting(width, squeezed: false) ?? part.fitting(width, squeezed: true)
                ?? part.map { $0.narrowed(to: $0.least(isSqueezed: true)) }
        }
    }

    private static func lines(of columns: [TableColumn]) -> [String] {
        let count = columns.first?.cells.count ?? 0
        var lines =
            columns.contains { !$0.heading.isEmpty } ? line(columns.map { $0.headingLines }) : []
        for row in 0..<count { lines += line(columns.map { $0.lines(of: row) }) }
        return lines.map { text in
            var text = text
            while text.last == " " { text.removeLast() }
            return text
        }

        func line(_ cells: [[String]]) -> [String] {
            (0..<(cells.map(\.count).max() ?? 0)).map { number in
                zip(columns, cells).map { column, cell in
                    column.padded(number < cell.count ? cell[number] : "")
                }.joined(separator: "  ")
            }
        }
    }
}
