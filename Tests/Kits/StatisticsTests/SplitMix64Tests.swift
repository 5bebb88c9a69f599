import Statistics
import Testing

struct SplitMix64Tests {
    // From an independent implementation in Python: Tests/Oracle/hashed_draws.py.
    @Test func `A seed gives the known numbers, and they can be skipped`() {
        let known: [UInt64] = [
            0x910a_2dec_8902_5cc1, 0xbeeb_8da1_658e_ec67, 0xf893_a2ee_fb32_555e,
        ]
        var random = Statistics.SplitMix64(seed: 1)
        #expect((0..<3).map { _ in random.next() } == known)
        for skipped in 0..<3 {
            var random = Statistics.SplitMix64(seed: 1, skipping: skipped)
            #expect(random.next() == known[skipped])
        }
        var drawn = Statistics.SplitMix64(seed: 1)
        #expect((0..<3).map { _ in drawn.index(below: 40) } == [22, 29, 38])
    }
}
