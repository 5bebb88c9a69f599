import Formats
import Domain
import Glibc

/// The bytes of `health_months.packed`: the days of one account's month.
///
/// Little-endian, n days observed, c components, r runs of one model version:
///
///     UInt8 format (1), UInt8 c, UInt8 r, UInt8 1 where rows have tiers of their own, else 0
///     UInt32 days observed, bit d - 1 for day d
///     n Int16 scores in tenths
///     where tiers: (n + 3) / 4 bytes, two bits a row, the first in the lowest bits; 0 none
///     c UInt16 component keys
///     r times UInt8 first row of the run, UInt16 model version key
///     c times n Int16 component scores in tenths, -1 not given
package enum PackedMonth {
    private static let format: UInt8 = 1
    private static let headerLength = 8

    /// Bytes that a month with that many components takes at most.
    package static func longest(components: Int) -> Int {
        let days = MonthCells.capacity
        return headerLength + 2 * days + days / 4 + 1 + 3 * days + components * (2 + 2 * days)
    }

    /// Writes a month at `bytes`.
    ///
    /// - Returns: the length, and the month's digest: the same whatever keys its components and
    ///   versions have.
    package static func encode(
        _ columns: MonthColumns, to bytes: UnsafeMutableRawPointer, seed: UInt64,
        names: NameDigests
    ) -> (length: Int, digest: UInt64) {
        let count = columns.count
        bytes.storeBytes(of: columns.observed, toByteOffset: 4, as: UInt32.self)
        var at = headerLength
        (bytes + at).copyMemory(from: columns.score, byteCount: 2 * count)
        at += 2 * count
        var tiers: UInt64 = 0
        for row in 0..<count { tiers |= UInt64(columns.tier[row]) &<< UInt64(2 * row) }
        if tiers != 0 {
            bytes.storeBytes(of: tiers, toByteOffset: at, as: UInt64.self)
            at += (count + 3) / 4
        }
        var digest = ContentDigest.value(
            of: UnsafeRawBufferPointer(start: bytes + 4, count: at - 4), seed: seed)
        let componentKeys = at
        for (column, key) in columns.componentIDs.enumerated() where isGiven(column, columns) {
            bytes.storeBytes(of: key, toByteOffset: at, as: UInt16.self)
            at += 2
        }
        let given = (at - componentKeys) / 2
        var version: UInt16 = 0
        var runs = 0
        for row in 0..<count where columns.version[row] != version {
            version = columns.version[row]
            bytes.storeBytes(of: UInt8(row), toByteOffset: at, as: UInt8.self)
            bytes.storeBytes(of: version, toByteOffset: at + 1, as: UInt16.self)
            at += 3
            runs += 1
            digest &+= (names.version(version) &+ UInt64(row)) &* (seed | 1)
        }
        for (column, key) in columns.componentIDs.enumerated() where isGiven(column, columns) {
            (bytes + at).copyMemory(
                from: columns.components + column * columns.componentStride, byteCount: 2 * count)
            digest &+= ContentDigest.value(
                of: UnsafeRawBufferPointer(start: bytes + at, count: 2 * count),
                seed: seed ^ names.component(key))
            at += 2 * count
        }
        let header = SIMD4<UInt8>(format, UInt8(given), UInt8(runs), tiers == 0 ? 0 : 1)
        bytes.storeBytes(of: header, as: SIMD4<UInt8>.self)
        return (at, digest)
    }

    /// Whether any row has that component.
    private static func isGiven(_ column: Int, _ columns: MonthColumns) -> Bool {
        (0..<columns.count).contains { columns.component(column, row: $0) >= 0 }
    }

    /// Unpacks bytes; false where they are not of this format.
    package static func decode(_ bytes: UnsafeRawBufferPointer, into cells: MonthCells) -> Bool {
        guard let layout = Layout(bytes), let base = bytes.baseAddress else { return false }
        cells.reset(
            observed: layout.observed,
            componentIDs: (0..<layout.componentCount).map {
                bytes.loadUnaligned(fromByteOffset: layout.componentKeys + 2 * $0, as: UInt16.self)
            })
        let count = layout.observed.nonzeroBitCount
        memcpy(cells.score, base + headerLength, 2 * count)
        var run = 0
        var version: UInt16 = 0
        for row in 0..<count {
            if run < layout.runCount, Int(bytes[layout.runs + 3 * run]) == row {
                version = bytes.loadUnaligned(
                    fromByteOffset: layout.runs + 3 * run + 1, as: UInt16.self)
                run += 1
            }
            cells.tier[row] = layout.tier(row, in: bytes)
            cells.version[row] = version
        }
        for column in 0..<layout.componentCount {
            memcpy(
                cells.components + column * MonthCells.capacity,
                base + layout.components + 2 * count * column, 2 * count)
        }
        return true
    }

    /// The latest row on or before a day of the month (from 1), without unpacking the others.
    package static func latest(
        in bytes: UnsafeRawBufferPointer, onOrBefore day: Int
    ) -> (day: Int, score: Int16, tier: UInt8)? {
        guard let layout = Layout(bytes) else { return nil }
        let earlier = layout.observed & (UInt32.max >> UInt32(32 - day))
        guard earlier != 0 else { return nil }
        let row = earlier.nonzeroBitCount - 1
        return (
            32 - earlier.leadingZeroBitCount, layout.score(row, in: bytes),
            layout.tier(row, in: bytes)
        )
    }

    /// Calls `body` with the day of the month (from 1), the tenths and the own tier of every row;
    /// false where the bytes are not of this format.
    package static func forEachScore(
        in bytes: UnsafeRawBufferPointer, _ body: (Int, Int16, UInt8) -> Void
    ) -> Bool {
        guard let layout = Layout(bytes) else { return false }
        var rest = layout.observed
        var row = 0
        while rest != 0 {
            body(
                rest.trailingZeroBitCount + 1, layout.score(row, in: bytes),
                layout.tier(row, in: bytes))
            rest &= rest &- 1
            row += 1
        }
        return true
    }

    /// Where the parts of a packed month begin.
    private struct Layout {
        let observed: UInt32
        let componentCount: Int
        let runCount: Int
        let hasTiers: Bool
        let tiers: Int
        let componentKeys: Int
        let runs: Int
        let components: Int

        init?(_ bytes: UnsafeRawBufferPointer) {
            guard bytes.count >= headerLength, bytes[0] == format else { return nil }
            componentCount = Int(bytes[1])
            runCount = Int(bytes[2])
            hasTiers = bytes[3] == 1
            observed = bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            let n = observed.nonzeroBitCount
            tiers = headerLength + 2 * n
            componentKeys = tiers + (hasTiers ? (n + 3) / 4 : 0)
            runs = componentKeys + 2 * componentCount
            components = runs + 3 * runCount
            guard observed >> 31 == 0, bytes.count == components + 2 * n * componentCount else {
                return nil
            }
        }

        func score(_ row: Int, in bytes: UnsafeRawBufferPointer) -> Int16 {
            bytes.loadUnaligned(fromByteOffset: headerLength + 2 * row, as: Int16.self)
        }

        func tier(_ row: Int, in bytes: UnsafeRawBufferPointer) -> UInt8 {
            hasTiers ? bytes[tiers + row / 4] >> UInt8(row % 4 * 2) & 3 : 0
        }
    }
}

/// Digests of the names behind the keys of components and model versions.
package struct NameDigests {
    private var components: [UInt64] = []
    private var versions: [UInt64] = []

    package init() {}

    /// 0 for a key without a name.
    func component(_ key: UInt16) -> UInt64 { Self.digest(components, key) }

    /// 0 for a key without a name, such as 0, which stands for no version.
    func version(_ key: UInt16) -> UInt64 { Self.digest(versions, key) }

    package mutating func setComponent(_ key: UInt16, _ name: String) {
        Self.set(&components, key, name)
    }

    package mutating func setVersion(_ key: UInt16, _ name: String) {
        Self.set(&versions, key, name)
    }

    private static func digest(_ digests: [UInt64], _ key: UInt16) -> UInt64 {
        Int(key) < digests.count ? digests[Int(key)] : 0
    }

    private static func set(_ digests: inout [UInt64], _ key: UInt16, _ name: String) {
        let missing = Int(key) + 1 - digests.count
        digests.append(contentsOf: repeatElement(0, count: max(0, missing)))
        digests[Int(key)] = ContentDigest.value(of: name)
    }
}
