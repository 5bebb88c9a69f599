import Domain

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
enum PackedMonth {
    private static let format: UInt8 = 1
    private static let headerLength = 8

    /// Writes the cells into `bytes` and returns the month's digest: the same whatever keys its
    /// components and versions have.
    static func encode(
        _ cells: MonthCells, into bytes: inout [UInt8], seed: UInt64, names: NameDigests
    ) -> UInt64 {
        let n = cells.days
        let slots = observedSlots(cells.observed)
        let columns = cells.componentIDs.indices.filter { column in
            slots.contains { cells.component(column, slot: $0) >= 0 }
        }
        let hasTiers = slots.contains { cells.tier[$0] != 0 }
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: [format, UInt8(columns.count), 0, hasTiers ? 1 : 0])
        append(cells.observed, to: &bytes)
        for slot in slots { append(cells.score[slot], to: &bytes) }
        if hasTiers {
            for start in stride(from: 0, to: n, by: 4) {
                var byte: UInt8 = 0
                for (position, slot) in slots[start..<min(start + 4, n)].enumerated() {
                    byte |= cells.tier[slot] << UInt8(position * 2)
                }
                bytes.append(byte)
            }
        }
        var digest = bytes[4...].withUnsafeBytes { ContentDigest.value(of: $0, seed: seed) }
        for column in columns { append(cells.componentIDs[column], to: &bytes) }
        var version: UInt16 = 0
        for (row, slot) in slots.enumerated() where cells.version[slot] != version {
            version = cells.version[slot]
            bytes.append(UInt8(row))
            append(version, to: &bytes)
            bytes[2] += 1
            digest &+= names.version(version) &* (seed | 1) &+ UInt64(row)
        }
        for column in columns {
            let start = bytes.count
            for slot in slots { append(cells.component(column, slot: slot), to: &bytes) }
            digest &+= bytes[start...].withUnsafeBytes {
                ContentDigest.value(of: $0, seed: seed ^ names.component(cells.componentIDs[column]))
            }
        }
        return digest
    }

    /// Spreads packed bytes out, or nil where they are not of this format.
    static func decode(_ bytes: UnsafeRawBufferPointer, into cells: inout MonthCells) -> Bool {
        guard let layout = Layout(bytes) else { return false }
        let slots = observedSlots(layout.observed)
        let ids = (0..<layout.componentCount).map {
            bytes.loadUnaligned(fromByteOffset: layout.componentKeys + 2 * $0, as: UInt16.self)
        }
        cells.clear(componentIDs: ids)
        cells.observed = layout.observed
        for (row, slot) in slots.enumerated() {
            cells.score[slot] = layout.score(row, in: bytes)
            cells.tier[slot] = layout.tier(row, in: bytes)
            cells.version[slot] = 0
            for column in ids.indices {
                cells.components[column * MonthCells.slots + slot] = bytes.loadUnaligned(
                    fromByteOffset: layout.components + 2 * (column * slots.count + row),
                    as: Int16.self)
            }
        }
        for run in 0..<layout.runCount {
            let first = Int(bytes[layout.runs + 3 * run])
            let version = bytes.loadUnaligned(
                fromByteOffset: layout.runs + 3 * run + 1, as: UInt16.self)
            for slot in slots[first...] { cells.version[slot] = version }
        }
        return true
    }

    /// The latest row on or before a day of the month (from 1), without unpacking the others.
    static func latest(
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
            guard bytes.count == components + 2 * n * componentCount else { return nil }
        }

        func score(_ row: Int, in bytes: UnsafeRawBufferPointer) -> Int16 {
            bytes.loadUnaligned(fromByteOffset: headerLength + 2 * row, as: Int16.self)
        }

        func tier(_ row: Int, in bytes: UnsafeRawBufferPointer) -> UInt8 {
            hasTiers ? bytes[tiers + row / 4] >> UInt8(row % 4 * 2) & 3 : 0
        }
    }

    private static func observedSlots(_ observed: UInt32) -> [Int] {
        (0..<MonthCells.slots).filter { observed >> UInt32($0) & 1 == 1 }
    }

    private static func append<Value: FixedWidthInteger>(_ value: Value, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }
}

/// Digests of the names behind the keys of components and model versions.
struct NameDigests {
    var components: [UInt16: UInt64] = [:]
    var versions: [UInt16: UInt64] = [0: 0]

    func component(_ key: UInt16) -> UInt64 { components[key] ?? 0 }

    func version(_ key: UInt16) -> UInt64 { versions[key] ?? 0 }
}
