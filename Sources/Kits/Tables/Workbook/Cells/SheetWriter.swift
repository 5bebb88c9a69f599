/// Writes the cells of a sheet as CSV.
final class SheetWriter: CellVisitor {
    private var output: CSVOutput
    private var written = SheetWritten()
    private let strings: SharedStrings
    private let cells: CellText
    private let recalculates: Bool
    private var column = 0
    private var field: [UInt8] = []

    /// Creates a writer.
    ///
    /// - Parameters:
    ///   - output: where the records go.
    ///   - width: how many fields a record has.
    ///   - strings: the shared strings.
    ///   - cells: what numbers become.
    ///   - recalculates: whether the workbook asks to be recalculated when opened.
    init(
        to output: CSVOutput, width: Int, strings: SharedStrings, cells: CellText,
        recalculates: Bool
    ) {
        self.output = output
        self.strings = strings
        self.cells = cells
        self.recalculates = recalculates
        written.columns = width
    }

    func visit(_ cell: borrowing RawCell) throws(WorkbookError) -> Bool {
        try setField(cell)
        guard !field.isEmpty else { return true }
        if cell.row > written.rows {
            try endRow()
            try output.addLineEnds(cell.row - written.rows - 1)
            written.rows = cell.row
            column = 1
        }
        output.addSeparators(cell.column - column)
        column = cell.column
        try output.add(field)
        return true
    }

    /// Ends the last record.
    ///
    /// - Returns: what was written.
    func finish() throws(WorkbookError) -> SheetWritten {
        try endRow()
        try output.flush()
        written.hasBreaksInCells = output.hasBreaks
        return written
    }

    private func endRow() throws(WorkbookError) {
        guard column > 0 else { return }
        output.addSeparators(written.columns - column)
        try output.addLineEnds(1)
        column = 0
    }

    private func setField(_ cell: borrowing RawCell) throws(WorkbookError) {
        field.removeAll(keepingCapacity: true)
        guard !cell.lacksResult else {
            written.formulasWithoutValue += 1
            field.append(contentsOf: Workbook.formulaWithoutValue.utf8)
            return
        }
        if recalculates, cell.hasFormula, cell.kind == .number, cell.value == [zero] {
            written.unconfirmedZeros += 1
        }
        guard cell.kind == .sharedString else { return cells.append(cell, to: &field) }
        guard !cell.value.isEmpty else { return }
        guard let number = cell.sharedStringNumber, let range = try strings.range(of: number) else {
            throw .damaged(
                reason: "row \(cell.row) of the sheet \(output.sheet) refers to a missing text")
        }
        try strings.read(range, into: &field)
    }
}

private let zero = UInt8(ascii: "0")
