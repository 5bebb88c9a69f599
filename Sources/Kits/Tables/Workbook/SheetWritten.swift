/// What became of a sheet that was written as CSV.
package struct SheetWritten: Equatable, Sendable {
    /// The number of the last row with content, which is also the number of records.
    package var rows = 0
    /// Fields of each record with content.
    package var columns = 0
    /// Whether the text of a cell holds a line break, so that a record may take several lines.
    package var hasBreaksInCells = false
    /// Formulas whose stored result is missing. Their fields are ``Workbook/formulaWithoutValue``.
    package var formulasWithoutValue = 0
    /// Formulas with the stored result 0 in a workbook that asks to be recalculated when opened.
    ///
    /// Programs that cannot calculate write such a 0 for every formula.
    package var unconfirmedZeros = 0
}
