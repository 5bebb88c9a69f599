import Statistics
import Testing

struct RankingFigureTests {
    private typealias Cases = RankedCases

    // scipy 1.17.1: >>> scipy.stats.pointbiserialr(y, x)[0], scipy.stats.pointbiserialr(y, z)[0]
    @Test func `The correlation is that of scipy`() {
        #expect(
            isClose(
                pointBiserialCorrelation(Cases.x, isPositive: Cases.isPositive), 0.666526436828413))
        #expect(
            isClose(
                pointBiserialCorrelation(Cases.z, isPositive: Cases.isPositive), 0.0941701808033201)
        )
        #expect(pointBiserialCorrelation([1, 1], isPositive: [true, false]) == nil)
        #expect(pointBiserialCorrelation([1, 2], isPositive: [true, true]) == nil)
        #expect(pointBiserialCorrelation([], isPositive: []) == nil)
    }

    // scikit-learn 1.9.1:
    // >>> for f in range(5):
    // ...   k = c % 5 == f; n1 = y[k].sum(); n0 = (~y[k]).sum()
    // ...   concordant += roc_auc_score(y[k], x[k]) * n1 * n0; pairs += n1 * n0
    @Test func `Pairs within folds are those of scikit-learn`() {
        var concordance = Concordance()
        #expect(concordance.share == nil)
        for fold in 0..<5 {
            let rows = (0..<80).filter { Cases.clusters[$0] % 5 == fold }
            concordance.add(
                rows.map { Cases.x[$0] }, isPositive: rows.map { Cases.isPositive[$0] })
        }
        #expect(concordance.pairs == 308)
        #expect(isClose(concordance.share, 0.9107142857142857))
    }

    // scikit-learn: >>> fpr, tpr, _ = roc_curve(y, x, drop_intermediate=False)
    @Test func `The curve is that of scikit-learn`() throws {
        let curve = try #require(ROCCurve(Cases.x, isPositive: Cases.isPositive))
        #expect(curve.points.count == 24)
        #expect(
            areClose(curve.points.prefix(5).map(\.truePositiveRate), [0, 0.075, 0.15, 0.25, 0.35]))
        #expect(curve.points.prefix(5).allSatisfy { $0.falsePositiveRate == 0 })
        let last = try #require(curve.points.last)
        #expect(last.falsePositiveRate == 1 && last.truePositiveRate == 1)
        let coarse = try #require(ROCCurve(Cases.x, isPositive: Cases.isPositive, distance: 0.2))
        #expect(coarse.points.count < 12 && coarse.points.last == last)
        #expect(ROCCurve([1], isPositive: [true]) == nil)
    }
}
