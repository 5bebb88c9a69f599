/// A column of a table, with its cells and its width.
struct TableColumn {
    let heading: String
    private let kind: Kind
    private(set) var cells: [String] = []
    private(set) var width = 0

    private enum Kind { case number, name, text }

    /// The narrowest column of texts or names before further columns go below.
    private static let squeezedWidth = 14
    /// The same where columns already go below.
    private static let comfortableWidth = 26

    init(heading: String) {
        kind = heading.hasPrefix(">") ? .number : heading.hasPrefix("~") ? .name : .text
        self.heading = kind == .text ? heading : String(heading.dropFirst())
    }

    /// The column with these cells, as wide as they are.
    func holding(_ cells: [String]) -> TableColumn {
        var column = self
        column.cells = cells
        column.width = max(column.cellWidth, displayWidth(heading))
        return column
    }

    private var cellWidth: Int { cells.map { displayWidth($0) }.max() ?? 0 }

    /// The least width that is readable.
    func least(isSqueezed: Bool) -> Int {
        let floor = isSqueezed ? Self.squeezedWidth : Self.comfortableWidth
        switch kind {
        case .number: return max(cellWidth, longestWord(of: heading))
        case .text, .name: return min(widthOfCells, max(floor, longestWord(of: heading)))
        }
    }

    /// The width at which only the heading is broken over lines.
    var widthOfCells: Int { max(cellWidth, longestWord(of: heading)) }

    /// The column at another width. Names that cannot be told apart at that width stay whole and are
    /// broken over lines.
    func narrowed(to width: Int) -> TableColumn {
        var column = self
        column.width = width
        if kind == .name, let short = shortenedNames(cells, to: width) { column.cells = short }
        return column
    }

    var headingLines: [String] { cellLines(heading, width: width) }

    func lines(of row: Int) -> [String] {
        kind == .number ? [cells[row]] : cellLines(cells[row], width: width)
    }

    func padded(_ text: String) -> String {
        let padding = String(repeating: " ", count: max(0, width - displayWidth(text)))
        return kind == .number ? padding + text : text + padding
    }
}

extension [TableColumn] {
    /// The columns made narrower until they fit: first headings, then long names, then texts, then
    /// all names. The widest column gives way first. Nil if they cannot.
    func fitting(_ width: Int, squeezed isSqueezed: Bool) -> [TableColumn]? {
        var widths = map(\.width)
        let least = map { $0.least(isSqueezed: isSqueezed) }
        var excess = widths.reduce(0, +) + 2 * (count - 1) - width
        guard least.reduce(0, +) + 2 * (count - 1) <= width else { return nil }
        func shrink(to limits: [Int]) {
            while excess > 0,
                let widest = indices.filter({ widths[$0] > Swift.max(limits[$0], least[$0]) })
                    .max(by: { widths[$0] < widths[$1] })
            {
                widths[widest] -= 1
                excess -= 1
            }
        }
        shrink(to: map(\.widthOfCells))
        shrink(to: map { $0.isName ? TableColumn.longNameWidth : .max })
        shrink(to: map { $0.isName ? .max : 0 })
        shrink(to: map { _ in 0 })
        return zip(self, widths).map { $0.width == $1 ? $0 : $0.narrowed(to: $1) }
    }
}

extension TableColumn {
    /// Names give way down to this width before texts do.
    fileprivate static let longNameWidth = 22

    fileprivate var isName: Bool { kind == .name }
}
