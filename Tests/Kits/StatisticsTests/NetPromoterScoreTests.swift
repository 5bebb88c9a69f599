import Statistics
import Testing

struct NetPromoterScoreTests {
    // numpy 2.4.6, Python 3.11; the answers as +100, -100 and 0, population variance:
    // >>> a = np.r_[np.full(p, 100.), np.full(d, -100.), np.zeros(n - p - d)]
    // >>> se = a.std(ddof=0) / np.sqrt(n)
    // >>> a.mean(), max(-100, a.mean() - z * se), min(100, a.mean() + z * se)
    @Test(arguments: [
        (6, 2, 12, 33.333333333333336, -8.838377062721996, 75.50504372938866),
        (30, 30, 100, 0.0, -15.181815742579921, 15.181815742579921),
        (9, 1, 10, 80.0, 42.8122980617263, 100.0),
        (1, 9, 10, -80.0, -100.0, -42.8122980617263),
        (1, 0, 10, 10.0, -8.593850969136849, 28.59385096913685),
        (0, 1, 400, -0.25, -0.7393781241051232, 0.23937812410512316),
        (7, 3, 10, 40.0, -16.80515301786506, 96.80515301786505),
    ])
    func `score and interval are those of numpy`(
        promoters: Int, detractors: Int, responses: Int, value: Double, low: Double, high: Double
    ) {
        let score = netPromoterScore(
            promoters: promoters, detractors: detractors, responses: responses, z: z95)
        #expect(isClose(score?.value, value))
        #expect(isClose(score?.interval?.low, low))
        #expect(isClose(score?.interval?.high, high))
    }

    @Test(arguments: [(12, 0, 12, 100.0), (0, 12, 12, -100.0), (0, 0, 12, 0.0), (1, 0, 1, 100.0)])
    func `answers all alike have a value and no interval`(
        promoters: Int, detractors: Int, responses: Int, value: Double
    ) {
        let score = netPromoterScore(
            promoters: promoters, detractors: detractors, responses: responses, z: z95)
        #expect(score == NetPromoterScore(value: value, interval: nil))
    }

    @Test func `promoters and detractors that change places mirror the score`() {
        let score = netPromoterScore(promoters: 31, detractors: 12, responses: 60, z: z95)
        let mirrored = netPromoterScore(promoters: 12, detractors: 31, responses: 60, z: z95)
        #expect(mirrored?.value == score.map { -$0.value })
        #expect(mirrored?.interval?.low == score?.interval.map { -$0.high })
        #expect(mirrored?.interval?.high == score?.interval.map { -$0.low })
    }

    @Test(arguments: [(0, 0, 0), (-1, 2, 10), (2, -1, 10), (6, 5, 10)])
    func `counts that no survey gives have no score`(
        promoters: Int, detractors: Int, responses: Int
    ) {
        let score = netPromoterScore(
            promoters: promoters, detractors: detractors, responses: responses, z: z95)
        #expect(score == nil)
    }
}
