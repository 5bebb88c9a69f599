/// How large a workbook may be.
///
/// Sizes are counted while a part is read. Those in the directory of the file are not trusted.
package enum WorkbookLimits {
    /// Entries of the zip file.
    package static let entries = 10_000
    /// Bytes of the zip file's directory.
    package static let directoryBytes = 4 << 20
    /// Bytes of one part, uncompressed.
    package static let partBytes = 4 << 30
    /// How many times its compressed size a part may have, beyond ``unsuspectedBytes``.
    package static let inflation = 200
    /// Bytes of a part below which its compression does not matter.
    package static let unsuspectedBytes = 64 << 20
    /// Bytes of all shared strings together.
    package static let sharedStringBytes = 1 << 30
    /// Shared strings, of any length.
    package static let sharedStrings = 50_000_000
    /// Bytes of shared strings that are kept in memory; more go to a scratch file.
    package static let sharedStringBytesInMemory = 16 << 20
    /// Bytes of the text of one cell. Excel stops at 32,767 characters.
    package static let cellBytes = 1 << 20
    /// Rows of a sheet, as in Excel.
    package static let rows = 1_048_576
    /// Columns of a sheet, as in Excel.
    package static let columns = 16_384
    /// Columns of a sheet up to its last cell with content.
    package static let usedColumns = 2_000
    /// Bytes that a sheet may become as CSV.
    package static let writtenBytes = 2 << 30
    /// Cell styles, and number formats.
    package static let styles = 100_000
    /// Sheets, and relationships of one part.
    package static let references = 10_000
    /// Bytes of the name of a sheet, and of each part of a relationship.
    package static let nameBytes = 4096
}
