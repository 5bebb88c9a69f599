/// A cell as the file holds it.
struct RawCell {
    /// What the value of a cell is.
    enum Kind {
        case number
        /// The number of a shared string.
        case sharedString
        /// Text in the cell, also that of a formula.
        case text
        case boolean
        case error
        /// An ISO 8601 date.
        case date
    }

    /// From 1.
    var row = 0
    /// From 1.
    var column = 0
    var kind = Kind.number
    /// The number of its style.
    var style = 0
    var hasFormula = false
    /// Whether there is an element for the value, even if it is empty.
    var hasValue = false
    /// The text of the value.
    var value: [UInt8] = []

    /// Whether a formula was saved without its result. The empty text of a text formula is a result.
    var lacksResult: Bool {
        hasFormula && value.isEmpty && !(kind == .text && hasValue)
    }
}

/// Takes in the cells of a sheet, row by row and from left to right.
protocol CellVisitor: AnyObject {
    /// A cell that has a value or a formula.
    ///
    /// - Returns: whether to go on reading.
    func visit(_ cell: borrowing RawCell) throws(WorkbookError) -> Bool
}
