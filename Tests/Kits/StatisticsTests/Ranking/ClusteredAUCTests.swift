import Statistics
import Testing

struct ClusteredAUCTests {
    private typealias Cases = RankedCases

    private func area(_ scores: [Double], clusters: [Int32] = Cases.clusters) throws -> ClusteredAUC
    {
        ClusteredAUC(
            try #require(Placements(scores, isPositive: Cases.isPositive)),
            isPositive: Cases.isPositive, clusters: clusters)
    }

    // R with pROC 1.18.0 and the cases of `RankedCases`:
    // > a <- roc(y, x, direction = "<"); b <- roc(y, z, direction = "<")
    // > c(auc(a), var(a), auc(b), var(b), cov(a, b))
    @Test func `If no cluster repeats it is that of pROC`() throws {
        let alone = (0..<80).map { Int32($0) }
        let one = try area(Cases.x, clusters: alone)
        #expect(isClose(one.estimate, 0.88437500000000002))
        #expect(isClose(one.standardError.map { $0 * $0 }, 0.0012569110576923078))
        let other = try area(Cases.z, clusters: alone)
        #expect(isClose(other.estimate, 0.55437499999999995))
        #expect(isClose(other.standardError.map { $0 * $0 }, 0.0042446113782051275))
        let difference = ClusteredAUC(
            differenceOf: try #require(Placements(Cases.x, isPositive: Cases.isPositive)),
            and: try #require(Placements(Cases.z, isPositive: Cases.isPositive)),
            isPositive: Cases.isPositive, clusters: alone)
        #expect(isClose(difference.estimate, 0.33))
        #expect(
            isClose(
                difference.standardError.map { $0 * $0 },
                0.0012569110576923078 + 0.0042446113782051275 + 2 * 0.00043810096153846151))
    }

    // numpy 2.4.6, scipy 1.17.1, the definition at its word:
    // >>> d = (s[:, None] > s[None, :]) + .5 * (s[:, None] == s[None, :])
    // >>> v = np.where(y, d[:, ~y].mean(1), d[y, :].mean(0)); auc = roc_auc_score(y, s)
    // >>> A = np.array([((v - auc) * y * (c == g)).sum() / y.sum() for g in np.unique(c)])
    // >>> B = np.array([((v - auc) * ~y * (c == g)).sum() / (~y).sum() for g in np.unique(c)])
    // >>> a = I10 / (I10 - 1) * (A**2).sum(); b = I01 / (I01 - 1) * (B**2).sum()
    // >>> se = (a + b + 2 * I / (I - 1) * (A * B).sum())**.5
    // >>> df = (a + b)**2 / (a * a / (I10 - 1) + b * b / (I01 - 1))
    // >>> se, df, auc - st.t.ppf(.975, df) * se, auc + ..., 2 * st.t.sf(abs(auc - .5) / se, df)
    @Test func `With clusters it is the definition of Obuchowski`() throws {
        let one = try area(Cases.x)
        #expect(isClose(one.standardError, 0.029749038901620495))
        #expect(isClose(one.degreesOfFreedom, 43.28416425878421))
        #expect(isClose(one.interval?.low, 0.824391733498255))
        #expect(isClose(one.interval?.high, 0.944358266501745))
        #expect(hasSameDigits(one.p, 1.8822839491284038e-16))
        let other = try area(Cases.z)
        #expect(isClose(other.standardError, 0.055768002900966306))
        #expect(isClose(other.degreesOfFreedom, 43.56413796508982))
        #expect(isClose(other.p, 0.3349328897813427))
    }

    // >>> v = V(x) - V(z); auc = roc_auc_score(y, x) - roc_auc_score(y, z)  # then as above, against 0
    @Test func `A difference is the same of the differences`() throws {
        let difference = ClusteredAUC(
            differenceOf: try #require(Placements(Cases.x, isPositive: Cases.isPositive)),
            and: try #require(Placements(Cases.z, isPositive: Cases.isPositive)),
            isPositive: Cases.isPositive, clusters: Cases.clusters)
        #expect(isClose(difference.standardError, 0.06983375617317303))
        #expect(isClose(difference.degreesOfFreedom, 45.66535794219428))
        #expect(isClose(difference.interval?.low, 0.18940413636277398))
        #expect(isClose(difference.interval?.high, 0.47059586363722594))
        #expect(hasSameDigits(difference.p, 2.2226904826671576e-05))
    }

    /// The definition, pair by pair.
    private func slow(
        _ scores: [Double], _ isPositive: [Bool]
    ) -> (auc: Double, placements: [Double]) {
        func order(_ one: Double, _ other: Double) -> Double {
            one > other ? 1 : one == other ? 0.5 : 0
        }
        let positives = scores.indices.filter { isPositive[$0] }
        let negatives = scores.indices.filter { !isPositive[$0] }
        let placements = scores.indices.map { index in
            isPositive[index]
                ? negatives.reduce(0) { $0 + order(scores[index], scores[$1]) }
                    / Double(negatives.count)
                : positives.reduce(0) { $0 + order(scores[$1], scores[index]) }
                    / Double(positives.count)
        }
        let auc = positives.reduce(0) { $0 + placements[$1] } / Double(positives.count)
        return (auc, placements)
    }

    @Test func `Sorting gives what all pairs give, and the order of the cases does not matter`()
        throws
    {
        var random = SplitMix64(seed: 5)
        for _ in 0..<300 {
            let cases = Cases.random(&random)
            let (auc, expected) = slow(cases.scores, cases.isPositive)
            let placements = try #require(Placements(cases.scores, isPositive: cases.isPositive))
            #expect(isClose(placements.auc, auc, tolerance: 1e-13))
            #expect(areClose(placements.values, expected, tolerance: 1e-13))
            var concordance = Concordance()
            concordance.add(cases.scores, isPositive: cases.isPositive)
            #expect(isClose(concordance.share, auc, tolerance: 1e-13))

            let area = ClusteredAUC(
                placements, isPositive: cases.isPositive, clusters: cases.clusters)
            let order = cases.scores.indices.shuffled(using: &random)
            let shuffled = try #require(
                Placements(
                    order.map { cases.scores[$0] }, isPositive: order.map { cases.isPositive[$0] }))
            let other = ClusteredAUC(
                shuffled, isPositive: order.map { cases.isPositive[$0] },
                clusters: order.map { cases.clusters[$0] })
            #expect(shuffled.auc == placements.auc)
            #expect((other.standardError == nil) == (area.standardError == nil))
            if let error = area.standardError {
                #expect(isClose(other.standardError, error, tolerance: 1e-12))
            }
        }
    }

    @Test func `The standard error is that of a bootstrap by cluster`() throws {
        // 150 clusters of one to six cases whose outcomes and scores go together.
        var random = SplitMix64(seed: 11)
        var (scores, isPositive, clusters) = ([Double](), [Bool](), [Int32]())
        for cluster in 0..<150 {
            let (level, lean) = (random.index(below: 40), random.index(below: 100))
            for _ in 0...random.index(below: 6) {
                let outcome = random.index(below: 100) < lean
                scores.append(Double(level + random.index(below: 10) + (outcome ? 6 : 0)))
                isPositive.append(outcome)
                clusters.append(Int32(cluster))
            }
        }
        let members = Dictionary(grouping: scores.indices) { Int(clusters[$0]) }
        let placements = try #require(Placements(scores, isPositive: isPositive))
        let area = ClusteredAUC(placements, isPositive: isPositive, clusters: clusters)
        let naive = ClusteredAUC(
            placements, isPositive: isPositive, clusters: scores.indices.map { Int32($0) })
        var (sum, squares) = (0.0, 0.0)
        let resamples = 4000
        for _ in 0..<resamples {
            let drawn = (0..<150).flatMap { _ in members[random.index(below: 150)] ?? [] }
            let auc = try #require(
                Placements(drawn.map { scores[$0] }, isPositive: drawn.map { isPositive[$0] })
            ).auc
            sum += auc
            squares += auc * auc
        }
        let mean = sum / Double(resamples)
        let error = (squares / Double(resamples) - mean * mean).squareRoot()
        let ratio = try #require(area.standardError) / error
        #expect((0.95...1.10).contains(ratio), "\(ratio)")
        // Without clusters it would be too small.
        #expect(try #require(naive.standardError) / error < 0.9)
    }

    @Test func `Without variation there is no interval`() throws {
        let split = ClusteredAUC(
            try #require(Placements([1, 2, 3, 4], isPositive: [false, false, true, true])),
            isPositive: [false, false, true, true], clusters: [0, 1, 2, 3])
        #expect(split.estimate == 1 && split.standardError == 0)
        #expect(split.interval == nil && split.p == nil)
        let same = try #require(Placements([1, 3, 2, 4], isPositive: [false, false, true, true]))
        let none = ClusteredAUC(
            differenceOf: same, and: same, isPositive: [false, false, true, true],
            clusters: [0, 1, 2, 3])
        #expect(none.estimate == 0 && none.standardError == 0 && none.p == nil)
    }

    @Test func `One cluster has no standard error, and one outcome no area`() throws {
        let isPositive = [false, false, true, true]
        let one = ClusteredAUC(
            try #require(Placements([1, 3, 2, 4], isPositive: isPositive)), isPositive: isPositive,
            clusters: [0, 1, 2, 2])
        #expect(one.estimate == 0.75 && one.standardError == nil && one.p == nil)
        #expect(Placements([1, 2], isPositive: [true, true]) == nil)
        #expect(Placements([], isPositive: []) == nil)
    }
}
