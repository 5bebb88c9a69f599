import Concurrency
import Domain
import Tables

/// Reads and checks the rows of a file one by one, in order. For every feed except health.
final class CheckedRows {
    /// A row, or the rule that it breaks and what can be read of its key.
    struct Row {
        /// The line on which the row begins.
        var line: Int
        var result: Result<CheckedRow, Fault.Thrown>
        /// The key of a row that breaks a rule; nil where it cannot be read.
        var rejectedKey: [FeedValue]?
    }

    /// The most rows kept in memory for a second pass. A larger file is read twice.
    private static let mostKept = 100_000
    private static let rowsAtOnce = 1000

    private let rows: FileRows
    private let rowReader: UncheckedSendable<RowReader>
    private var kept: [Row]?

    init(_ rows: FileRows, _ rowReader: RowReader) {
        self.rows = rows
        self.rowReader = UncheckedSendable(rowReader)
    }

    /// Whether the rows are in memory, so that the next pass does not read the file.
    var areKept: Bool { kept != nil }

    /// Calls `body` with every row.
    ///
    /// - Parameters:
    ///   - isOnlyPass: whether the rows are not wanted again.
    ///   - body: takes a row.
    /// - Throws: what `body` throws, or what reading the file throws.
    func forEach(isOnlyPass: Bool = false, _ body: (Row) throws -> Void) throws {
        if let kept {
            for row in kept { try body(row) }
            return
        }
        var all: [Row]? = isOnlyPass ? nil : []
        let reader = UncheckedSendable(rows.records())
        func read() -> Prefetched<[Row]> {
            Prefetched { [rowReader] in try Self.rows(from: reader.value, rowReader.value) }
        }
        // Read the next rows on another thread while these are used.
        var next = read()
        while true {
            let current = try next.value()
            if current.isEmpty { break }
            next = read()
            for row in current { try body(row) }
            all?.append(contentsOf: current)
            if all?.count ?? 0 > Self.mostKept { all = nil }
        }
        kept = all
    }

    /// Reads up to `rowsAtOnce` rows; empty at the end of the file.
    private static func rows(
        from reader: RecordReader, _ rowReader: RowReader
    ) throws -> [Row] {
        var rows: [Row] = []
        while rows.count < rowsAtOnce, let record = try reader.next() {
            if let fault = record.fault {
                rows.append(Row(line: record.line, result: .failure(.init(Fault(row: fault)))))
                continue
            }
            guard !RowReader.isBlank(reader.fields), rowReader.header.wants(reader.fields) else {
                continue
            }
            var row = Row(line: record.line, result: rowReader.row(reader.fields))
            if case .failure = row.result { row.rejectedKey = rowReader.key(reader.fields) }
            rows.append(row)
        }
        return rows
    }
}
