import Statistics
import Formats
import TestSupport
import Testing

struct ContentDigestTests {
    // >>> import xxhash                                     (PyPI xxhash 4.1.0, libxxhash 0.8.4)
    // >>> for n in (0,1,3,4,7,8,15,31,32,33,63,64,100,1000):
    // ...     data = bytes((i*7+n)%251 for i in range(n))
    // ...     for seed in (0, 2654435761): print(n, seed, xxhash.xxh64(data, seed=seed).intdigest())
    @Test(
        arguments: [
            (0, 0, 0xef46_db37_51d8_e999), (0, 2_654_435_761, 0xac75_fda2_929b_17ef),
            (1, 0, 0x8a41_2781_1b21_e730), (1, 2_654_435_761, 0x211a_e132_47ce_135f),
            (3, 0, 0x31d2_363f_52e5_64c9), (3, 2_654_435_761, 0x96d2_a5e5_83dd_d738),
            (4, 0, 0xb4d5_16af_63f9_c743), (4, 2_654_435_761, 0x0b4f_c594_5a0d_7fcd),
            (7, 0, 0x2163_df11_c0cd_f8cd), (7, 2_654_435_761, 0x677c_c0f5_af56_0a6e),
            (8, 0, 0xd547_4d6c_a50d_ef58), (8, 2_654_435_761, 0x7d61_4570_5ac8_1a3f),
            (15, 0, 0x6461_87cf_6e75_240d), (15, 2_654_435_761, 0x16a6_811f_8cbe_dffb),
            (31, 0, 0xc025_b4c3_c488_0c7a), (31, 2_654_435_761, 0x5458_c554_929d_b390),
            (32, 0, 0x178a_e25c_ee6f_7994), (32, 2_654_435_761, 0x4e5a_8467_6a71_a55b),
            (33, 0, 0xc46e_3a6b_7582_cfa1), (33, 2_654_435_761, 0x4892_a732_3a85_a5e4),
            (63, 0, 0x0379_3b98_2bc5_fbd0), (63, 2_654_435_761, 0x73b9_83a1_043a_c480),
            (64, 0, 0x9fff_1249_d7b1_2261), (64, 2_654_435_761, 0x296d_63e4_6810_e5b3),
            (100, 0, 0xcd4a_bbf9_5a8d_7fe6), (100, 2_654_435_761, 0xc9e1_4675_aec2_c812),
            (1000, 0, 0x4fd1_f6cc_e31f_e62d), (1000, 2_654_435_761, 0x2131_b273_4951_b301),
        ] as [(Int, UInt64, UInt64)])
    func `The digest is XXH64 for every length and seed`(
        count: Int, seed: UInt64, expected: UInt64
    ) {
        let bytes = (0..<count).map { UInt8(($0 * 7 + count) % 251) }
        bytes.withUnsafeBytes { raw in
            #expect(ContentDigest.value(of: raw, seed: seed) == expected)
            guard seed == 0 else { return }
            var digest = ContentDigest()
            digest.update(raw)
            #expect(digest.value == expected)
        }
    }

    // >>> xxhash.xxh64("Zoë".encode()).hexdigest()
    @Test(arguments: [
        ("", "ef46db3751d8e999"), ("a", "d24ec4f1a98c6e5b"), ("account-1", "b778d678138d5e9b"),
        ("Zoë", "577dd6bec83ca1d1"), ("parallax", "ea58d5404dfb1d5d"),
    ])
    func `A text is digested by its UTF-8 bytes`(text: String, expected: String) {
        #expect(ContentDigest.hexadecimal(ContentDigest.value(of: text)) == expected)
    }

    @Test func `Any split of a stream gives the digest of the whole`() {
        var random = SplitMix64(seed: 20)
        for _ in 0..<500 {
            let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            bytes.withUnsafeBytes { raw in
                var digest = ContentDigest()
                var start = 0
                while start < raw.count {
                    let end = min(raw.count, start + Int.random(in: 0...70, using: &random))
                    digest.update(UnsafeRawBufferPointer(rebasing: raw[start..<end]))
                    _ = digest.value  // asking changes nothing
                    start = end
                }
                #expect(digest.value == ContentDigest.value(of: raw))
            }
        }
    }

    @Test func `Sixteen digits are printed even for small numbers`() {
        #expect(ContentDigest.hexadecimal(0) == "0000000000000000")
        #expect(ContentDigest.hexadecimal(255) == "00000000000000ff")
        #expect(ContentDigest().hexadecimal == "ef46db3751d8e999")
    }
}
