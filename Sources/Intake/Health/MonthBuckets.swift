import Domain
import Glibc

/// Health rows parted by month and block of accounts, in a scratch file where they are many.
///
/// However large and however ordered the input is, a bucket holds at most one month of
/// `accountsPerBlock` accounts, which is sorted in memory. Rows of a bucket keep their order.
final class MonthBuckets {
    /// Accounts whose keys share a bucket.
    static let accountsPerBlock = 1 << 14
    private static let chunkLength = 1 << 16
    /// Chunks held in memory before all are written out.
    private static let mostChunks = 640

    /// One row as it lies in a bucket: these fields, then a `Int16` a component.
    struct RowHeader {
        /// Key of the account within its block.
        var account: UInt16
        /// Day of the month, from 1.
        var day: UInt8
        var tier: UInt8
        var score: Int16
        var modelVersion: UInt16
    }

    /// Names a bucket; they sort as the ledger's rows do.
    struct Key: Hashable, Comparable {
        var month: Int32
        var block: Int32

        static func < (left: Key, right: Key) -> Bool {
            (left.month, left.block) < (right.month, right.block)
        }
    }

    let rowLength: Int
    private var chunks: [Chunk] = []
    private var chunkOfKey: [Key: Int] = [:]
    private var latest: (key: Key, index: Int)?
    private var filledChunks = 0
    private let scratch: FileDescriptor
    private var scratchLength = 0

    private struct Chunk {
        let key: Key
        var bytes: UnsafeMutableRawPointer?
        var count = 0
        var extents: [(offset: Int, count: Int)] = []
    }

    /// Buckets of rows with that many components, overflowing into `scratch`.
    init(components: Int, scratch: FileDescriptor) {
        rowLength = MemoryLayout<RowHeader>.size + 2 * components
        self.scratch = scratch
    }

    deinit { for chunk in chunks { chunk.bytes?.deallocate() } }

    /// The buckets with rows, in order.
    var keys: [Key] { chunkOfKey.keys.sorted() }

    /// Room for one more row of an account in a month; valid until the next call.
    func place(month: Int32, block: Int32) throws(IntakeError) -> UnsafeMutableRawPointer {
        let key = Key(month: month, block: block)
        let index: Int
        if let latest, latest.key == key {
            index = latest.index
        } else if let known = chunkOfKey[key] {
            index = known
            latest = (key, index)
        } else {
            index = chunks.count
            chunks.append(Chunk(key: key))
            chunkOfKey[key] = index
            latest = (key, index)
        }
        if chunks[index].count + rowLength > Self.chunkLength { try spill(index) }
        if chunks[index].bytes == nil {
            if filledChunks == Self.mostChunks {
                for other in chunks.indices where chunks[other].bytes != nil { try spill(other) }
            }
            chunks[index].bytes = .allocate(byteCount: Self.chunkLength, alignment: 8)
            filledChunks += 1
        }
        defer { chunks[index].count += rowLength }
        guard let bytes = chunks[index].bytes else { preconditionFailure("allocated above") }
        return bytes + chunks[index].count
    }

    private func spill(_ index: Int) throws(IntakeError) {
        guard let bytes = chunks[index].bytes else { return }
        let count = chunks[index].count
        try scratch.write(UnsafeRawBufferPointer(start: bytes, count: count), at: scratchLength)
        chunks[index].extents.append((scratchLength, count))
        scratchLength += count
        chunks[index].count = 0
        bytes.deallocate()
        chunks[index].bytes = nil
        filledChunks -= 1
    }

    /// Bytes of a bucket's rows.
    func length(of key: Key) -> Int {
        guard let index = chunkOfKey[key] else { return 0 }
        return chunks[index].count + chunks[index].extents.reduce(0) { $0 + $1.count }
    }

    /// Copies a bucket's rows, in order.
    func copy(_ key: Key, to target: UnsafeMutableRawBufferPointer) throws(IntakeError) {
        guard let index = chunkOfKey[key], let base = target.baseAddress else { return }
        var at = 0
        for extent in chunks[index].extents {
            _ = try scratch.read(
                into: UnsafeMutableRawBufferPointer(start: base + at, count: extent.count),
                at: extent.offset)
            at += extent.count
        }
        if let bytes = chunks[index].bytes { memcpy(base + at, bytes, chunks[index].count) }
    }
}
