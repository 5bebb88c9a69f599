package import Formats

/// An XLSX workbook.
///
/// ```swift
/// let workbook = try Workbook(path: "renewals.xlsx", scratchFolder: "/tmp")
/// let file = try FileDescriptor.scratch(in: "/tmp")
/// for sheet in workbook.sheets where !sheet.isHidden {
///     let written = try workbook.write(sheet, to: file)
///     print(sheet.name, written.rows)
/// }
/// ```
///
/// Memory does not grow with the file: sheets are streamed, and a large table of shared strings
/// goes to a scratch file. What is refused is in ``WorkbookLimits``.
///
/// Source: ECMA-376, Office Open XML, part 1, SpreadsheetML; both its Transitional and its Strict
/// form.
package final class Workbook {
    /// The field of a formula that was saved without its result.
    package static let formulaWithoutValue = "\u{1}formula"

    /// The worksheets, in the order of their tabs. Sheets that are charts or macros are left out.
    package let sheets: [Sheet]

    private let archive: Archive
    private let list: SheetList
    private let scratchFolder: String
    private var loadedStrings: SharedStrings?
    private var loadedStyles: [NumberFormat]?

    /// Opens a workbook.
    ///
    /// - Parameters:
    ///   - file: the file, which is read at offsets; its position does not matter.
    ///   - scratchFolder: where a large table of shared strings goes.
    /// - Throws: `WorkbookError`.
    package init(_ file: FileDescriptor, scratchFolder: String) throws(WorkbookError) {
        archive = try Archive(file)
        list = try SheetList(archive)
        sheets = list.sheets
        self.scratchFolder = scratchFolder
    }

    /// Opens the workbook at a path.
    ///
    /// - Throws: `WorkbookError`.
    package convenience init(path: String, scratchFolder: String) throws(WorkbookError) {
        let file = try usingFile { () throws(FileError) in try FileDescriptor.reading(path) }
        try self.init(file, scratchFolder: scratchFolder)
    }

    /// Whether no cell of the sheet has content. Reads up to the first one that has.
    ///
    /// - Throws: `WorkbookError`.
    package func isEmpty(_ sheet: Sheet) throws(WorkbookError) -> Bool {
        let extent = SheetExtent(strings: try strings(), stopsAtFirst: true)
        try read(sheet, into: extent)
        return extent.lastRow == 0
    }

    /// Appends the cells of a sheet to a file as CSV: commas, LF and UTF-8.
    ///
    /// Record n is row n of the sheet; a row without content is an empty line. All other records
    /// have as many fields as the sheet has columns up to the last cell with content.
    ///
    /// - A date or time, by its number format, is `2025-12-31`, `2025-12-31T09:26:53` or
    ///   `09:26:53`.
    /// - A percentage is `12%` or `12.5e0%`.
    /// - A whole number is digits alone, or `1.12E+17` if it has more than 15 digits. Any other
    ///   number has an exponent, so that its point cannot be taken for a thousands mark:
    ///   `240.125e0`.
    /// - A truth value is `TRUE` or `FALSE`, an error is its text, such as `#N/A`.
    /// - A formula without a stored result is ``formulaWithoutValue``.
    ///
    /// - Parameters:
    ///   - sheet: one of ``sheets``.
    ///   - file: the file to append to.
    /// - Returns: the size of the sheet, and what is remarkable in it.
    /// - Throws: `WorkbookError`. The file may then hold a part of the sheet.
    /// - Complexity: O(size of the sheet); it is read twice.
    package func write(
        _ sheet: Sheet, to file: FileDescriptor
    ) throws(WorkbookError) -> SheetWritten {
        let name = printable(sheet.name)
        let strings = try strings()
        let extent = SheetExtent(strings: strings, stopsAtFirst: false)
        try read(sheet, into: extent)
        guard extent.lastColumn <= WorkbookLimits.usedColumns else {
            throw .tooLarge(
                reason: "the sheet \(name) has \(extent.lastColumn) columns, over "
                    + "\(WorkbookLimits.usedColumns)")
        }
        let writer = SheetWriter(
            to: CSVOutput(file, sheet: name), width: extent.lastColumn, strings: strings,
            cells: CellText(formats: try styles(), epoch: list.epoch),
            recalculates: list.recalculatesOnLoad)
        try read(sheet, into: writer)
        return try writer.finish()
    }

    private func read(_ sheet: Sheet, into visitor: any CellVisitor) throws(WorkbookError) {
        let reader = SheetReader(sheet: printable(sheet.name), visitor: visitor)
        try archive.parse(sheet.path, with: reader)
    }

    private func strings() throws(WorkbookError) -> SharedStrings {
        if let loadedStrings { return loadedStrings }
        let strings = SharedStrings(scratchFolder: scratchFolder)
        if let path = list.sharedStringsPath {
            try archive.parse(path, with: SharedStringsReader(into: strings))
        }
        try strings.finish()
        loadedStrings = strings
        return strings
    }

    private func styles() throws(WorkbookError) -> [NumberFormat] {
        if let loadedStyles { return loadedStyles }
        let reader = StylesReader()
        if let path = list.stylesPath { try archive.parse(path, with: reader) }
        let styles = reader.formats
        loadedStyles = styles
        return styles
    }
}
