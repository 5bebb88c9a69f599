/// Finds the last row and column of a sheet that have content.
final class SheetExtent: CellVisitor {
    /// The last row with content; 0 if there is none.
    private(set) var lastRow = 0
    /// The last column with content; 0 if there is none.
    private(set) var lastColumn = 0
    private let strings: SharedStrings
    private let stopsAtFirst: Bool

    /// Creates a visitor.
    ///
    /// - Parameters:
    ///   - strings: the shared strings, of which some may be empty.
    ///   - stopsAtFirst: whether to stop at the first cell with content.
    init(strings: SharedStrings, stopsAtFirst: Bool) {
        self.strings = strings
        self.stopsAtFirst = stopsAtFirst
    }

    func visit(_ cell: borrowing RawCell) throws(WorkbookError) -> Bool {
        // A column that is known to be in use needs no second look, unless the row is new.
        guard cell.column > lastColumn || cell.row > lastRow, try cell.hasContent(strings) else {
            return true
        }
        lastRow = cell.row
        lastColumn = max(lastColumn, cell.column)
        return !stopsAtFirst
    }
}

extension RawCell {
    /// Whether the cell is more than an empty text.
    func hasContent(_ strings: SharedStrings) throws(WorkbookError) -> Bool {
        if lacksResult { return true }
        guard kind == .sharedString, let number = sharedStringNumber else { return !value.isEmpty }
        guard let range = try strings.range(of: number) else { return true }
        return !range.isEmpty
    }

    /// The number of the shared string; nil if the value is none.
    var sharedStringNumber: Int? {
        value.withUnsafeBytes { wholeNumber($0) }
    }
}
