import Calendar
import Domain

/// Finds the rows of a file that share a key.
///
/// Row order must never decide a figure. Identical rows are one row. Rows that differ are all
/// rejected, except where their date carries times: then the last reading of the day stands.
struct RepeatedRows {
    /// What becomes of a row that shares its key with others.
    enum Fate: Equatable {
        /// A later reading of the same day stands.
        case earlierReading
        /// Another row of the key differs; one of them.
        case contradicted(otherLine: Int)
    }

    private struct Entry {
        var key: UInt64
        var row: UInt64
        var line: UInt32
        var millisecond: Int32
    }

    private var entries: [Entry] = []
    private let feed: Feed

    init(feed: Feed) { self.feed = feed }

    /// Adds a row that keeps all rules that concern it alone.
    mutating func add(_ checked: CheckedRow, line: Int) {
        entries.append(
            Entry(
                key: Self.digest(feed.key(of: checked.row)),
                row: Self.digest(checked.row.values), line: UInt32(truncatingIfNeeded: line),
                millisecond: Int32(truncatingIfNeeded: checked.millisecond ?? 0)))
    }

    /// Whether no two rows share a key.
    ///
    /// - Complexity: O(n log n) in the number of rows.
    var areUnique: Bool {
        let keys = entries.map(\.key).sorted()
        return keys.indices.dropFirst().allSatisfy { keys[$0 - 1] != keys[$0] }
    }

    /// The fates of the rows that do not stand, by line.
    ///
    /// - Complexity: O(n log n) in the number of rows.
    mutating func fates() -> [Int: Fate] {
        entries.sort { ($0.key, $0.line) < ($1.key, $1.line) }
        var fates: [Int: Fate] = [:]
        var start = 0
        while start < entries.count {
            var end = start + 1
            while end < entries.count, entries[end].key == entries[start].key { end += 1 }
            if end - start > 1 { Self.judge(entries[start..<end], &fates) }
            start = end
        }
        return fates
    }

    /// Whether a row with this key was added. Only after `fates`.
    ///
    /// - Complexity: O(log n).
    func contains(_ key: [FeedValue]) -> Bool {
        let digest = Self.digest(key)
        let place = entries.partitioningIndex { $0.key >= digest }
        return place < entries.count && entries[place].key == digest
    }

    /// Whether a row with one of these keys was added.
    mutating func containsAny(of keys: [[FeedValue]]) -> Bool {
        entries.sort { ($0.key, $0.line) < ($1.key, $1.line) }
        return keys.contains(where: contains)
    }

    private static func judge(_ rows: ArraySlice<Entry>, _ fates: inout [Int: Fate]) {
        let last = rows.map(\.millisecond).max() ?? 0
        for (_, readings) in Dictionary(grouping: rows, by: \.millisecond) {
            for reading in readings {
                if let other = readings.first(where: { $0.row != reading.row }) {
                    fates[Int(reading.line)] = .contradicted(otherLine: Int(other.line))
                } else if reading.millisecond < last {
                    fates[Int(reading.line)] = .earlierReading
                }
            }
        }
    }

    /// A digest of values. Values that differ have different digests, but for one chance in 2^64.
    private static func digest(_ values: [FeedValue]) -> UInt64 {
        var hasher = Hasher()
        for value in values {
            switch value {
            case .none: hasher.combine(UInt8(0))
            case .text(var text):
                hasher.combine(UInt8(1))
                text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
                hasher.combine(UInt8(0xFF))
            case .day(let day): hasher.combine(day.number)
            case .number(let number): hasher.combine(number.bitPattern)
            }
        }
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }
}
