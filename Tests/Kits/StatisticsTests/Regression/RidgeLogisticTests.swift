import Statistics
import Testing

struct RidgeLogisticTests {
    private typealias Cases = RankedCases

    /// The second predictor is missing in every ninth row.
    private let table = PredictorTable(
        columns: [
            Cases.x, Cases.z.enumerated().map { $0.offset % 9 == 4 ? .nan : $0.element }, Cases.w,
        ], isPositive: Cases.isPositive, clusters: Cases.clusters)

    // scikit-learn 1.9.1, numpy 2.4.6, the cases of `RankedCases`:
    // >>> X = np.c_[x, z, w].astype(float); X[i % 9 == 4, 1] = np.nan
    // >>> mu = np.nanmean(X, 0); F = np.where(np.isnan(X), mu, X); sd = F.std(0)
    // >>> m = LogisticRegression(C=1, tol=1e-14, max_iter=100000, solver='newton-cholesky').fit((F - mu) / sd, y)
    // >>> m.intercept_, m.coef_, mu, sd
    @Test func `The fit is that of scikit-learn`() throws {
        let fit = try #require(RidgeLogisticRegression(table, penalty: 1))
        #expect(isClose(fit.intercept, 0.004234701843286221))
        #expect(
            areClose(
                fit.coefficients, [1.837642463691623, 0.5301384520180548, -0.06620484632071995]))
        #expect(areClose(fit.means, [10.775, 14.887323943661972, 88.2125]))
        #expect(
            areClose(fit.deviations, [6.676404346652471, 8.441784905715508, 81.49366443932924]))
        let odds = fit.logOdds(table)
        #expect(
            isClose(
                odds[4],
                fit.intercept + (Cases.x[4] - 10.775) / 6.676404346652471
                    * fit.coefficients[0] + (Cases.w[4] - 88.2125) / 81.49366443932924
                    * fit.coefficients[2]))
        #expect(fit.logOdds(table, rows: [7, 4]) == [odds[7], odds[4]])
    }

    // statsmodels 0.15.0: >>> sm.Logit(y, sm.add_constant((F - mu) / sd)).fit(tol=1e-14).params
    @Test func `Without a penalty it is that of statsmodels`() throws {
        let fit = try #require(RidgeLogisticRegression(table, penalty: 0))
        #expect(isClose(fit.intercept, 0.009479414972844232))
        #expect(
            areClose(
                fit.coefficients, [2.1988955925301186, 0.6794696894493071, -0.10104862862269567]))
    }

    // As above with sample_weight = c % 4, means and deviations weighted by it too.
    @Test func `Weighted clusters are weighted rows, in every lane and from every start`() throws {
        var random = SplitMix64(seed: 2)
        let weights = (0..<27).map { cluster in
            var lanes = RidgeLogisticFits.Lanes(repeating: 0)
            for lane in 0..<8 { lanes[lane] = Double(random.index(below: 3)) }
            lanes[0] = 1
            lanes[5] = Double(cluster % 4)
            return lanes
        }
        let fits = RidgeLogisticFits(table)
        let cold = fits.fits(weights: weights, penalty: 1)
        let fit = try #require(cold[5])
        #expect(isClose(fit.intercept, 0.040966436538119905))
        #expect(
            areClose(
                fit.coefficients, [1.9060741598447914, 0.8662718684799555, -0.27168709721281853]))
        #expect(areClose(fit.means, [10.709401709401709, 15.01010101010101, 91.73504273504274]))
        #expect(
            areClose(fit.deviations, [6.335438016090409, 8.440333518641108, 79.93527222925871]))
        let all = try #require(RidgeLogisticRegression(table, penalty: 1))
        let warm = fits.fits(weights: weights, penalty: 1, start: all)
        for (one, other) in zip(cold, warm) {
            let (one, other) = (try #require(one), try #require(other))
            #expect(areClose(one.coefficients, other.coefficients, tolerance: 1e-10))
            #expect(isClose(one.intercept, other.intercept, tolerance: 1e-10))
        }
        // Rows written as often as they count.
        let rows = (0..<80).flatMap { row in
            Array(repeating: row, count: Int(weights[Int(Cases.clusters[row])][3]))
        }
        let written = PredictorTable(
            columns: table.columns.map { column in rows.map { column[$0] } },
            isPositive: rows.map { table.isPositive[$0] }, clusters: rows.map { _ in 0 })
        let expected = try #require(RidgeLogisticRegression(written, penalty: 1))
        let third = try #require(cold[3])
        #expect(areClose(third.coefficients, expected.coefficients))
        #expect(areClose(third.means, expected.means))
    }

    @Test func `A column without variation has the coefficient 0`() throws {
        let constant = PredictorTable(
            columns: [Cases.x, Cases.x.map { _ in 3.1 }], isPositive: Cases.isPositive,
            clusters: Cases.clusters)
        let fit = try #require(RidgeLogisticRegression(constant, penalty: 1))
        let alone = try #require(
            RidgeLogisticRegression(
                PredictorTable(
                    columns: [Cases.x], isPositive: Cases.isPositive, clusters: Cases.clusters),
                penalty: 1))
        #expect(fit.coefficients[1] == 0 && fit.deviations[1] == 0)
        #expect(isClose(fit.coefficients[0], alone.coefficients[0]))
        // Two columns that are one share its weight.
        let twins = PredictorTable(
            columns: [Cases.x, Cases.x], isPositive: Cases.isPositive, clusters: Cases.clusters)
        let shared = try #require(RidgeLogisticRegression(twins, penalty: 1))
        #expect(isClose(shared.coefficients[0], shared.coefficients[1]))
    }

    @Test func `Separated data have a fit, but one outcome has none`() throws {
        let isPositive = (0..<80).map { Cases.x[$0] > 11 }
        let separated = PredictorTable(
            columns: [Cases.x], isPositive: isPositive, clusters: Cases.clusters)
        #expect(RidgeLogisticRegression(separated, penalty: 1) != nil)
        for outcome in [true, false] {
            let one = PredictorTable(
                columns: [Cases.x], isPositive: isPositive.map { _ in outcome },
                clusters: Cases.clusters)
            #expect(RidgeLogisticRegression(one, penalty: 1) == nil)
        }
        let unknown = PredictorTable(
            columns: [Cases.x.map { _ in .nan }], isPositive: isPositive, clusters: Cases.clusters)
        #expect(RidgeLogisticRegression(unknown, penalty: 1) == nil)
        let empty = PredictorTable(columns: [[]], isPositive: [], clusters: [])
        #expect(RidgeLogisticRegression(empty, penalty: 1) == nil)
    }

    // statsmodels: >>> sm.OLS(x, sm.add_constant(np.c_[z, w])).fit().params[1:]
    @Test func `Least squares are those of statsmodels`() throws {
        let slopes = try #require(leastSquares(Cases.x, on: [Cases.z, Cases.w]))
        #expect(areClose(slopes, [-0.07043146156784053, 0.009252379052697973]))
        #expect(leastSquares(Cases.x, on: [Cases.z, Cases.z]) == nil)
        #expect(leastSquares(Cases.x, on: [Cases.z.map { _ in 1 }]) == nil)
        #expect(leastSquares([], on: [[]]) == nil)
    }
}
