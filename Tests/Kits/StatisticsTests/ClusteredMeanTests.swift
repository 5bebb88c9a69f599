import Statistics
import TestSupport
import Testing

struct ClusteredMeanTests {
    private let values = [
        0.12, -0.05, 0.3, 0.08, -0.11, 0.02, 0.27, -0.2, 0.15, 0.04, 0.09, -0.03,
    ]

    // statsmodels 0.15.0, Python 3.11; with one regressor its correction is G / (G - 1):
    // >>> r = sm.OLS(v, np.ones(12)).fit(cov_type='cluster', use_t=True, cov_kwds={
    // ...     'groups': [4, 4, 7, 7, 7, 1, 2, 2, 9, 9, 9, 9], 'use_correction': True})
    // >>> r.params, r.bse, r.conf_int(), r.pvalues
    @Test func `clusters give the standard error, interval and p-value of statsmodels`() {
        let result = ClusteredMean(values, clusters: [4, 4, 7, 7, 7, 1, 2, 2, 9, 9, 9, 9])
        #expect(isClose(result?.mean, 0.056666666666666664))
        #expect(isClose(result?.standardError, 0.011653431646335024))
        #expect(isClose(result?.low, 0.024311553413442724))
        #expect(isClose(result?.high, 0.0890217799198906))
        #expect(isClose(result?.p, 0.008263391921114695))
    }

    // scipy 1.17.1: >>> r = scipy.stats.ttest_1samp(v, 0); r.pvalue, r.confidence_interval()
    @Test func `a cluster for each value gives the ordinary t interval`() {
        let result = ClusteredMean(values, clusters: Array(values.indices))
        #expect(isClose(result?.p, 0.20476411964034036))
        #expect(isClose(result?.low, -0.03585777871533132))
        #expect(isClose(result?.high, 0.14919111204866464))
    }

    @Test func `order and names of clusters change nothing, and units scale`() throws {
        var generator = SplitMix64(seed: 71)
        let rows = (0..<400).map { _ in
            (
                value: Double.random(in: -1...2, using: &generator),
                cluster: Int.random(in: 0...30, using: &generator)
            )
        }
        let result = try #require(
            ClusteredMean(rows.map(\.value), clusters: rows.map(\.cluster)))
        let shuffled = rows.shuffled(using: &generator)
        let again = ClusteredMean(shuffled.map(\.value), clusters: shuffled.map(\.cluster))
        #expect(again == result)
        let scaled = ClusteredMean(
            rows.map { $0.value * -100 }, clusters: rows.map { 1_000 - $0.cluster })
        #expect(isClose(scaled?.mean, -100 * result.mean))
        #expect(isClose(scaled?.standardError, 100 * (result.standardError ?? .nan)))
        #expect(isClose(scaled?.high, -100 * (result.low ?? .nan)))
        #expect(isClose(scaled?.p, result.p ?? .nan))
    }

    @Test func `one cluster has a mean and nothing else`() {
        let result = ClusteredMean([1, 2, 6], clusters: [5, 5, 5])
        #expect(result?.mean == 3)
        #expect(result?.standardError == nil && result?.low == nil)
        #expect(result?.high == nil && result?.p == nil)
    }

    @Test func `clusters that do not differ leave an interval of no width and no p-value`() {
        let result = ClusteredMean([0.1, 0.1, 0.1, 0.1, 0.1], clusters: [1, 2, 3, 4, 5])
        #expect(result?.standardError == 0 && result?.p == nil)
        #expect(result?.low == result?.mean && result?.high == result?.mean)
        #expect(ClusteredMean([0, 0], clusters: [1, 2])?.standardError == 0)
    }

    @Test func `no values, or one that is not finite, have no mean`() {
        #expect(ClusteredMean([], clusters: []) == nil)
        #expect(ClusteredMean([1, .nan], clusters: [1, 2]) == nil)
    }
}
