import Statistics
import TestSupport
import Testing

struct ExactBinomialTestTests {
    // scipy 1.17.1, Python 3.11:
    // >>> from scipy.stats import binomtest
    // >>> binomtest(k, n, p).pvalue
    @Test(arguments: [
        (7, 10, 0.5, 0.34375),
        (3, 10, 0.5, 0.34375),
        (5, 10, 0.5, 1.0),
        (0, 10, 0.3, 0.0388396033),
        (10, 10, 0.9, 0.612579511),
        (18, 23, 0.9, 0.0731130939186764),
        (45, 60, 0.88, 0.004580983695342129),
        (1, 20, 0.05, 1.0),
        (2, 9, 0.2, 1.0),
        (4, 12, 1.0 / 3.0, 1.0),
        (50, 1_000, 0.07, 0.012967826676498892),
        (682, 925, 0.75, 0.3824915595748517),
        (900_350, 1_000_000, 0.9, 0.2440187618296219),
        (900_000, 1_000_000, 0.9, 1.0),
        (500_900, 1_000_000, 0.5, 0.07201862767647761),
        (3, 1_000_000, 1e-5, 0.024612952703767538),
    ])
    func `the p-value is that of scipy`(
        successes: Int, trials: Int, probability: Double, expected: Double
    ) {
        let value = exactBinomialTest(
            successes: successes, trials: trials, probability: probability)
        #expect(isClose(value, expected))
    }

    // >>> binomtest(1000, 1000, 0.97).pvalue, binomtest(60, 100, 0.1).pvalue
    @Test(arguments: [
        (1_000, 1_000, 0.97, 1.2494595379533722e-13), (60, 100, 0.1, 2.1909398776320826e-34),
    ])
    func `a tiny p-value keeps its digits`(
        successes: Int, trials: Int, probability: Double, expected: Double
    ) {
        let value = exactBinomialTest(
            successes: successes, trials: trials, probability: probability)
        #expect(isClose(value.map { $0 / expected }, 1))
    }

    /// The definition at its word: every outcome's probability, from Pascal's triangle.
    private func enumerated(successes: Int, trials: Int, probability: Double) -> Double {
        var coefficients = [1.0]
        for _ in 0..<trials {
            coefficients = zip([0] + coefficients, coefficients + [0]).map(+)
        }
        let probabilities = coefficients.indices.map { outcome in
            let hits = repeatElement(probability, count: outcome).reduce(1, *)
            let misses = repeatElement(1 - probability, count: trials - outcome).reduce(1, *)
            return coefficients[outcome] * hits * misses
        }
        let bound = probabilities[successes] * (1 + 1e-7)
        return probabilities.filter { $0 <= bound }.reduce(0, +)
    }

    @Test func `every count of every small trial agrees with the enumeration`() {
        for trials in 1...24 {
            for successes in 0...trials {
                for probability in [0.01, 0.1, 0.25, 1.0 / 3.0, 0.5, 0.62, 0.75, 0.9, 0.99] {
                    let value = exactBinomialTest(
                        successes: successes, trials: trials, probability: probability)
                    let expected = enumerated(
                        successes: successes, trials: trials, probability: probability)
                    #expect(isClose(value, expected))
                }
            }
        }
    }

    @Test func `successes and failures may change places`() {
        var generator = SplitMix64(seed: 2)
        for _ in 0..<500 {
            let trials = Int.random(in: 1...400, using: &generator)
            let successes = Int.random(in: 0...trials, using: &generator)
            let probability = Double(Int.random(in: 1...63, using: &generator)) / 64
            let value = exactBinomialTest(
                successes: successes, trials: trials, probability: probability)
            let swapped = exactBinomialTest(
                successes: trials - successes, trials: trials, probability: 1 - probability)
            #expect(isClose(swapped, value ?? .nan))
        }
    }

    @Test func `a certain probability is either kept or refuted`() {
        #expect(exactBinomialTest(successes: 0, trials: 12, probability: 0) == 1)
        #expect(exactBinomialTest(successes: 1, trials: 12, probability: 0) == 0)
        #expect(exactBinomialTest(successes: 12, trials: 12, probability: 1) == 1)
        #expect(exactBinomialTest(successes: 11, trials: 12, probability: 1) == 0)
    }

    @Test func `an outcome beyond the reach of doubles has p-value zero`() {
        #expect(exactBinomialTest(successes: 0, trials: 1_000_000, probability: 0.9) == 0)
    }

    @Test(arguments: [
        (0, 0, 0.5), (-1, 10, 0.5), (11, 10, 0.5), (0, -1, 0.5), (5, 10, -0.1), (5, 10, 1.1),
        (5, 10, .nan),
    ])
    func `arguments that describe no trials give no p-value`(
        successes: Int, trials: Int, probability: Double
    ) {
        let value = exactBinomialTest(
            successes: successes, trials: trials, probability: probability)
        #expect(value == nil)
    }
}
