import Concurrency
import Tables
import Domain

/// Reads and checks the rows of a file one by one, in order. For every feed except health.
final class CheckedRows {
    /// A row or the rule that it breaks, with the line on which the row begins.
    typealias Row = (line: Int, row: Result<FeedRow, Fault.Thrown>)

    /// The most rows kept in memory for a second pass. A larger file is read twice.
    private static let mostKept = 100_000
    private static let rowsAtOnce = 1000

    private let rows: FileRows
    private let rowReader: UncheckedSendable<RowReader>
    private let isReadTwice: Bool
    private var kept: [Row]?

    init(_ rows: FileRows, _ rowReader: RowReader, isReadTwice: Bool) {
        self.rows = rows
        self.rowReader = UncheckedSendable(rowReader)
        self.isReadTwice = isReadTwice
    }

    /// Calls `body` with the line and the result of every row.
    func forEach(_ body: (Int, Result<FeedRow, Fault.Thrown>) throws -> Void) throws {
        if let kept {
            for (line, row) in kept { try body(line, row) }
            return
        }
        var all: [Row]? = isReadTwice ? [] : nil
        let reader = UncheckedSendable(
            RecordReader(
                rows.file.content, range: rows.start..<rows.file.size,
                line: rows.firstLine))
        func read() -> Prefetched<[Row]> {
            Prefetched { [rowReader] in try Self.rows(from: reader.value, rowReader.value) }
        }
        // Read the next rows on another thread while these are used.
        var next = read()
        while true {
            let current = try next.value()
            if current.isEmpty { break }
            next = read()
            for (line, row) in current { try body(line, row) }
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
                rows.append((record.line, .failure(.init(Fault(row: fault)))))
            } else if rowReader.widthFault(reader.fields) != nil
                || rowReader.header.wants(reader.fields)
            {
                rows.append((record.line, rowReader.row(reader.fields)))
            }
        }
        return rows
    }
}
