import Calendar
import Formats
import Domain
import Glibc

/// Health rows grouped by month and block of accounts. Large inputs overflow into a scratch file.
///
/// A bucket holds at most one month of `accountsPerBlock` accounts, whatever the input's size and
/// order, and is sorted in memory. Rows of a bucket keep their order.
final class MonthBuckets {
    /// The number of account keys that share a bucket.
    static let accountsPerBlock = 1 << 12
    private static let chunkLength = 1 << 16
    /// The most chunks held in memory. At this number all are written to the scratch file.
    private static let mostChunks = 640
    private static let months = 12 * 10_000

    /// One row as stored in a bucket: these fields, then one `Int16` for each component, then the
    /// millisecond of the day as an `Int32` where rows have one.
    struct RowHeader {
        /// The account's key within its block.
        var account: UInt16
        /// Day of the month, from 1.
        var day: UInt8
        var tier: UInt8
        var score: Int16
        var modelVersion: UInt16
    }

    /// Identifies a bucket. Keys sort like the rows of the ledger.
    struct Key: Hashable, Comparable {
        var month: Int
        var block: Int

        static func < (left: Key, right: Key) -> Bool {
            (left.month, left.block) < (right.month, right.block)
        }
    }

    private struct Bucket {
        let key: Key
        var bytes: UnsafeMutableRawPointer?
        var count = 0
        var extents: [(offset: Int, count: Int)] = []
    }

    let rowLength: Int
    /// Where a row has the millisecond of its day, if rows have one.
    let timeOffset: Int
    /// Whether rows have the millisecond of their day.
    let hasTimes: Bool
    private let blocks: Int
    /// The bucket of each month and block, month by month; nil if it has no rows.
    private let table: UnsafeMutablePointer<UnsafeMutablePointer<Bucket>?>
    private var buckets: [UnsafeMutablePointer<Bucket>] = []
    private var chunks = 0
    private let scratch: FileDescriptor
    private var scratchLength = 0

    /// Creates buckets for rows with this many components, and a time if `hasTimes`, and for account
    /// keys up to `largestKey`. They overflow into `scratch`.
    init(components: Int, hasTimes: Bool, largestKey: Int, scratch: FileDescriptor) {
        timeOffset = MemoryLayout<RowHeader>.size + 2 * components
        rowLength = timeOffset + (hasTimes ? 4 : 0)
        self.hasTimes = hasTimes
        blocks = largestKey / Self.accountsPerBlock + 1
        // The system supplies zeroed memory, and only for the pages of months that occur.
        let slots = Self.months * blocks
        guard let zeroed = calloc(slots, MemoryLayout<UnsafeMutablePointer<Bucket>?>.stride)
        else { preconditionFailure("no address space for \(slots) buckets") }
        table = zeroed.bindMemory(to: UnsafeMutablePointer<Bucket>?.self, capacity: slots)
        self.scratch = scratch
    }

    deinit {
        for bucket in buckets {
            bucket.pointee.bytes?.deallocate()
            bucket.deinitialize(count: 1)
            bucket.deallocate()
        }
        free(table)
    }

    /// The keys of the buckets that have rows, sorted.
    var keys: [Key] { buckets.map(\.pointee.key).sorted() }

    /// Adds one row to a bucket and returns where to write it. The address is valid until the next
    /// call.
    @inline(__always)
    func place(month: Int, block: Int) throws -> UnsafeMutableRawPointer {
        if let bucket = table[month &* blocks &+ block], let bytes = bucket.pointee.bytes {
            let count = bucket.pointee.count
            if count &+ rowLength <= Self.chunkLength {
                bucket.pointee.count = count &+ rowLength
                return bytes + count
            }
        }
        return try placeInNewChunk(month: month, block: block)
    }

    private func placeInNewChunk(
        month: Int, block: Int
    ) throws -> UnsafeMutableRawPointer {
        let slot = month * blocks + block
        let bucket: UnsafeMutablePointer<Bucket>
        if let known = table[slot] {
            bucket = known
            try spill(bucket)
        } else {
            bucket = .allocate(capacity: 1)
            bucket.initialize(to: Bucket(key: Key(month: month, block: block)))
            table[slot] = bucket
            buckets.append(bucket)
        }
        if chunks == Self.mostChunks {
            for other in buckets { try spill(other) }
        }
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: Self.chunkLength, alignment: 8)
        chunks += 1
        bucket.pointee.bytes = bytes
        bucket.pointee.count = rowLength
        return bytes
    }

    private func spill(_ bucket: UnsafeMutablePointer<Bucket>) throws {
        guard let bytes = bucket.pointee.bytes else { return }
        let count = bucket.pointee.count
        try scratch.write(UnsafeRawBufferPointer(start: bytes, count: count), at: scratchLength)
        bucket.pointee.extents.append((scratchLength, count))
        scratchLength += count
        bytes.deallocate()
        bucket.pointee.bytes = nil
        bucket.pointee.count = 0
        chunks -= 1
    }

    /// The length of a bucket's rows in bytes.
    func length(of key: Key) -> Int {
        guard let bucket = table[key.month * blocks + key.block]?.pointee else { return 0 }
        return bucket.count + bucket.extents.reduce(0) { $0 + $1.count }
    }

    /// Copies a bucket's rows, in order.
    func copy(_ key: Key, to target: UnsafeMutableRawBufferPointer) throws {
        guard let bucket = table[key.month * blocks + key.block]?.pointee,
            let base = target.baseAddress
        else { return }
        var at = 0
        for extent in bucket.extents {
            _ = try scratch.read(
                into: UnsafeMutableRawBufferPointer(start: base + at, count: extent.count),
                at: extent.offset)
            at += extent.count
        }
        if let bytes = bucket.bytes { memcpy(base + at, bytes, bucket.count) }
    }
}
