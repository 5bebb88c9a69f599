import Statistics
import TestSupport
import Testing

struct WidenedMidPTests {
    private let sixty = PoissonBinomial((0..<60).map { (Double(7 * $0 % 101) + 0.5) / 102 })

    // scipy 1.17.1, Python 3.11:
    // >>> p = [(7 * i % 101 + 0.5) / 102 for i in range(60)]
    // >>> d, E = scipy.stats.poisson_binom(p), sum(p)
    // >>> M = lambda k: d.cdf(k - 1) + d.pmf(k) / 2
    // >>> def midp(k, w):
    // ...     x = E + (k - E) / w
    // ...     f = int(np.floor(x))
    // ...     m = M(f) + (x - f) * (M(f + 1) - M(f))
    // ...     return 2 * min(m, 1 - m)
    @Test(arguments: [
        (20, 1, 0.00574182267234615), (20, 1.1, 0.012797539419197458),
        (20, 1.5, 0.06783601636347589), (23, 1.25, 0.15279747631611298),
        (29, 1.25, 0.9364744551673849), (33, 1.1, 0.22083679181670712),
        (36, 1.3, 0.07819737733867371), (45, 1.5, 0.0006308254045592765),
    ])
    func `mid-p-values are those of scipy`(k: Int, widening: Double, expected: Double) {
        #expect(isClose(WidenedMidP(sixty, widening: widening).twoSided(k), expected))
    }

    // >>> [k for k in range(61) if midp(k, w) >= level]
    @Test(arguments: [
        (1, 0.05, 23...34), (1, 0.002, 19...38), (1.25, 0.05, 21...36), (1.25, 0.002, 17...40),
        (2, 0.05, 17...41), (2, 0.002, 10...48),
    ])
    func `ranges are those of scipy`(widening: Double, level: Double, expected: ClosedRange<Int>) {
        #expect(WidenedMidP(sixty, widening: widening).range(level: level) == expected)
    }

    @Test func `a range is found by looking at every count, too`() {
        var generator = SplitMix64(seed: 92)
        for count in [1, 2, 5, 13, 40, 200] {
            for widening in [1, 1.01, 1.4, 3, 40] {
                let p = (0..<count).map { _ in Double.random(in: 0.02...0.999, using: &generator) }
                let luck = WidenedMidP(PoissonBinomial(p), widening: widening)
                for level in [0.002, 0.05] {
                    let inside = (0...count).filter { luck.twoSided($0) >= level }
                    #expect(inside == Array(luck.range(level: level)))
                }
            }
        }
    }

    @Test func `without uncertainty nothing is widened, and more of it widens more`() {
        let plain = WidenedMidP(sixty, widening: 1)
        for k in 0...60 { #expect(isClose(plain.twoSided(k), sixty.twoSidedMidP(k))) }
        #expect(plain.range(level: 0.05) == sixty.midPRange(level: 0.05))
        for k in 0...60 {
            let wider = [1, 1.2, 1.7, 4].map { WidenedMidP(sixty, widening: $0).twoSided(k) }
            #expect(wider == wider.sorted())
        }
    }
}
