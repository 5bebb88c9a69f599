/// The bytes of a value: its properties one after the other, without their names.
///
///     let bytes = try packed(audit)
///     let audit = try unpacked(OverrideAudit.self, from: bytes)
///
/// Only the program that wrote them can read them. Whole numbers have a variable length, other numbers and texts
/// are as in memory. Dictionaries whose keys are texts or whole numbers cannot be packed.
///
/// - Throws: what the value's `encode(to:)` throws.
public func packed(_ value: some Encodable) throws -> [UInt8] {
    let writer = PackedWriter()
    try writer.write(value)
    return writer.bytes
}

/// Collects the bytes.
final class PackedWriter {
    fileprivate(set) var bytes: [UInt8] = []

    func write<Value: Encodable>(_ value: Value) throws {
        // The types are compared, not cast to: a cast takes longer than all the rest.
        func isA<Other>(_ type: Other.Type) -> Bool { Value.self == type }
        func `as`<Other>(_ type: Other.Type) -> Other { unsafeBitCast(value, to: type) }
        if isA(Double.self) {
            write(bits: `as`(Double.self).bitPattern)
        } else if isA(Int.self) {
            write(whole: `as`(Int.self))
        } else if isA(Bool.self) {
            bytes.append(`as`(Bool.self) ? 1 : 0)
        } else if isA(String.self) {
            var text = `as`(String.self)
            text.withUTF8 {
                write(whole: $0.count)
                bytes.append(contentsOf: $0)
            }
        } else if isA(Int32.self) {
            write(whole: Int(`as`(Int32.self)))
        } else if isA(Int16.self) {
            write(whole: Int(`as`(Int16.self)))
        } else if isA(Int8.self) {
            write(whole: Int(`as`(Int8.self)))
        } else if isA(UInt8.self) {
            bytes.append(`as`(UInt8.self))
        } else if isA(UInt16.self) {
            write(whole: Int(`as`(UInt16.self)))
        } else if isA(UInt32.self) {
            write(whole: Int(`as`(UInt32.self)))
        } else if isA(Int64.self) {
            write(bits: UInt64(bitPattern: `as`(Int64.self)))
        } else if isA(UInt64.self) {
            write(bits: `as`(UInt64.self))
        } else if isA(UInt.self) {
            write(bits: UInt64(`as`(UInt.self)))
        } else if isA(RawBytes.self) {
            let raw = `as`(RawBytes.self).bytes
            write(whole: raw.count)
            bytes.append(contentsOf: raw)
        } else if isA(Float.self) {
            write(bits: UInt64(`as`(Float.self).bitPattern))
        } else {
            try value.encode(to: PackedEncoder(writer: self))
        }
    }

    /// Seven bits a byte, the lowest first; the sign is the lowest bit of all.
    func write(whole value: Int) {
        var rest = UInt(bitPattern: value << 1 ^ value >> (Int.bitWidth - 1))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    func write(isPresent: Bool) { bytes.append(isPresent ? 1 : 0) }

    private func write(bits: UInt64) {
        withUnsafeBytes(of: bits.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Leaves room for a count, which `set` fills in.
    fileprivate func reserveCount() -> Int {
        bytes.append(contentsOf: repeatElement(0, count: 4))
        return bytes.count - 4
    }

    fileprivate func set(count: UInt32, at place: Int) {
        for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: count >> (8 * byte)) }
    }
}

private struct PackedEncoder: Encoder {
    let writer: PackedWriter
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        // A dictionary's keys may be any text. They would be lost.
        precondition(Key(stringValue: "\0") == nil, "dictionaries by text cannot be packed")
        return KeyedEncodingContainer(KeyedWriter(writer: writer))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { UnkeyedWriter(writer) }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        SingleWriter(writer: writer)
    }
}

/// Properties in the order in which they are encoded. Only those that may be missing say whether they are there,
/// and only a nested container has a name: cases with associated values are told apart by it.
private struct KeyedWriter<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: PackedWriter
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) { writer.write(isPresent: false) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try writer.write(value)
    }

    func encodeIfPresent<Value: Encodable>(_ value: Value?, forKey key: Key) throws {
        try write(value)
    }

    private func write<Value: Encodable>(_ value: Value?) throws {
        writer.write(isPresent: value != nil)
        if let value { try writer.write(value) }
    }

    // Without these the standard library leaves out what is nil, as if the reader knew names.
    func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: String?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try write(value) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try write(value) }

    func nestedContainer<Other: CodingKey>(
        keyedBy type: Other.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Other> {
        writer.write(whole: key.stringValue.utf8.count)
        writer.bytes.append(contentsOf: key.stringValue.utf8)
        return KeyedEncodingContainer(KeyedWriter<Other>(writer: writer))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        UnkeyedWriter(writer)
    }

    func superEncoder() -> any Encoder { PackedEncoder(writer: writer) }

    func superEncoder(forKey key: Key) -> any Encoder { PackedEncoder(writer: writer) }
}

/// Elements after their count.
private struct UnkeyedWriter: UnkeyedEncodingContainer {
    let writer: PackedWriter
    private let place: Int
    private(set) var count = 0

    init(_ writer: PackedWriter) {
        self.writer = writer
        place = writer.reserveCount()
    }

    var codingPath: [any CodingKey] { [] }

    private mutating func note() {
        count += 1
        writer.set(count: UInt32(count), at: place)
    }

    mutating func encodeNil() {
        note()
        writer.write(isPresent: false)
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        note()
        try writer.write(value)
    }

    mutating func nestedContainer<Key: CodingKey>(
        keyedBy type: Key.Type
    ) -> KeyedEncodingContainer<Key> {
        note()
        return KeyedEncodingContainer(KeyedWriter(writer: writer))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        note()
        return UnkeyedWriter(writer)
    }

    mutating func superEncoder() -> any Encoder {
        note()
        return PackedEncoder(writer: writer)
    }
}

/// A value that may be missing, such as an optional, after the word whether it is there.
private struct SingleWriter: SingleValueEncodingContainer {
    let writer: PackedWriter
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { writer.write(isPresent: false) }

    func encode<Value: Encodable>(_ value: Value) throws {
        writer.write(isPresent: true)
        try writer.write(value)
    }
}
