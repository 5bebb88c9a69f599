import Statistics
import TestSupport
import Testing

struct MidPTests {
    private let sixty = PoissonBinomial((0..<60).map { (Double(7 * $0 % 101) + 0.5) / 102 })

    // scipy 1.17.1, Python 3.11:
    // >>> d = scipy.stats.poisson_binom([(7 * i % 101 + 0.5) / 102 for i in range(60)])
    // >>> 2 * min(d.cdf(k - 1) + d.pmf(k) / 2, d.sf(k) + d.pmf(k) / 2)
    @Test(arguments: [
        (20, 0.00574182267234615), (23, 0.07178456517447881), (25, 0.2440762182879687),
        (29, 0.920765064872682), (33, 0.17284328287462278), (36, 0.020529422474936734),
        (45, 1.448947480698379e-07),
    ])
    func `mid-p-values are those of scipy`(k: Int, expected: Double) {
        #expect(isClose(sixty.twoSidedMidP(k), expected))
    }

    // >>> [k for k in range(61) if midp(k) >= level]
    @Test func `the range holds every count whose mid-p is at least the level`() {
        #expect(sixty.midPRange(level: 0.05) == 23...34)
        #expect(sixty.midPRange(level: 0.002) == 19...38)
    }

    @Test func `a range is found by looking at every count, too`() {
        var generator = SplitMix64(seed: 91)
        for count in [1, 2, 5, 13, 40, 200] {
            let p = (0..<count).map { _ in Double.random(in: 0.3...1, using: &generator) }
            let luck = PoissonBinomial(p)
            for level in [0.002, 0.05, 0.5] {
                let inside = (0...count).filter { luck.twoSidedMidP($0) >= level }
                let range = luck.midPRange(level: level)
                #expect(inside == Array(range))
            }
        }
    }

    @Test func `mid-p-values average to a half of their sides and end at 1`() {
        let even = PoissonBinomial([0.5, 0.5])
        #expect([-1, 0, 1, 2, 3].map(even.twoSidedMidP) == [0, 0.25, 1, 0.25, 0])
        let certain = PoissonBinomial([1, 1, 0])
        #expect([1, 2, 3].map(certain.twoSidedMidP) == [0, 1, 0])
        #expect(certain.midPRange(level: 0.05) == 2...2)
    }
}

struct FunnelLimitTests {
    // R 4.2.2, Spiegelhalter (2005), appendix A.1:
    // > limit <- function(q, n, p) { r <- qbinom(q, n, p)
    // +   r - (pbinom(r, n, p) - q) / dbinom(r, n, p) }
    // > sprintf("%.16g", sapply(c(0.001, 0.025, 0.975, 0.999), limit, n = n, p = p))
    @Test(arguments: [
        (5, 0.85, [0.4294843863471306, 1.933897219018326, 4.9436562977821, 4.997746251911284]),
        (5, 0.3, [-0.99405009817338, -0.8512524543345033, 3.203880070546735, 4.588477366255144]),
        (20, 0.85, [10.69560356297975, 13.06754915257264, 19.35499735676657, 19.97419989427066]),
        (20, 0.3, [0.02954633376562987, 1.623530119613517, 9.74510293190294, 12.2739935869593]),
        (60, 0.85, [41.07453370653668, 44.73424521417427, 55.63085746950107, 57.89866880190236]),
        (500, 0.85, [398.8719027314257, 408.5064454501652, 439.8192841193917, 448.126494547457]),
        (500, 0.3, [118.4205282925684, 129.5947830702209, 169.7780100400517, 181.7149303910589]),
    ])
    func `limits between whole numbers are those of R`(n: Int, p: Double, expected: [Double]) {
        let luck = PoissonBinomial([Double](repeating: p, count: n))
        #expect(areClose([0.001, 0.025, 0.975, 0.999].map(luck.interpolatedQuantile), expected))
    }

    @Test func `limits rise with their probability and lie round the mean`() {
        let luck = PoissonBinomial([Double](repeating: 0.86, count: 40))
        let limits = stride(from: 0.001, to: 0.9995, by: 0.001).map(luck.interpolatedQuantile)
        #expect(limits == limits.sorted())
        #expect(luck.interpolatedQuantile(0.025) < luck.mean)
        #expect(luck.interpolatedQuantile(0.975) > luck.mean)
    }
}
