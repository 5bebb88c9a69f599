import Formats

/// Appends fields and records to a file as CSV.
struct CSVOutput {
    /// Whether a field held a line break.
    private(set) var hasBreaks = false
    private let file: FileDescriptor
    /// The name of the sheet, for errors.
    let sheet: String
    private var buffer: [UInt8] = []
    private var written = 0

    private static let piece = 256 << 10

    /// Creates an output that appends to `file`.
    init(_ file: FileDescriptor, sheet: String) {
        self.file = file
        self.sheet = sheet
        buffer.reserveCapacity(2 * Self.piece)
    }

    /// Appends commas; none if `count` is negative, as where the file changes while it is read.
    mutating func addSeparators(_ count: Int) {
        for _ in 0..<max(0, count) { buffer.append(comma) }
    }

    /// Appends line ends.
    mutating func addLineEnds(_ count: Int) throws(WorkbookError) {
        for _ in 0..<max(0, count) { buffer.append(newline) }
        if buffer.count >= Self.piece { try flush() }
    }

    /// Appends a field, in quotes where it needs them.
    ///
    /// Source: RFC 4180.
    mutating func add(_ field: [UInt8]) throws(WorkbookError) {
        var needsQuotes = false
        for byte in field where byte <= comma {
            if byte == newline || byte == carriageReturn { hasBreaks = true }
            if byte == newline || byte == carriageReturn || byte == comma || byte == quote {
                needsQuotes = true
            }
        }
        if needsQuotes {
            buffer.append(quote)
            for byte in field {
                if byte == quote { buffer.append(quote) }
                buffer.append(byte)
            }
            buffer.append(quote)
        } else {
            buffer.append(contentsOf: field)
        }
        if buffer.count >= Self.piece { try flush() }
    }

    /// Writes what is left.
    mutating func flush() throws(WorkbookError) {
        written += buffer.count
        guard written <= WorkbookLimits.writtenBytes else {
            throw .tooLarge(reason: "the sheet \(sheet) would be over 2 GiB as CSV")
        }
        let (file, bytes) = (file, buffer)
        try usingFile { () throws(FileError) in try file.append(bytes) }
        buffer.removeAll(keepingCapacity: true)
    }
}
