/// XXH64: a 64-bit digest that tells contents apart.
///
///     var digest = ContentDigest()
///     digest.update("USD")
///     print(digest.hexadecimal)
///
/// It is not cryptographic: somebody can make two contents with the same digest.
///
/// Source: Yann Collet, "xxHash fast digest algorithm", specification 0.1.1; `xxhsum -H1` prints
/// the same sixteen digits for a file.
public struct ContentDigest: Sendable {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    private var lanes: SIMD4<UInt64>
    private var pending: [UInt8] = []
    private var length: UInt64 = 0

    /// The digest of no bytes, with seed 0.
    public init() {
        lanes = Self.initial(0)
        pending.reserveCapacity(64)
    }

    /// Adds bytes.
    @inline(never)  // Inlined into a closure, its state would not stay in registers.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        length &+= UInt64(bytes.count)
        var offset = 0
        if !pending.isEmpty {
            let taken = min(32 - pending.count, bytes.count)
            pending.append(contentsOf: bytes[0..<taken])
            offset = taken
            guard pending.count == 32 else { return }
            pending.withUnsafeBytes { Self.stripe(&lanes, $0, at: 0) }
            pending.removeAll(keepingCapacity: true)
        }
        // A copy stays in registers.
        var current = lanes
        while offset + 32 <= bytes.count {
            Self.stripe(&current, bytes, at: offset)
            offset += 32
        }
        lanes = current
        pending.append(contentsOf: bytes[offset...])
    }

    /// Adds the UTF-8 bytes of a text, and a zero byte after them.
    public mutating func update(_ text: String) {
        var text = text
        text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
        withUnsafeBytes(of: UInt8(0)) { update($0) }
    }

    /// The digest of all bytes added so far.
    public var value: UInt64 {
        pending.withUnsafeBytes { Self.finish(lanes, length: length, seed: 0, rest: $0[...]) }
    }

    /// The digest of `bytes` with a seed.
    ///
    /// - Complexity: O(n).
    public static func value(of bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var lanes = initial(seed)
        var offset = 0
        while offset + 32 <= bytes.count {
            stripe(&lanes, bytes, at: offset)
            offset += 32
        }
        return finish(lanes, length: UInt64(bytes.count), seed: seed, rest: bytes[offset...])
    }

    /// The digest of a text's UTF-8 bytes.
    public static func value(of text: String) -> UInt64 {
        var text = text
        return text.withUTF8 { value(of: UnsafeRawBufferPointer($0)) }
    }

    /// The digest as sixteen hexadecimal digits.
    public var hexadecimal: String { ContentDigest.hexadecimal(value) }

    /// A number as sixteen hexadecimal digits.
    public static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func initial(_ seed: UInt64) -> SIMD4<UInt64> {
        SIMD4(seed &+ prime1 &+ prime2, seed &+ prime2, seed, seed &- prime1)
    }

    private static func stripe(
        _ lanes: inout SIMD4<UInt64>, _ bytes: UnsafeRawBufferPointer, at offset: Int
    ) {
        for lane in 0..<4 {
            let word = UInt64(
                littleEndian: bytes.loadUnaligned(
                    fromByteOffset: offset + lane * 8, as: UInt64.self))
            lanes[lane] = round(lanes[lane], word)
        }
    }

    private static func finish(
        _ lanes: SIMD4<UInt64>, length: UInt64, seed: UInt64,
        rest: UnsafeRawBufferPointer.SubSequence
    ) -> UInt64 {
        var hash: UInt64
        if length >= 32 {
            hash =
                rotated(lanes[0], 1) &+ rotated(lanes[1], 7) &+ rotated(lanes[2], 12)
                &+ rotated(lanes[3], 18)
            for lane in 0..<4 {
                hash = (hash ^ round(0, lanes[lane])) &* prime1 &+ prime4
            }
        } else {
            hash = seed &+ prime5
        }
        hash &+= length
        let bytes = UnsafeRawBufferPointer(rebasing: rest)
        var offset = 0
        while offset + 8 <= bytes.count {
            let word = UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
            hash = rotated(hash ^ round(0, word), 27) &* prime1 &+ prime4
            offset += 8
        }
        if offset + 4 <= bytes.count {
            let word = UInt32(
                littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            hash = rotated(hash ^ (UInt64(word) &* prime1), 23) &* prime2 &+ prime3
            offset += 4
        }
        for byte in bytes[offset...] {
            hash = rotated(hash ^ (UInt64(byte) &* prime5), 11) &* prime1
        }
        hash = (hash ^ (hash >> 33)) &* prime2
        hash = (hash ^ (hash >> 29)) &* prime3
        return hash ^ (hash >> 32)
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotated(lane &+ word &* prime2, 31) &* prime1
    }
}

private func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    (value << bits) | (value >> (64 - bits))
}
