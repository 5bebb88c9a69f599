import Domain

/// Packs batches as though the ledger had no row of their months yet: on any thread, ahead of
/// being written.
struct MonthPacker: Sendable {
    let componentIDs: [UInt16]
    let versionIDs: [UInt16]
    let names: NameDigests
    /// Digest of each account's identifier, by its key.
    let accountDigests: [UInt64]

    /// Months ready to be inserted.
    final class Months: Sendable {
        let rows: [(row: MonthRow, end: Int)]
        /// The packed days of all rows, one after the other.
        let bytes: [UInt8]
        let digest: UInt64

        init(rows: [(row: MonthRow, end: Int)], bytes: [UInt8], digest: UInt64) {
            self.rows = rows
            self.bytes = bytes
            self.digest = digest
        }
    }

    /// The batch's months; nil where it has a day twice, which only the ledger can settle.
    func pack(_ batch: HealthBatch) -> Months? {
        let cells = MonthCells()
        let columns = Array(componentIDs.indices)
        let longest = PackedMonth.longest(components: componentIDs.count)
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: longest, alignment: 8)
        defer { scratch.deallocate() }
        guard let base = scratch.baseAddress else { return nil }
        var rows: [(row: MonthRow, end: Int)] = []
        var bytes: [UInt8] = []
        bytes.reserveCapacity(batch.account.count * (2 + 2 * componentIDs.count) * 5 / 4)
        var digest: UInt64 = 0
        var start = 0
        while start < batch.account.count {
            let account = batch.account[start]
            cells.clear(componentIDs: componentIDs)
            var row = start
            while row < batch.account.count, batch.account[row] == account {
                guard !cells.has(slot: Int(batch.day[row]) - 1) else { return nil }
                cells.set(
                    from: batch, row: row, columns: columns,
                    version: versionIDs[Int(batch.modelVersion[row])])
                row += 1
            }
            let packed = PackedMonth.encode(
                cells, to: base, seed: seed(account, batch.month), names: names)
            bytes.append(contentsOf: scratch[..<packed.length])
            digest &+= packed.digest
            rows.append((MonthRow(key: monthKey(batch.month, account), cells), bytes.count))
            start = row
        }
        return Months(rows: rows, bytes: bytes, digest: digest)
    }

    func seed(_ account: Int32, _ month: Month) -> UInt64 {
        accountDigests[Int(account)] &+ UInt64(month.number)
    }
}
