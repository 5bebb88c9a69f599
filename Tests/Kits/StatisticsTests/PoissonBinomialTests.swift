import Statistics
import TestSupport
import Testing

struct PoissonBinomialTests {
    private let sixty = PoissonBinomial((0..<60).map { (Double(7 * $0 % 101) + 0.5) / 102 })

    // scipy 1.17.1, Python 3.11:
    // >>> d = scipy.stats.poisson_binom([(7 * i % 101 + 0.5) / 102 for i in range(60)])
    // >>> d.mean(), d.var(), [d.ppf(q) for q in (0.025, 0.5, 0.9, 0.975)]
    @Test func `moments and quantiles are those of scipy`() {
        #expect(isClose(sixty.mean, 28.68627450980392))
        #expect(isClose(sixty.variance, 9.823048827374087))
        #expect([0.025, 0.5, 0.9, 0.975].map(sixty.quantile) == [23, 29, 33, 35])
        #expect(sixty.range(level: 0.05) == 23...35)
    }

    // >>> d.cdf(k), d.sf(k - 1)
    @Test(arguments: [
        (12, 5.289242356789449e-08, 0.9999999927112894),
        (20, 0.004211540871416541, 0.9984697181990704),
        (25, 0.15402375741487762, 0.909947539126909),
        (29, 0.6027835109858333, 0.5235485758585152),
        (33, 0.9383394059555555, 0.11118268883017834),
        (45, 0.9999999809232588, 1.2581800690192324e-07),
    ])
    func `tails are those of scipy`(k: Int, atMost: Double, atLeast: Double) {
        #expect(isClose(sixty.atMost(k), atMost))
        #expect(isClose(sixty.atLeast(k), atLeast))
        #expect(isClose(sixty.twoSidedP(k), min(1, 2 * min(atMost, atLeast))))
    }

    // Exact fractions, Python 3.11:
    // >>> m = [Fraction(1)]
    // >>> for q in map(Fraction, p):
    // ...     m = [a * (1 - q) + b * q for a, b in zip(m + [0], [0] + m)]
    // >>> float(sum(m[:k + 1])), float(sum(m[k:]))
    @Test(arguments: [
        (2, 2.5046836708807244e-20, 1.0), (5, 1.4345329225744077e-15, 1.0),
        (12, 5.2892423567894484e-08, 0.9999999927112894),
        (45, 0.9999999809232586, 1.258180070768911e-07), (55, 1.0, 5.276617217921596e-19),
    ])
    func `tiny tails keep the digits of exact fractions`(
        k: Int, atMost: Double, atLeast: Double
    ) {
        #expect(hasSameDigits(sixty.atMost(k), atMost))
        #expect(hasSameDigits(sixty.atLeast(k), atLeast))
    }

    // >>> p = [i / 1000 for i in range(1, 41)]
    @Test(arguments: [
        (0, 0.4354829081155785, 1.0), (1, 0.8025231200272045, 0.5645170918844216),
        (3, 0.9913128194819206, 0.047928233682004176),
        (10, 0.9999999997673839, 4.479620952487323e-09), (25, 1.0, 9.144380904715436e-34),
        (40, 1.0, 8.159152832478978e-73),
    ])
    func `rare events keep the digits of exact fractions`(
        k: Int, atMost: Double, atLeast: Double
    ) {
        let rare = PoissonBinomial((1...40).map { Double($0) / 1000 })
        #expect(hasSameDigits(rare.atMost(k), atMost))
        #expect(hasSameDigits(rare.atLeast(k), atLeast))
    }

