/// The value of bytes that `packed` made of one of the same type.
///
/// - Throws: `DecodingError` if they are not its bytes.
public func unpacked<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    try bytes.withUnsafeBytes { try unpacked(type, from: $0) }
}

/// The value of bytes that `packed` made of one of the same type.
///
/// - Throws: `DecodingError` if they are not its bytes.
public func unpacked<Value: Decodable>(
    _ type: Value.Type, from bytes: UnsafeRawBufferPointer
) throws -> Value {
    let reader = PackedReader(bytes)
    let value = try reader.read(type)
    guard reader.isAtEnd else { throw damaged("there are bytes after the value") }
    return value
}

private func damaged(_ what: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: [], debugDescription: what))
}

/// Goes through the bytes.
private final class PackedReader {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    func read<Value: Decodable>(_ type: Value.Type) throws -> Value {
        func isA<Other>(_ other: Other.Type) -> Bool { Value.self == other }
        func value<Other>(_ value: Other) -> Value { unsafeBitCast(value, to: type) }
        if isA(Double.self) { return value(Double(bitPattern: try bits())) }
        if isA(Int.self) { return value(try whole()) }
        if isA(Bool.self) { return value(try isPresent()) }
        if isA(String.self) { return value(try text()) }
        if isA(Int32.self) { return value(try whole(Int32.self)) }
        if isA(Int16.self) { return value(try whole(Int16.self)) }
        if isA(Int8.self) { return value(try whole(Int8.self)) }
        if isA(UInt8.self) { return value(try byte()) }
        if isA(UInt16.self) { return value(try whole(UInt16.self)) }
        if isA(UInt32.self) { return value(try whole(UInt32.self)) }
        if isA(Int64.self) { return value(Int64(bitPattern: try bits())) }
        if isA(UInt64.self) { return value(try bits()) }
        if isA(UInt.self) { return value(UInt(try bits())) }
        if isA(RawBytes.self) { return value(RawBytes(bytes: Array(try run()))) }
        if isA(Float.self) {
            return value(Float(bitPattern: UInt32(truncatingIfNeeded: try bits())))
        }
        return try Value(from: PackedDecoder(reader: self))
    }

    func isPresent() throws -> Bool {
        let byte = try byte()
        guard byte <= 1 else { throw damaged("neither yes nor no") }
        return byte == 1
    }

    /// Whether a value that may be missing is. The word is used up only if it is.
    func isNil() -> Bool {
        guard place < bytes.count, bytes[place] == 0 else { return false }
        place += 1
        return true
    }

    func count() throws -> Int {
        var count = 0
        for place in 0..<4 { count |= Int(try byte()) << (8 * place) }
        return count
    }

    func text() throws -> String { String(decoding: try run(), as: UTF8.self) }

    /// As many bytes as the number before them says.
    private func run() throws -> Slice<UnsafeRawBufferPointer> {
        let count = try whole()
        guard count >= 0, count <= bytes.count - place else {
            throw damaged("a text or an array is cut")
        }
        defer { place += count }
        return bytes[place..<place + count]
    }

    private func byte() throws -> UInt8 {
        guard place < bytes.count else { throw damaged("the bytes end too early") }
        defer { place += 1 }
        return bytes[place]
    }

    private func whole() throws -> Int {
        var (value, shift): (UInt, UInt) = (0, 0)
        while true {
            let byte = try byte()
            value |= UInt(byte & 0x7f) << shift
            guard byte >= 0x80 else { break }
            shift += 7
            guard shift < UInt.bitWidth else { throw damaged("a number is too long") }
        }
        return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1)
    }

    private func whole<Value: FixedWidthInteger>(_ type: Value.Type) throws -> Value {
        guard let value = Value(exactly: try whole()) else {
            throw damaged("a number is too large")
        }
        return value
    }

    private func bits() throws -> UInt64 {
        guard bytes.count - place >= 8 else { throw damaged("the bytes end too early") }
        defer { place += 8 }
        return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    }
}

private struct PackedDecoder: Decoder {
    let reader: PackedReader
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(KeyedReader(reader: reader))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try UnkeyedReader(reader) }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        SingleReader(reader: reader)
    }
}

private struct KeyedReader<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let reader: PackedReader
    var codingPath: [any CodingKey] { [] }
    /// Only enumerations with associated values ask, once: the name of the case is what comes next.
    var allKeys: [Key] { (try? reader.text()).flatMap(Key.init(stringValue:)).map { [$0] } ?? [] }

    func contains(_ key: Key) -> Bool { true }

    func decodeNil(forKey key: Key) -> Bool { reader.isNil() }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try reader.read(type)
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        try read(type)
    }

    private func read<Value: Decodable>(_ type: Value.Type) throws -> Value? {
        try reader.isPresent() ? reader.read(type) : nil
    }

    // The counterparts of those of the writer.
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try read(type) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try read(type) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) throws -> Double? { try read(type) }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) throws -> Float? { try read(type) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try read(type) }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) throws -> Int8? { try read(type) }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) throws -> Int16? { try read(type) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) throws -> Int32? { try read(type) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try read(type) }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) throws -> UInt? { try read(type) }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) throws -> UInt8? { try read(type) }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) throws -> UInt16? { try read(type) }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) throws -> UInt32? { try read(type) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) throws -> UInt64? { try read(type) }

    func nestedContainer<Other: CodingKey>(
        keyedBy type: Other.Type, forKey key: Key
    ) -> KeyedDecodingContainer<Other> {
        KeyedDecodingContainer(KeyedReader<Other>(reader: reader))
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try UnkeyedReader(reader)
    }

    func superDecoder() -> any Decoder { PackedDecoder(reader: reader) }

    func superDecoder(forKey key: Key) -> any Decoder { PackedDecoder(reader: reader) }
}

private struct UnkeyedReader: UnkeyedDecodingContainer {
    let reader: PackedReader
    let count: Int?
    private(set) var currentIndex = 0

    init(_ reader: PackedReader) throws {
        self.reader = reader
        count = try reader.count()
    }

    var codingPath: [any CodingKey] { [] }
    var isAtEnd: Bool { currentIndex == count }

    mutating func decodeNil() -> Bool {
        guard reader.isNil() else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard !isAtEnd else { throw damaged("there are no more elements") }
        currentIndex += 1
        return try reader.read(type)
    }

    mutating func nestedContainer<Key: CodingKey>(
        keyedBy type: Key.Type
    ) -> KeyedDecodingContainer<Key> {
        currentIndex += 1
        return KeyedDecodingContainer(KeyedReader(reader: reader))
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        currentIndex += 1
        return try UnkeyedReader(reader)
    }

    mutating func superDecoder() -> any Decoder {
        currentIndex += 1
        return PackedDecoder(reader: reader)
    }
}

private struct SingleReader: SingleValueDecodingContainer {
    let reader: PackedReader
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { reader.isNil() }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        guard try reader.isPresent() else { throw damaged("a value is missing") }
        return try reader.read(type)
    }
}
