/// An array that is packed as it lies in memory, in no time.
///
///     @AsInMemory public var overrides: [JudgedOverride]
///
/// Only the program that packed such bytes may unpack them, as with everything that is packed.
@propertyWrapper
public struct AsInMemory<Element: BitwiseCopyable & Sendable>: Sendable, Codable {
    /// The array.
    public var wrappedValue: [Element]

    /// An array.
    public init(wrappedValue: [Element]) { self.wrappedValue = wrappedValue }

    /// Reads the array.
    ///
    /// - Throws: `DecodingError` if the bytes hold no whole number of elements.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let bytes = try container.decode(RawBytes.self).bytes
        let stride = MemoryLayout<Element>.stride
        guard bytes.count.isMultiple(of: stride) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "an element is cut")
        }
        wrappedValue = Array(unsafeUninitializedCapacity: bytes.count / stride) { elements, count in
            UnsafeMutableRawBufferPointer(elements).copyBytes(from: bytes)
            count = bytes.count / stride
        }
    }

    /// Writes the array.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try wrappedValue.withUnsafeBytes { try container.encode(RawBytes(bytes: Array($0))) }
    }
}

/// Bytes that are packed as they are.
struct RawBytes: Codable {
    let bytes: [UInt8]
}