    @Test func `random trials agree with the trial-by-trial recursion`() {
        var generator = SplitMix64(seed: 31)
        for count in [1, 2, 3, 7, 50, 51, 400] {
            let p = (0..<count).map { _ in Double.random(in: 0...1, using: &generator) }
            var masses = [1.0]
            for q in p {
                masses = zip(masses + [0], [0] + masses).map { $0 * (1 - q) + $1 * q }
            }
            let distribution = PoissonBinomial(p)
            for k in 0...count {
                #expect(isClose(distribution.atMost(k), masses[...k].reduce(0, +)))
                #expect(isClose(distribution.atLeast(k), masses[k...].reduce(0, +)))
                #expect(isClose(distribution.atMost(k) + distribution.atLeast(k + 1), 1))
            }
        }
    }

    // scipy 1.17.1: >>> b = scipy.stats.binom(n, p)
    // >>> b.cdf(k), b.sf(k - 1), b.ppf(0.025), b.ppf(0.975)
    @Test(arguments: [
        (30, 0.3, 4, [0.03015494310208929, 0.9906834326888229, 4.0, 14.0]),
        (1_000, 0.02, 35, [0.9992950986125647, 0.0013265586768662246, 12.0, 29.0]),
        (20_000, 0.5, 10_150, [0.9833489744334801, 0.017245686304920738, 9861.0, 10139.0]),
        (300_000, 0.11, 32_600, [0.009784662624146012, 0.9903674286700122, 32664.0, 33336.0]),
    ])
    func `equal probabilities make the binomial distribution`(
        n: Int, p: Double, k: Int, expected: [Double]
    ) {
        let distribution = PoissonBinomial([Double](repeating: p, count: n))
        #expect(hasSameDigits(distribution.atMost(k), expected[0]))
        #expect(hasSameDigits(distribution.atLeast(k), expected[1]))
        #expect(Double(distribution.quantile(0.025)) == expected[2])
        #expect(Double(distribution.quantile(0.975)) == expected[3])
    }

    @Test func `three hundred thousand trials keep their moments and their quantiles`() {
        var generator = SplitMix64(seed: 32)
        let p = (0..<300_000).map { _ in Double.random(in: 0...0.4, using: &generator) }
        let distribution = PoissonBinomial(p)
        // E(X) as the sum of P(X >= k), and E(X²) as that of (2k - 1) P(X >= k).
        let tails = (1...p.count).map(distribution.atLeast)
        let mean = tails.reduce(0, +)
        let square = tails.enumerated().reduce(0) { $0 + Double(2 * $1.offset + 1) * $1.element }
        #expect(isClose(mean, distribution.mean))
        #expect(isClose(square - mean * mean, distribution.variance, tolerance: 1e-6))
        let reach = z95 * distribution.variance.squareRoot()
        #expect(abs(Double(distribution.quantile(0.975)) - distribution.mean - reach) < 1)
        #expect(abs(Double(distribution.quantile(0.025)) - distribution.mean + reach) < 1)
    }

    @Test func `quantiles are the smallest counts that reach their probability`() {
        for q in [0.001, 0.025, 0.3, 0.5, 0.7, 0.975, 0.9999] {
            let k = sixty.quantile(q)
            #expect(sixty.atMost(k) >= q)
            #expect(sixty.atMost(k - 1) < q)
        }
        #expect(sixty.quantile(0) == 0)
        #expect(sixty.quantile(1) == 60)
    }

    @Test func `certain trials leave nothing to chance`() {
        let none = PoissonBinomial([])
        #expect(none.mean == 0 && none.variance == 0 && none.quantile(0.5) == 0)
        #expect(none.atMost(0) == 1 && none.atLeast(0) == 1 && none.twoSidedP(0) == 1)
        #expect(none.atMost(-1) == 0 && none.atLeast(1) == 0 && none.twoSidedP(1) == 0)

        let three = PoissonBinomial([1, 0, 1, 0, 1])
        #expect(three.atMost(2) == 0 && three.atMost(3) == 1 && three.quantile(0.975) == 3)
        #expect(three.atLeast(3) == 1 && three.atLeast(4) == 0)
        #expect(three.atMost(.max) == 1 && three.atLeast(.min) == 1)
        #expect(three.atMost(.min) == 0 && three.atLeast(.max) == 0)
    }
}
