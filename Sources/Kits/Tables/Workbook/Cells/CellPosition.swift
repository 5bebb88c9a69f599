/// Where in a sheet the reader is.
///
/// Rows and cells say their place or follow the one before. Both must go forward.
struct CellPosition {
    /// The current row, from 1; 0 before the first.
    private(set) var row = 0
    /// The current column, from 1; 0 before the first of a row.
    private(set) var column = 0
    private let sheet: String
    /// Whether the row says its number itself.
    private var hasRowNumber = false
    /// Whether a cell of the row was read, so that its number is settled.
    private var hasCells = false

    /// Creates a position before the first row.
    ///
    /// - Parameter sheet: the name of the sheet, for errors.
    init(sheet: String) { self.sheet = sheet }

    /// Goes to the next row.
    ///
    /// - Parameter number: its number, as digits; nil if it has none.
    /// - Throws: `WorkbookError.damaged`.
    mutating func beginRow(_ number: UnsafeRawBufferPointer?) throws(WorkbookError) {
        let last = row
        row += 1
        column = 0
        hasRowNumber = number != nil
        hasCells = false
        if let number {
            guard let given = wholeNumber(number), given > last else {
                throw damaged("the rows after row \(last) are out of order")
            }
            row = given
        }
        guard row <= WorkbookLimits.rows else {
            throw damaged("a row is beyond \(WorkbookLimits.rows)")
        }
    }

    /// Goes to the next cell.
    ///
    /// - Parameter reference: its place, such as `B7`; nil if it has none.
    /// - Throws: `WorkbookError.damaged`.
    mutating func beginCell(_ reference: UnsafeRawBufferPointer?) throws(WorkbookError) {
        let last = column
        column += 1
        if let reference {
            guard let place = CellReference(reference) else {
                throw damaged("a cell in row \(row) has an impossible reference")
            }
            column = place.column
            try settle(place.row)
        }
        guard row > 0 else { throw damaged("a cell is in no row") }
        guard column > last else {
            throw damaged("the cells of row \(row) are out of order")
        }
        guard column <= WorkbookLimits.columns else {
            throw damaged("row \(row) has over \(WorkbookLimits.columns) cells")
        }
        hasCells = true
    }

    /// Takes over the row that a cell gives. Only the first cell of a row without a number may move
    /// the row on.
    private mutating func settle(_ given: Int) throws(WorkbookError) {
        guard given != row else { return }
        guard !hasRowNumber, !hasCells, given > row else {
            throw damaged("a cell of row \(given) is in row \(row)")
        }
        row = given
    }

    private func damaged(_ reason: String) -> WorkbookError {
        .damaged(reason: "in the sheet \(sheet), \(reason)")
    }
}
