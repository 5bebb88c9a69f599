import Statistics
import TestSupport
import Testing

struct BrierDecompositionTests {
    // scikit-learn 1.9.1 and numpy 2.4.6, Python 3.11:
    // >>> c = IsotonicRegression().fit(f, o).predict(f)
    // >>> S, SC, U = np.mean((f - o)**2), np.mean((c - o)**2), np.mean((o.mean() - o)**2)
    // >>> S, S - SC, U - SC, U
    // >>> [(f[c == v].mean(), v, (c == v).sum()) for v in np.unique(c)]
    @Test func `the parts and the bins are those of an isotonic recalibration`() throws {
        let result = try #require(
            BrierDecomposition(
                forecasts: [
                    0.1, 0.2, 0.2, 0.35, 0.8, 0.8, 0.7, 0.55, 0.05, 0.9, 0.35, 0.62,
                ],
                outcomes: [0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0].map { $0 == 1 }))
        #expect(isClose(result.score, 0.20036666666666667))
        #expect(isClose(result.miscalibration, 0.057509523809523844))
        #expect(isClose(result.discrimination, 0.10714285714285718))
        #expect(isClose(result.uncertainty, 0.25))
        #expect(
            areClose(result.bins.map(\.forecast), [0.075, 0.4242857142857143, 0.8333333333333334]))
        #expect(areClose(result.bins.map(\.observed), [0, 0.42857142857142855, 1]))
        #expect(result.bins.map(\.count) == [2, 7, 3])
    }

    @Test func `the parts add up to the score, and bins to their forecasts`() throws {
        var generator = SplitMix64(seed: 81)
        for count in [1, 2, 5, 40, 1_000, 20_000] {
            let forecasts = (0..<count).map { _ in Double.random(in: 0...1, using: &generator) }
            let outcomes = forecasts.map { Double.random(in: 0...1, using: &generator) < $0 * $0 }
            let result = try #require(
                BrierDecomposition(forecasts: forecasts, outcomes: outcomes))
            let parts = result.miscalibration - result.discrimination + result.uncertainty
            #expect(isClose(parts, result.score, tolerance: 1e-12))
            let direct = zip(forecasts, outcomes).reduce(0) { sum, pair in
                sum + (pair.0 - (pair.1 ? 1 : 0)) * (pair.0 - (pair.1 ? 1 : 0))
            }
            #expect(isClose(result.score, direct / Double(count)))
            #expect(result.bins.reduce(0) { $0 + $1.count } == count)
            #expect(
                zip(result.bins, result.bins.dropFirst()).allSatisfy { $0.observed < $1.observed })
            #expect(
                zip(result.bins, result.bins.dropFirst()).allSatisfy { $0.forecast < $1.forecast })
            let order = (0..<count).shuffled(using: &generator)
            let again = BrierDecomposition(
                forecasts: order.map { forecasts[$0] }, outcomes: order.map { outcomes[$0] })
            #expect(again == result)
        }
    }

    @Test func `forecasts that differ by rounding pool`() {
        let result = BrierDecomposition(
            forecasts: [0.3, 0.1 + 0.2, 0.3 - 1e-16], outcomes: [true, false, false])
        #expect(result?.bins.count == 1)
        #expect(result?.bins.first?.count == 3)
        #expect(result?.discrimination == 0)
    }

    @Test func `perfect forecasts have no miscalibration and gain all uncertainty`() {
        let result = BrierDecomposition(
            forecasts: [0, 1, 1, 0], outcomes: [false, true, true, false])
        #expect(result?.score == 0 && result?.miscalibration == 0)
        #expect(result?.discrimination == 0.25 && result?.uncertainty == 0.25)
    }

    @Test func `no forecasts, or one that is no probability, have no score`() {
        #expect(BrierDecomposition(forecasts: [], outcomes: []) == nil)
        #expect(BrierDecomposition(forecasts: [1.1], outcomes: [true]) == nil)
        #expect(BrierDecomposition(forecasts: [.nan], outcomes: [true]) == nil)
    }
}
