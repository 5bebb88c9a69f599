import Statistics
import TestSupport
import Testing

struct FisherExactTestTests {
    // scipy 1.17.1, Python 3.11:
    // >>> scipy.stats.fisher_exact([[a, b], [c, d]])[1]
    @Test(arguments: [
        (3, 1, 1, 3, 0.48571428571428565), (0, 5, 7, 2, 0.020979020979020983),
        (12, 5, 9, 31, 0.0009470950674320886), (120, 380, 95, 405, 0.06453413071625236),
        (1, 0, 0, 1, 1.0), (10, 10, 10, 10, 1.0), (2, 15, 40, 12, 2.602558104679013e-06),
        (1_900, 100, 50_000, 4_000, 2.5951969346353927e-05),
        (30, 3, 4, 900, 7.461593886574093e-49),
    ])
    func `the p-value is that of scipy`(a: Int, b: Int, c: Int, d: Int, expected: Double) {
        #expect(hasSameDigits(fisherExactP(table(a, b, c, d)), expected))
    }

    // scipy 1.17.1, Python 3.11:
    // >>> [scipy.stats.fisher_exact([[a, b], [c, d]], side)[1] for side in ("less", "greater")]
    @Test(arguments: [
        (3, 17, 12, 8, 0.003955846836825702, 0.9996141859323172),
        (0, 20, 5, 90, 0.37752132663637084, 1.0),
        (9, 1, 30, 40, 0.9996138788688433, 0.005663109923630565),
        (2, 10, 2, 10, 0.7049689440993789, 0.7049689440993789),
    ])
    func `one-sided p-values are those of scipy`(
        a: Int, b: Int, c: Int, d: Int, fewer: Double, more: Double
    ) {
        #expect(hasSameDigits(fisherExactP(table(a, b, c, d), side: .fewer), fewer))
        #expect(hasSameDigits(fisherExactP(table(a, b, c, d), side: .more), more))
    }

    @Test func `arms and outcomes may change places`() {
        var generator = SplitMix64(seed: 41)
        for _ in 0..<300 {
            let counts = (0..<4).map { _ in Int.random(in: 0...40, using: &generator) }
            let p = fisherExactP(table(counts[0], counts[1], counts[2], counts[3]))
            #expect((0...1).contains(p))
            #expect(isClose(fisherExactP(table(counts[2], counts[3], counts[0], counts[1])), p))
            #expect(isClose(fisherExactP(table(counts[1], counts[0], counts[3], counts[2])), p))
            #expect(isClose(fisherExactP(table(counts[0], counts[2], counts[1], counts[3])), p))
        }
    }

    @Test(arguments: [(0, 0, 0, 0), (0, 0, 3, 9), (4, 5, 0, 0), (7, 0, 9, 0), (0, 7, 0, 9)])
    func `an empty margin is no surprise`(a: Int, b: Int, c: Int, d: Int) {
        #expect(fisherExactP(table(a, b, c, d)) == 1)
        #expect(fisherExactP(table(a, b, c, d), side: .fewer) == 1)
        #expect(fisherExactP(table(a, b, c, d), side: .more) == 1)
    }
}

/// A table row by row: the treated with and without the event, then the controls.
func table(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> TwoByTwo {
    TwoByTwo(treatedEvents: a, treatedOthers: b, controlEvents: c, controlOthers: d)
}
