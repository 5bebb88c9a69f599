import Calendar
import Domain
import Formats
import Tables

/// The rows of one file, with all that is needed to read them.
struct FileRows {
    let file: FeedFile
    let header: Header
    /// How the file writes dates and numbers.
    var forms: ValueForms
    /// Whether the file names things by Salesforce identifiers.
    var hasSalesforceKeys: Bool
    /// The offset of the first row in bytes. `firstLine` is its line.
    let start: Int
    let firstLine: Int
    /// A line behind the header that holds units; nil without one.
    let unitsLine: Int?
    let options: ImportFeeds.Options
    let reading: ReadingOptions
    let importDay: Day
    let progress: @Sendable (ImportFeeds.Progress) -> Void

    /// Reads the records behind the header.
    func records(_ range: Range<Int>? = nil, line: Int? = nil) -> RecordReader {
        RecordReader(
            file.table.content, range: range ?? start..<file.table.size, line: line ?? firstLine,
            countsRecords: file.table.countsRecords)
    }

    /// An empty list of rejected rows.
    func rejectList() throws -> RejectList {
        RejectList(
            feed: file.feed, scratch: try FileDescriptor.scratch(in: options.scratchFolder))
    }

    /// Ends the reading of a file: bytes that are not UTF-8 make the whole file unusable, since they
    /// may stand in any name.
    func checkText(_ records: RecordReader) throws {
        if !records.utf8.isValid { throw try notUTF8(file.table.content) }
    }

    /// The error for a file that cannot be used as a whole.
    func unusable(_ reason: String) -> IntakeError { .unusable(file: file.name, reason: reason) }

    /// Collects what the values tell about the forms of dates and numbers.
    ///
    /// - Throws: `IntakeError` if the file is not text.
    func evidence() throws -> (FormEvidence, hasSalesforceKeys: Bool) {
        do {
            return try FormEvidence.collect(
                header, records(), unitsLine: unitsLine, self.checkText)
        } catch let error as TableError {
            throw unusable("\(error)")
        }
    }
}

/// What became of a file's rows.
struct TakenRows {
    /// The rejected rows, part by part.
    var rejects: [RejectList] = []
    /// What was noticed about the values.
    var notes = ReadingNotes()
    /// How the values are written, in words, where that was found out only now.
    var form: [String] = []
    /// What else is worth telling, in words.
    var lines: [String] = []
}
