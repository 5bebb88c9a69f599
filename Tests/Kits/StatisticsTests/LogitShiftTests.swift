import Statistics
import TestSupport
import Testing

struct LogitShiftTests {
    /// The shift of single trials.
    private func shift(of logOdds: [Double], total: Double) -> Double? {
        logitShift(of: logOdds, counts: logOdds.map { _ in 1 }, total: total)
    }

    @Test func `a group of trials is as good as each of them, and an empty one is nothing`()
        throws
    {
        var generator = SplitMix64(seed: 18)
        for _ in 0..<50 {
            let logOdds = (0..<7).map { _ in Double.random(in: -5...5, using: &generator) }
            let counts = (0..<7).map { _ in Int.random(in: 0...9, using: &generator) } + [1]
            let single = zip(logOdds + [0], counts).flatMap { Array(repeating: $0, count: $1) }
            let total = Double(single.count) * Double.random(in: 0.02...0.98, using: &generator)
            let grouped = logitShift(of: logOdds + [0], counts: counts, total: total)
            let alone = try #require(shift(of: single, total: total))
            #expect(isClose(grouped, alone, tolerance: 1e-12))
        }
        #expect(logitShift(of: [0, 900], counts: [2, 0], total: 1) == 0)
        #expect(logitShift(of: [0], counts: [0], total: 0.5) == nil)
    }

    // scipy 1.17.1, Python 3.11:
    // >>> x = [(7 * i % 101 - 50) / 20 for i in range(60)]
    // >>> brentq(lambda s: sum(1 / (1 + np.exp(-(v + s))) for v in x) - total, -50, 50,
    // ...        xtol=1e-15, rtol=1e-15)
    @Test(arguments: [
        (0.5, -5.625468803505147), (7, -2.6835484540377785), (30, 0.09322122248390553),
        (52.25, 2.7096085334133084), (59.5, 5.773848389460885),
    ])
    func `shifts are the roots that scipy finds`(total: Double, expected: Double) {
        let logOdds = (0..<60).map { Double(7 * $0 % 101 - 50) / 20 }
        #expect(isClose(shift(of: logOdds, total: total), expected, tolerance: 1e-12))
    }

    @Test func `shifted probabilities sum to the total, in every order`() throws {
        var generator = SplitMix64(seed: 17)
        for count in [1, 2, 10, 185, 3000] {
            let logOdds = (0..<count).map { _ in Double.random(in: -6...6, using: &generator) }
            let total = Double(count) * Double.random(in: 0.01...0.99, using: &generator)
            let root = try #require(shift(of: logOdds, total: total))
            let sum = logOdds.reduce(0) { $0 + expit($1 + root) }
            #expect(abs(sum - total) <= 1e-12 * Double(max(1, count)))
            let other = try #require(
                shift(of: logOdds.shuffled(using: &generator), total: total))
            #expect(isClose(other, root, tolerance: 1e-12))
        }
    }

    @Test func `trials alike need the distance of the logits`() {
        #expect(isClose(shift(of: [0, 0, 0, 0], total: 3), 1.0986122886681098))
        #expect(isClose(shift(of: [700, 700], total: 1e-6), logit(5e-7) - 700))
        #expect(isClose(shift(of: [-40, 40], total: 1), 0, tolerance: 1e-6))
    }

    @Test func `no shift gives none or all, or more than there are`() {
        for total in [-1, 0, 3, 4, .nan] {
            #expect(shift(of: [0, 1, 2], total: total) == nil)
        }
        #expect(shift(of: [], total: 0) == nil)
    }

    @Test func `log-odds and probabilities turn into each other`() {
        for p in [1e-9, 0.2, 0.5, 0.86, 1 - 1e-9] { #expect(isClose(expit(logit(p)), p)) }
        #expect(expit(800) == 1 && expit(-800) == 0)
    }
}
