package import Formats

/// A file as plain CSV: UTF-8, commas, LF or CRLF. Files of another form are copied into a scratch
/// file of that form, record by record, in flat memory.
package struct PlainTable: Sendable {
    /// The plain CSV.
    package var content: FileDescriptor
    /// Its size in bytes.
    package var size: Int
    /// The offset of the first record.
    package var start = 0
    /// What the file was, where it was not plain CSV: `gzip`, `semicolons`.
    package var form: [String] = []
    /// Whether values had types of their own, so that a number with decimals ends in `e0`.
    package var isTyped = false
    /// What is odd about the file, in words.
    package var notes: [String] = []
    /// The line of the first record.
    package var firstLine = 1
    /// Whether a record counts as one line, whatever line breaks its fields hold: the rows of a
    /// workbook.
    package var countsRecords = false
    /// Whether a field may hold a line break, so that the file cannot be cut at any line end.
    package var hasBreaksInFields = false

    /// Plain CSV in a file.
    package init(_ content: FileDescriptor) throws(FileError) {
        self.content = content
        size = try content.size()
    }
}
