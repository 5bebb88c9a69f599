import Storage

/// The format of `measure_blocks.packed`: entries, in the order of `MeasureEntry.order`.
///
/// Numbers are little-endian; a varint is LEB128. Each part has one number for each entry:
///
///     UInt8 format (1), UInt8 flags
///     UInt32 number of entries
///     UInt32 the latest import
///     varints: how far the account lies behind the one before
///     if flag 1: varints, the location; otherwise none has one
///     if flag 2: Float64 values; otherwise varints (zigzag) of whole numbers
///     if flag 4: Float64 wholes, NaN where none is given; otherwise with flag 8 varints: the whole
///         number + 1, 0 where none is given; otherwise none has one
///     if flag 16: varints, how far the import lies before the latest, << 1, | 1 for a withdrawal;
///         otherwise all come from the latest import
enum PackedMeasures {
    private static let format: UInt8 = 1
    private static let headerLength = 10

    private enum Flags {
        static let locations: UInt8 = 1
        static let numbers: UInt8 = 2
        static let wholeNumbers: UInt8 = 4
        static let wholes: UInt8 = 8
        static let imports: UInt8 = 16
    }

    /// The checksum of a row of `measure_blocks`.
    static func checksum(of key: MeasureKey, _ bytes: UnsafeRawBufferPointer) -> Int64 {
        var checksum = RowChecksum()
        checksum.add(key.number, at: 0)
        checksum.add(bytes, at: 1)
        return checksum.value
    }

    /// Whether all entries came with one import, each another row.
    static func areNew(_ bytes: UnsafeRawBufferPointer) -> Bool { bytes[1] & Flags.imports == 0 }

    /// Packs entries. `bytes` is overwritten.
    static func encode(_ entries: [MeasureEntry], into bytes: inout [UInt8]) {
        let newest = entries.reduce(0) { max($0, $1.importID) }
        var flags: UInt8 = 0
        for entry in entries {
            if entry.location != 0 { flags |= Flags.locations }
            if Int64(exactly: entry.value) == nil { flags |= Flags.numbers }
            if !entry.whole.isNaN {
                flags |= Int64(exactly: entry.whole) == nil ? Flags.wholeNumbers : Flags.wholes
            }
            if entry.importID != newest || entry.isWithdrawn { flags |= Flags.imports }
        }
        bytes.removeAll(keepingCapacity: true)
        bytes.append(format)
        bytes.append(flags)
        append(UInt32(entries.count), to: &bytes)
        append(newest, to: &bytes)
        var account: UInt16 = 0
        for entry in entries {
            appendVarint(UInt64(entry.account - account), to: &bytes)
            account = entry.account
        }
        if flags & Flags.locations != 0 {
            for entry in entries { appendVarint(UInt64(entry.location), to: &bytes) }
        }
        for entry in entries {
            if flags & Flags.numbers != 0 {
                append(entry.value.bitPattern, to: &bytes)
            } else {
                let value = Int64(entry.value)
                appendVarint(UInt64(bitPattern: value << 1 ^ value >> 63), to: &bytes)
            }
        }
        if flags & Flags.wholeNumbers != 0 {
            for entry in entries { append(entry.whole.bitPattern, to: &bytes) }
        } else if flags & Flags.wholes != 0 {
            for entry in entries {
                appendVarint(entry.whole.isNaN ? 0 : UInt64(entry.whole) + 1, to: &bytes)
            }
        }
        if flags & Flags.imports != 0 {
            for entry in entries {
                let rank = UInt64(newest - entry.importID) << 1 | (entry.isWithdrawn ? 1 : 0)
                appendVarint(rank, to: &bytes)
            }
        }
    }

    /// Unpacks entries. `entries` is overwritten. Returns false if the bytes do not have this format.
    static func decode(_ bytes: UnsafeRawBufferPointer, into entries: inout [MeasureEntry]) -> Bool
    {
        entries.removeAll(keepingCapacity: true)
        guard bytes.count > headerLength, bytes[0] == format else { return false }
        let flags = bytes[1]
        let count = Int(bytes.loadUnaligned(fromByteOffset: 2, as: UInt32.self).littleEndian)
        let newest = bytes.loadUnaligned(fromByteOffset: 6, as: UInt32.self).littleEndian
        // Each entry has two bytes at least.
        guard count > 0, count <= bytes.count / 2 else { return false }
        var reader = Reader(bytes: bytes, at: headerLength)
        entries.reserveCapacity(count)
        var account: UInt64 = 0
        for _ in 0..<count {
            account &+= reader.varint()
            guard account < 1 << UInt64(MeasureKey.accountBits) else { return false }
            entries.append(
                MeasureEntry(
                    account: UInt16(account), location: 0, importID: newest, value: 0, whole: .nan))
        }
        return entries.withUnsafeMutableBufferPointer { entries in
            if flags & Flags.locations != 0 {
                for index in 0..<count {
                    entries[index].location = UInt32(truncatingIfNeeded: reader.varint())
                }
            }
            for index in 0..<count {
                if flags & Flags.numbers != 0 {
                    entries[index].value = reader.number()
                } else {
                    let value = reader.varint()
                    entries[index].value = Double(Int64(value >> 1) ^ -Int64(value & 1))
                }
                guard entries[index].value.isFinite else { return false }
            }
            if flags & Flags.wholeNumbers != 0 {
                for index in 0..<count { entries[index].whole = reader.number() }
            } else if flags & Flags.wholes != 0 {
                for index in 0..<count {
                    let whole = reader.varint()
                    if whole > 0 { entries[index].whole = Double(whole - 1) }
                }
            }
            if flags & Flags.imports != 0 {
                for index in 0..<count {
                    let rank = reader.varint()
                    guard rank >> 1 <= UInt64(newest) else { return false }
                    entries[index].importID = newest - UInt32(rank >> 1)
                    entries[index].isWithdrawn = rank & 1 == 1
                }
            }
            return reader.isAtEnd && areInOrder(entries)
        }
    }

    private static func areInOrder(_ entries: UnsafeMutableBufferPointer<MeasureEntry>) -> Bool {
        for index in 1..<max(1, entries.count) {
            let (one, other) = (entries[index - 1], entries[index])
            guard
                one.order < other.order
                    || one.order == other.order && one.importID <= other.importID
                        && (one.importID < other.importID || one.isWithdrawn || other.isWithdrawn)
            else { return false }
        }
        return true
    }

    private static func append(_ number: some FixedWidthInteger, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    private static func appendVarint(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest > 0x7f {
            bytes.append(UInt8(rest & 0x7f) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Reads numbers one after the other. Behind the end it reads zeros, and is not at its end.
    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var at: Int

        var isAtEnd: Bool { at == bytes.count }

        mutating func varint() -> UInt64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while at < bytes.count, shift < 64 {
                let byte = bytes[at]
                at += 1
                value |= UInt64(byte & 0x7f) << shift
                if byte < 0x80 { return value }
                shift += 7
            }
            at = bytes.count + 1
            return 0
        }

        mutating func number() -> Double {
            guard at + 8 <= bytes.count else {
                at = bytes.count + 1
                return 0
            }
            defer { at += 8 }
            return Double(
                bitPattern: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian)
        }
    }
}
