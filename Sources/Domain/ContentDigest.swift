/// XXH64: a 64-bit digest of bytes that tells contents apart. It is no protection against somebody
/// who wants two contents to look the same.
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

    /// The digest of no bytes yet, with seed 0.
    public init() {
        lanes = SIMD4(
            Self.prime1 &+ Self.prime2, Self.prime2, 0, 0 &- Self.prime1)
        pending.reserveCapacity(64)
    }

    /// Takes in further bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        length &+= UInt64(bytes.count)
        var offset = 0
        if !pending.isEmpty {
            let taken = min(32 - pending.count, bytes.count)
            pending.append(contentsOf: bytes[0..<taken])
            offset = taken
            guard pending.count == 32 else { return }
            pending.withUnsafeBytes { stripe($0, at: 0) }
            pending.removeAll(keepingCapacity: true)
        }
        while offset + 32 <= bytes.count {
            stripe(bytes, at: offset)
            offset += 32
        }
        pending.append(contentsOf: bytes[offset...])
    }

    /// Takes in the bytes of a text and a zero byte after them.
    public mutating func update(_ text: String) {
        var text = text
        text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
        withUnsafeBytes(of: UInt8(0)) { update($0) }
    }

    /// The digest of all bytes taken in so far.
    public var value: UInt64 {
        var hash: UInt64
        if length >= 32 {
            hash =
                rotated(lanes[0], 1) &+ rotated(lanes[1], 7) &+ rotated(lanes[2], 12)
                &+ rotated(lanes[3], 18)
            for lane in 0..<4 {
                hash = (hash ^ Self.round(0, lanes[lane])) &* Self.prime1 &+ Self.prime4
            }
        } else {
            hash = Self.prime5
        }
        hash &+= length
        pending.withUnsafeBytes { rest in
            var offset = 0
            while offset + 8 <= rest.count {
                let word = UInt64(
                    littleEndian: rest.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                hash = rotated(hash ^ Self.round(0, word), 27) &* Self.prime1 &+ Self.prime4
                offset += 8
            }
            if offset + 4 <= rest.count {
                let word = UInt32(
                    littleEndian: rest.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
                hash = rotated(hash ^ (UInt64(word) &* Self.prime1), 23)
                hash = hash &* Self.prime2 &+ Self.prime3
                offset += 4
            }
            for byte in rest[offset...] {
                hash = rotated(hash ^ (UInt64(byte) &* Self.prime5), 11) &* Self.prime1
            }
        }
        hash = (hash ^ (hash >> 33)) &* Self.prime2
        hash = (hash ^ (hash >> 29)) &* Self.prime3
        return hash ^ (hash >> 32)
    }

    /// The digest as sixteen hexadecimal digits.
    public var hexadecimal: String { ContentDigest.hexadecimal(value) }

    /// A number as sixteen hexadecimal digits.
    public static func hexadecimal(_ value: UInt64) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private mutating func stripe(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        for lane in 0..<4 {
            let word = UInt64(
                littleEndian: bytes.loadUnaligned(
                    fromByteOffset: offset + lane * 8, as: UInt64.self))
            lanes[lane] = Self.round(lanes[lane], word)
        }
    }

    private static func round(_ lane: UInt64, _ word: UInt64) -> UInt64 {
        rotated(lane &+ word &* prime2, 31) &* prime1
    }
}

private func rotated(_ value: UInt64, _ bits: UInt64) -> UInt64 {
    (value << bits) | (value >> (64 - bits))
}
