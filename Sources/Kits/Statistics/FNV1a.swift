/// FNV-1a, a hash of 64 bits that is the same on every machine.
///
///     fnv1a("a")  // 0xaf63dc4c8601ec8c
///
/// - Parameter text: any text; its UTF-8 bytes count.
/// - Returns: the hash.
///
/// Source: Fowler, G., Noll, L. C. and Vo, K.-P., FNV hash, 64 bits.
public func fnv1a(_ text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
}
