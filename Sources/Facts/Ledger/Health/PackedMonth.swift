import Formats
import Domain
import Glibc
import Storage

/// The format of `health_months.packed`: the days of one account's month.
///
/// Numbers are little-endian. n is the number of days observed, c of components, r of runs of one
/// model version:
///
///     UInt8 format (2), UInt8 c, UInt8 r, UInt8 flags: 1 rows have tiers, 2 imports are stored
///     UInt32 latest import among the rows, as imports.feed_number
///     UInt32 days observed, bit d - 1 for day d
///     n Int16 scores in tenths
///     if flag 1: (n + 3) / 4 bytes, two bits for each row, the first row lowest; 0 no tier
///     c UInt16 component keys
///     r times UInt8 first row of the run, UInt16 model version key
///     c times n Int16 component scores in tenths, -1 not given
///     if flag 2: the import of each row (see `ImportRuns`); otherwise all have the latest
///
/// Format 1, written by older versions, lacks the latest import and the import of each row.
package enum PackedMonth {
    private static let format: UInt8 = 2
    private static let headerLength = 12
    /// The tenths that a score can have.
    static let scores: ClosedRange<Int16> = 0...1000

    private enum Flags {
        static let tiers: UInt8 = 1
        static let imports: UInt8 = 2
    }

    /// The checksum of the packed bytes of the month with that key.
    package static func checksum(key: Int64, _ bytes: UnsafeRawBufferPointer) -> Int64 {
        var checksum = RowChecksum()
        checksum.add(key, at: 0)
        checksum.add(bytes, at: 1)
        return checksum.value
    }

    /// The most bytes for a month with this many components.
    package static func longest(components: Int) -> Int {
        let days = MonthCells.capacity
        return headerLength + 2 * days + days / 4 + 1 + 3 * days + components * (2 + 2 * days)
            + ImportRuns.longest
    }

    /// Writes a month at `bytes`.
    ///
    /// - Returns: the length in bytes, and the month's digest. The digest does not depend on the
    ///   keys of components and versions, only on their names.
    package static func encode(
        _ columns: MonthColumns, to bytes: UnsafeMutableRawPointer, seed: UInt64,
        names: NameDigests
    ) -> (length: Int, digest: UInt64) {
        let count = columns.count
        bytes.storeBytes(of: columns.newestImport, toByteOffset: 4, as: UInt32.self)
        bytes.storeBytes(of: columns.observed, toByteOffset: 8, as: UInt32.self)
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
            of: UnsafeRawBufferPointer(start: bytes + 8, count: at - 8), seed: seed)
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
        var flags = tiers == 0 ? 0 : Flags.tiers
        if let imports = columns.imports,
            (0..<count).contains(where: { imports[$0] != columns.newestImport })
        {
            flags |= Flags.imports
            at += ImportRuns.encode(
                UnsafeBufferPointer(start: imports, count: count), newest: columns.newestImport,
                to: bytes + at)
        }
        let header = SIMD4<UInt8>(format, UInt8(given), UInt8(runs), flags)
        bytes.storeBytes(of: header, as: SIMD4<UInt8>.self)
        return (at, digest)
    }

    /// Whether any row has a score of this component.
    private static func isGiven(_ column: Int, _ columns: MonthColumns) -> Bool {
        (0..<columns.count).contains { columns.component(column, row: $0) >= 0 }
    }

    /// Unpacks bytes. Returns false if they do not have this format.
    package static func decode(_ bytes: UnsafeRawBufferPointer, into cells: MonthCells) -> Bool {
        guard let layout = Layout(bytes), let base = bytes.baseAddress else { return false }
        let components = (0..<layout.componentCount).map {
            bytes.loadUnaligned(fromByteOffset: layout.componentKeys + 2 * $0, as: UInt16.self)
        }
        // With more, or one twice, a merge of two months could have too many to pack.
        for (column, key) in components.enumerated()
        where key > UInt8.max || components[..<column].contains(key) {
            return false
        }
        cells.reset(observed: layout.observed, componentIDs: components)
        let count = layout.observed.nonzeroBitCount
        memcpy(cells.score, base + layout.scores, 2 * count)
        var run = 0
        var version: UInt16 = 0
        for row in 0..<count {
            if run < layout.runCount, Int(bytes[layout.runs + 3 * run]) == row {
                version = bytes.loadUnaligned(
                    fromByteOffset: layout.runs + 3 * run + 1, as: UInt16.self)
                run += 1
            }
            guard scores.contains(cells.score[row]) else { return false }
            cells.tier[row] = layout.tier(row, in: bytes)
            cells.version[row] = version
        }
        for column in 0..<layout.componentCount {
            memcpy(
                cells.components + column * MonthCells.capacity,
                base + layout.components + 2 * count * column, 2 * count)
        }
        guard layout.hasImports else {
            cells.imports.update(repeating: layout.newestImport, count: count)
            return true
        }
        return ImportRuns.decode(
            UnsafeRawBufferPointer(rebasing: bytes[layout.imports...]),
            newest: layout.newestImport,
            into: UnsafeMutableBufferPointer(start: cells.imports, count: count))
    }

    /// The latest row on or before a day of the month (from 1), without unpacking the others.
    /// Returns nil if the bytes do not have this format, and a nil in it without such a row.
    package static func latest(
        in bytes: UnsafeRawBufferPointer, onOrBefore day: Int
    ) -> (day: Int, score: Int16, tier: UInt8)?? {
        guard let layout = Layout(bytes) else { return nil }
        guard let (row, found) = latestRow(among: layout.observed, onOrBefore: day) else {
            return .some(nil)
        }
        let score = layout.score(row, in: bytes)
        guard scores.contains(score) else { return nil }
        return (found, score, layout.tier(row, in: bytes))
    }

    /// Calls `body` with the day of the month (from 1), the score in tenths and the raw tier of
    /// every row that answers for some days. Returns false if the bytes do not have this format.
    package static func forEachScore(
        in bytes: UnsafeRawBufferPointer, of days: ClosedRange<Int> = 1...31,
        _ body: (Int, Int16, UInt8) throws -> Void
    ) rethrows -> Bool {
        guard let layout = Layout(bytes) else { return false }
        for (row, day) in AnsweringRows(for: days, among: layout.observed) {
            let score = layout.score(row, in: bytes)
            guard scores.contains(score) else { return false }
            try body(day, score, layout.tier(row, in: bytes))
        }
        return true
    }

    /// The offsets of the parts of a packed month.
    private struct Layout {
        let newestImport: UInt32
        let observed: UInt32
        let componentCount: Int
        let runCount: Int
        let hasTiers: Bool
        let hasImports: Bool
        let scores: Int
        let tiers: Int
        let componentKeys: Int
        let runs: Int
        let components: Int
        let imports: Int

        init?(_ bytes: UnsafeRawBufferPointer) {
            let isOld = bytes.first == 1
            scores = isOld ? 8 : headerLength
            guard bytes.count >= scores, isOld || bytes[0] == format else { return nil }
            componentCount = Int(bytes[1])
            runCount = Int(bytes[2])
            hasTiers = bytes[3] & Flags.tiers != 0
            hasImports = bytes[3] & Flags.imports != 0
            newestImport =
                isOld ? 0 : bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)
            observed = bytes.loadUnaligned(fromByteOffset: scores - 4, as: UInt32.self)
            let n = observed.nonzeroBitCount
            tiers = scores + 2 * n
            componentKeys = tiers + (hasTiers ? (n + 3) / 4 : 0)
            runs = componentKeys + 2 * componentCount
            components = runs + 3 * runCount
            imports = components + 2 * n * componentCount
            guard observed != 0, observed >> 31 == 0,
                hasImports ? bytes.count > imports : bytes.count == imports
            else { return nil }
        }

        func score(_ row: Int, in bytes: UnsafeRawBufferPointer) -> Int16 {
            bytes.loadUnaligned(fromByteOffset: scores + 2 * row, as: Int16.self)
        }

        func tier(_ row: Int, in bytes: UnsafeRawBufferPointer) -> UInt8 {
            hasTiers ? bytes[tiers + row / 4] >> UInt8(row % 4 * 2) & 3 : 0
        }
    }
}

/// The digests of component and model version names, by key.
package struct NameDigests {
    private var components: [UInt64] = []
    private var versions: [UInt64] = []

    package init() {}

    /// The digest of a component's name; 0 for a key without a name.
    func component(_ key: UInt16) -> UInt64 { Self.digest(components, key) }

    /// The digest of a version's name; 0 for a key without a name, such as 0, which means no
    /// version.
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
