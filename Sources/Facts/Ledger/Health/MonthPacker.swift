import Calendar
import Domain

/// Packs batches on any thread before they are written, assuming that the ledger has none of their
/// months yet.
struct MonthPacker: Sendable {
    let componentIDs: [UInt16]
    let versionIDs: [UInt16]
    let names: NameDigests
    /// The digest of each account's identifier, indexed by the account's key.
    let accountDigests: [UInt64]
    /// The import that brings the rows, as `imports.feed_number`.
    let importNumber: UInt32

    /// Packed months, ready to be inserted.
    final class Months: Sendable {
        let rows: [(row: CheckedMonth, end: Int)]
        /// The packed days of all rows, one row after another. `end` is where a row's bytes end.
        let bytes: [UInt8]
        let digest: UInt64

        init(rows: [(row: CheckedMonth, end: Int)], bytes: [UInt8], digest: UInt64) {
            self.rows = rows
            self.bytes = bytes
            self.digest = digest
        }
    }

    /// Packs the batch's months; nil if it has a day twice, since only a merge with the ledger
    /// handles that.
    func pack(_ batch: HealthBatch) -> Months? {
        let longest = PackedMonth.longest(components: componentIDs.count)
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: longest, alignment: 8)
        defer { scratch.deallocate() }
        guard let base = scratch.baseAddress else { return nil }
        return withColumns(of: batch) { all in
            var columns = all
            var rows: [(row: CheckedMonth, end: Int)] = []
            var bytes: [UInt8] = []
            bytes.reserveCapacity(batch.account.count * (2 + 2 * componentIDs.count) * 5 / 4)
            var digest: UInt64 = 0
            var start = 0
            while start < batch.account.count {
                let account = batch.account[start]
                columns.observed = 0
                var end = start
                while end < batch.account.count, batch.account[end] == account {
                    let bit: UInt32 = 1 << UInt32(batch.day[end] - 1)
                    guard columns.observed & bit == 0 else { return nil }
                    columns.observed |= bit
                    end += 1
                }
                columns.score = all.score + start
                columns.tier = all.tier + start
                columns.version = all.version + start
                columns.components = all.components + start
                let packed = PackedMonth.encode(
                    columns, to: base, seed: seed(account, batch.month), names: names)
                bytes.append(contentsOf: scratch[..<packed.length])
                digest &+= packed.digest
                let row = CheckedMonth(
                    MonthRow(key: monthKey(batch.month, account), columns),
                    UnsafeRawBufferPointer(rebasing: scratch[..<packed.length]))
                rows.append((row, bytes.count))
                start = end
            }
            return Months(rows: rows, bytes: bytes, digest: digest)
        }
    }

    /// Calls `body` with the columns of all rows of a batch. Returns nil for a batch without rows.
    private func withColumns(
        of batch: HealthBatch, _ body: (MonthColumns) -> Months?
    ) -> Months? {
        let version = batch.modelVersion.map { versionIDs[Int($0)] }
        // The placeholder keeps the base address valid if the file has no components.
        let components = batch.components.isEmpty ? [-1] : batch.components
        return batch.score.withUnsafeBufferPointer { score in
            batch.tier.withUnsafeBufferPointer { tier in
                version.withUnsafeBufferPointer { version in
                    components.withUnsafeBufferPointer { components in
                        guard let score = score.baseAddress, let tier = tier.baseAddress,
                            let version = version.baseAddress,
                            let components = components.baseAddress
                        else { return nil }
                        return body(
                            MonthColumns(
                                observed: 0, score: score, tier: tier, version: version,
                                componentIDs: componentIDs, components: components,
                                componentStride: batch.account.count,
                                newestImport: importNumber, imports: nil))
                    }
                }
            }
        }
    }

    func seed(_ account: Int32, _ month: Month) -> UInt64 {
        accountDigests[Int(account)] &+ UInt64(month.number)
    }
}
