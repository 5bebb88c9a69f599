import Statistics
import TestSupport
import Testing

struct LogisticRegressionTests {
    /// A row made by arithmetic, the same here and in the session below.
    private struct Row {
        let cluster: Int
        let bucket: Int
        let segment: Int
        let isTreated: Bool
        let p: Double
        let event: Bool

        init(_ i: Int) {
            cluster = i % 40
            bucket = (i * 7) % 3
            segment = (i * 11) % 4
            isTreated = (i * 5) % 7 < 3
            p = Double((i * 37) % 59 + 1) / 100
            event = Double((i * i * 31 + 17 * i) % 101) / 101 < p + (isTreated ? 0.05 : 0)
        }

        /// 1, two buckets, three segments, treated.
        var entries: [(column: Int, value: Double)] {
            var entries: [(column: Int, value: Double)] = [(0, 1)]
            if bucket > 0 { entries.append((bucket, 1)) }
            if segment > 0 { entries.append((2 + segment, 1)) }
            if isTreated { entries.append((6, 1)) }
            return entries
        }
    }

    private static let rows = (0..<150).map(Row.init)

    private func design(_ rows: [Row]) -> LogisticDesign {
        var design = LogisticDesign(columns: 7)
        for row in rows {
            let pattern = design.pattern(row.entries)
            design.add(
                pattern, offset: logit(row.p), event: row.event, cluster: row.cluster)
        }
        return design
    }

    // statsmodels 0.15.0 with the rows of `Row`, X of the same seven columns, G = 40 clusters:
    // >>> f = sm.GLM(y, X, family=sm.families.Binomial(), offset=np.log(p / (1 - p))).fit(tol=1e-14)
    // >>> f.params[-1], f.bse[-1]
    // >>> g = sm.GLM(...).fit(cov_type='cluster', cov_kwds={'groups': cluster}, tol=1e-14)
    // >>> g.bse[-1] * ((150 - 7) / (150 - 1))**0.5  # G / (G - 1) alone
    @Test func `Without a penalty it is the regression of statsmodels`() throws {
        let fit = try #require(LogisticRegression(design(Self.rows), penalty: 0)).last
        #expect(isClose(fit.estimate, 0.3203165448461357))
        #expect(isClose(fit.modelError, 0.38051738526600976))
        #expect(isClose(fit.clusteredError, 0.42070048970386037))
        #expect(fit.clusters == 40)
    }

    // scipy 1.17.1, the penalised likelihood by hand:
    // >>> nll = lambda b: np.sum(np.logaddexp(0, X @ b + off) - y * (X @ b + off)) + 0.25 * b[-1]**2 / 2
    // >>> b = minimize(nll, np.zeros(7), method='BFGS').x  # then five Newton steps
    // >>> H = (X.T * (m * (1 - m))) @ X; H[-1, -1] += 0.25; A = np.linalg.inv(H)
    // >>> A[-1, -1]**0.5, (A @ (S.T @ S) @ A * G / (G - 1))[-1, -1]**0.5  # S: scores by cluster
    @Test func `With a penalty on the last column it is that of scipy`() throws {
        let fit = try #require(LogisticRegression(design(Self.rows), penalty: 0.25)).last
        #expect(isClose(fit.estimate, 0.309127158245831))
        #expect(isClose(fit.modelError, 0.3737957002207811))
        #expect(isClose(fit.clusteredError, 0.4061198610431417))
    }

    // statsmodels, y on 1 and 100 p, as above:
    // 0.040919211183732096, 0.010969443521108324, 0.011754119776272137
    @Test func `A slope has the errors of statsmodels`() throws {
        var design = LogisticDesign(columns: 2)
        for row in Self.rows {
            let pattern = design.pattern([(0, 1), (1, row.p * 100)])
            design.add(pattern, offset: 0, event: row.event, cluster: row.cluster)
        }
        let fit = try #require(LogisticRegression(design, penalty: 0)).last
        #expect(isClose(fit.estimate, 0.040919211183732096))
        #expect(isClose(fit.modelError, 0.010969443521108324))
        #expect(isClose(fit.clusteredError, 0.011754119776272137))
    }

    @Test func `The order of the rows changes nothing`() throws {
        var generator = SplitMix64(seed: 3)
        let fit = try #require(LogisticRegression(design(Self.rows), penalty: 0.25)).last
        let shuffled = design(Self.rows.shuffled(using: &generator))
        let again = try #require(LogisticRegression(shuffled, penalty: 0.25)).last
        #expect(isClose(again.estimate, fit.estimate))
        #expect(isClose(again.clusteredError, fit.clusteredError))
    }

    @Test func `A column that repeats others is left out`() throws {
        var design = LogisticDesign(columns: 9)
        for row in Self.rows {
            // The second is the first again, the third is 0.
            let entries = [(0, 1.0), (1, 1)] + row.entries.dropFirst().map { ($0.column + 2, 1) }
            let pattern = design.pattern(entries)
            design.add(
                pattern, offset: logit(row.p), event: row.event,
                cluster: row.cluster)
        }
        let fit = try #require(LogisticRegression(design, penalty: 0.25)).last
        #expect(isClose(fit.estimate, 0.309127158245831))
        #expect(isClose(fit.clusteredError, 0.4061198610431417))
    }

    @Test func `What has no fit is nil`() {
        func fit(
            _ rows: [(x: Double, event: Bool, cluster: Int)], penalty: Double = 0
        ) -> LogisticRegression? {
            var design = LogisticDesign(columns: 2)
            for row in rows {
                let pattern = design.pattern([(0, 1), (1, row.x)])
                design.add(pattern, offset: 0, event: row.event, cluster: row.cluster)
            }
            return LogisticRegression(design, penalty: penalty)
        }
        #expect(fit([]) == nil)
        #expect(LogisticRegression(LogisticDesign(columns: 0), penalty: 0) == nil)
        // One value of x: a combination of the intercept.
        #expect(fit([(2, true, 1), (2, false, 2), (2, true, 3)]) == nil)
        // One outcome, and separated outcomes: the coefficients run away.
        #expect(fit([(1, true, 1), (2, true, 2), (3, true, 3)]) == nil)
        #expect(fit([(1, false, 1), (2, false, 2), (3, true, 3), (4, true, 4)]) == nil)
        // One cluster.
        #expect(fit([(1, false, 1), (2, true, 1), (3, false, 1), (4, true, 1)]) == nil)
        #expect(fit([(1, false, 1), (2, true, 1), (3, false, 2), (4, true, 2)]) != nil)
        // Separated by the last column alone: the penalty holds it.
        let parted = [(0.0, false, 1), (0, true, 2), (1, true, 3), (1, true, 4)]
        #expect(fit(parted) == nil)
        #expect(fit(parted, penalty: 0.25) != nil)
    }
}
