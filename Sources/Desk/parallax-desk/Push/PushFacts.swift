import DeskMemory
import Domain
import Formats
import Transfers

/// Sends the rows of a feed that a performance service does not have yet.
///
/// The memory says what was sent. It is written after the service has answered, so a kill in between
/// sends some rows again. The service knows rows by their keys, so that changes nothing there.
struct PushFacts {
    let service: PushService
    let memory: SQLiteDeskMemory
    /// The most rows of a request.
    let rowsAtOnce: Int

    /// The most bytes of a request: the service answers larger ones before it has imported them.
    private static let mostBytes = 900_000

    /// Sends a feed.
    ///
    /// - Parameters:
    ///   - table: the feed's rows. Those of a unit stand together.
    ///   - unit: the unit of a row by its place.
    /// - Returns: what became of the rows.
    /// - Throws: `DeskError`, `TransferError`, `StorageError`. What was sent before is remembered.
    func push(_ table: FeedTable, unit: (Int) -> String) throws -> PushOutcome {
        let known = try memory.pushed(table.feed, to: service.address.text)
        var outcome = PushOutcome(feed: table.feed, rows: table.rows)
        var batch = Batch(header: table.header)
        for run in runs(of: table, unit) {
            let digest = digest(of: run.rows, in: table)
            let isKnown = known.digests[run.unit] == digest
            for place in run.rows {
                guard !isKnown || known.refused[table.keys[place]] != nil else {
                    outcome.known += 1
                    continue
                }
                if batch.places.count >= rowsAtOnce
                    || batch.bytes.count + table.row(place).count > Self.mostBytes
                {
                    try send(&batch, of: table, &outcome)
                }
                batch.add(place, table.row(place))
            }
            if !isKnown { batch.units.append((run.unit, digest)) }
        }
        try send(&batch, of: table, &outcome)
        return outcome
    }

    /// Rows that are sent together.
    private struct Batch {
        let header: ArraySlice<UInt8>
        var bytes: [UInt8]
        var places: [Int] = []
        /// The first line of each row in the file.
        var lines: [Int: Int] = [:]
        /// The units that are complete once these rows are sent.
        var units: [(name: String, digest: UInt64)] = []
        private var line: Int

        init(header: ArraySlice<UInt8>) {
            self.header = header
            bytes = Array(header)
            line = 2
        }

        mutating func add(_ place: Int, _ row: ArraySlice<UInt8>) {
            lines[line] = place
            places.append(place)
            bytes += row
            line += row.count { $0 == UInt8(ascii: "\n") }
        }
    }

    private func send(_ batch: inout Batch, of table: FeedTable, _ outcome: inout PushOutcome)
        throws
    {
        guard !batch.places.isEmpty || !batch.units.isEmpty else { return }
        var step = PushStep()
        step.units = batch.units
        if !batch.places.isEmpty {
            let receipt = try service.send(batch.bytes, of: table.feed)
            let refused = receipt.rejected.compactMap { line, reason in
                batch.lines[line].map { ($0, reason) }
            }
            let places = Set(refused.map(\.0))
            step.taken = batch.places.filter { !places.contains($0) }.map { table.keys[$0] }
            step.refused = refused.sorted { $0.0 < $1.0 }.map { (table.keys[$0], $1) }
            outcome.add(receipt, step.refused)
        }
        try memory.keep(step, of: table.feed, to: service.address.text)
        batch = Batch(header: batch.header)
    }

    /// The runs of rows of the same unit.
    private func runs(
        of table: FeedTable, _ unit: (Int) -> String
    ) -> [(unit: String, rows: Range<Int>)] {
        var runs: [(unit: String, rows: Range<Int>)] = []
        for place in 0..<table.rows {
            let name = unit(place)
            if let last = runs.last, last.unit == name {
                runs[runs.count - 1].rows = last.rows.lowerBound..<place + 1
            } else {
                runs.append((name, place..<place + 1))
            }
        }
        return runs
    }

    private func digest(of rows: Range<Int>, in table: FeedTable) -> UInt64 {
        var digest = ContentDigest()
        for row in [table.header] + rows.map({ table.row($0) }) {
            row.withUnsafeBytes { digest.update($0) }
        }
        return digest.value
    }
}
