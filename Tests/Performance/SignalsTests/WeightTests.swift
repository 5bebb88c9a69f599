import Attribution
import Calendar
import Domain
import Signals
import Statistics
import TestSupport
import Testing

/// The weights against a computation at their word: rows written as often as they count, a fit for each
/// fold and resample.
struct WeightTests {
    /// The rows of a world at T-90, from its table.
    private struct Rows {
        let landmark: Landmark
        let columns: [SignalColumn]
        let older: [Int]
        let newer: [Int]
        let accounts: [String]

        init(_ world: StudyWorld) throws {
            let attributed = AttributedPortfolio(world.portfolio, policy: Policy(), month: october)
            let events = SettledEvents(attributed)
            let table = try SignalTable(
                events, attributed, health: world.health, measures: world.measures)
            landmark = table.landmarks[1]
            columns = table.columns[1]
            accounts = world.portfolio.accounts.map(\.id.text)
            let composite = columns.first { $0.name == .composite }?.values ?? []
            // By due date, then by renewal_id, as the names of the study have it.
            let known = landmark.events.indices.filter { !composite[$0].isNaN }
            let ids = landmark.events.map { event in
                "r\(events.accounts[Int(event)])-\(events.dues[Int(event)])"
            }
            let dues = landmark.events.map { events.dues[Int($0)] }
            let sorted = known.sorted {
                dues[$0] == dues[$1] ? ids[$0].precedesByBytes(ids[$1]) : dues[$0] < dues[$1]
            }
            older = Array(sorted.prefix(sorted.count * 7 / 10))
            newer = Array(sorted.dropFirst(sorted.count * 7 / 10))
        }

        func table(_ names: [SignalName], _ rows: [Int]) -> PredictorTable {
            PredictorTable(
                columns: names.map { name in
                    let column = columns.first { $0.name == name }?.values ?? []
                    return rows.map { column[$0] }
                }, isPositive: rows.map { landmark.isRenewed[$0] }, clusters: rows.map { _ in 0 })
        }

        func shares(_ fit: RidgeLogisticRegression) -> [Double] {
            let slopes = zip(fit.coefficients, fit.deviations).map { max(0, $0) / $1 }
            return slopes.map { $0 / slopes.reduce(0, +) }
        }

        /// The rows of each of the resamples, as often as their account was drawn.
        var resamples: [[Int]] {
            let byAccount = Dictionary(grouping: older) { landmark.accounts[$0] }
            let drawn = byAccount.keys.sorted {
                accounts[Int($0)].precedesByBytes(accounts[Int($1)])
            }
            return (0..<500).map { number in
                var random = SplitMix64(seed: 1 + UInt64(number))
                return drawn.flatMap { _ in
                    byAccount[drawn[random.index(below: drawn.count)]] ?? []
                }
            }
        }
    }

    private static func ends(_ values: [Double]) -> (low: Double, high: Double) {
        let rising = values.sorted()
        // Type 7: positions 499 × 0.025 = 12.475 and 499 × 0.975 = 486.525.
        return (
            rising[12] + 0.475 * (rising[13] - rising[12]),
            rising[486] + 0.525 * (rising[487] - rising[486])
        )
    }

    @Test func `Weights of components are those of the definition, with their ranges`() throws {
        let world = StudyWorld(.usage, seed: 4, accounts: 300)
        let (rows, signals) = (try Rows(world), try world.signals())
        let names = StudyHealth.components.map { SignalName(.score, $0) }
        let proposal = signals.componentWeights
        #expect(proposal.weights.map(\.name) == names && proposal.resamples == 500)
        #expect(signals.split.older.events == rows.older.count)
        #expect(signals.split.newer.events == rows.newer.count)
        let fit = try #require(RidgeLogisticRegression(rows.table(names, rows.older), penalty: 1))
        let resampled = rows.resamples.compactMap {
            RidgeLogisticRegression(rows.table(names, $0), penalty: 1).map(rows.shares)
        }
        for (index, weight) in proposal.weights.enumerated() {
            #expect(abs(weight.value - rows.shares(fit)[index]) < 1e-9)
            let ends = Self.ends(resampled.map { $0[index] })
            #expect(abs(try #require(weight.low) - ends.low) < 1e-9)
            #expect(abs(try #require(weight.high) - ends.high) < 1e-9)
        }
        // Usage alone predicts.
        #expect(proposal.weights[2].value > 0.7)
        #expect(proposal.judgement.verdict == .gainShown)
        try check(proposal.judgement, rows) { row in
            zip(names, rows.shares(fit)).reduce(0) { sum, part in
                sum + part.1 * (rows.columns.first { $0.name == part.0 }?.values[row] ?? .nan)
            }
        }
    }

    @Test func `Signals are chosen as the definition says`() throws {
        let world = StudyWorld(.milestone, seed: 2, accounts: 300)
        let (rows, signals) = (try Rows(world), try world.signals())
        var chosen: [SignalName] = []
        var shares: [Double] = []
        let candidates = rows.columns.map(\.name).filter {
            $0 != .composite && $0.family != .movement
        }
        while chosen.count < 5 {
            let found = candidates.filter { !chosen.contains($0) }.map { name in
                (name: name, share: concordance(chosen + [name], rows))
            }
            let best = try #require(found.map(\.share).max())
            let first = try #require(found.first { $0.share >= best - 1e-12 })
            guard first.share - (shares.last ?? 0.5) >= 0.005 else { break }
            chosen.append(first.name)
            shares.append(first.share)
        }
        let proposal = signals.signalWeights
        #expect(proposal.weights.map(\.name) == chosen)
        #expect(zip(proposal.concordances, shares).allSatisfy { abs($0 - $1) < 1e-9 })
        #expect(chosen.first == SignalName(.milestones, "kick_off_within_45"))
        let fit = try #require(RidgeLogisticRegression(rows.table(chosen, rows.older), penalty: 1))
        let resampled = rows.resamples.compactMap {
            RidgeLogisticRegression(rows.table(chosen, $0), penalty: 1)?.coefficients
        }
        for (index, weight) in proposal.weights.enumerated() {
            #expect(abs(weight.value - fit.coefficients[index]) < 1e-9)
            let ends = Self.ends(resampled.map { $0[index] })
            #expect(abs(try #require(weight.low) - ends.low) < 1e-8)
            #expect(abs(try #require(weight.high) - ends.high) < 1e-8)
        }
        try check(proposal.judgement, rows) { row in
            fit.logOdds(rows.table(chosen, [row]))[0]
        }
    }

    private func concordance(_ names: [SignalName], _ rows: Rows) -> Double {
        var (pairs, inOrder) = (0.0, 0.0)
        for fold in UInt64(0)..<5 {
            func isIn(_ row: Int) -> Bool {
                fnv1a(rows.accounts[Int(rows.landmark.accounts[row])]) % 5 == fold
            }
            let fit = RidgeLogisticRegression(
                rows.table(names, rows.older.filter { !isIn($0) }), penalty: 1)
            let tested = rows.older.filter(isIn)
            let scores = fit?.logOdds(rows.table(names, tested)) ?? tested.map { _ in 0 }
            for (one, row) in tested.enumerated() where rows.landmark.isRenewed[row] {
                for (other, churned) in tested.enumerated() where !rows.landmark.isRenewed[churned]
                {
                    pairs += 1
                    inOrder +=
                        scores[one] > scores[other] ? 1 : scores[one] == scores[other] ? 0.5 : 0
                }
            }
        }
        return inOrder / pairs
    }

    /// The judgement of scores on the newer rows.
    private func check(
        _ judgement: WeightJudgement, _ rows: Rows, score: (Int) -> Double
    ) throws {
        let composite = try #require(rows.columns.first { $0.name == .composite }).values
        // By account, so that sums are the same.
        let (older, newer) = (rows.older.sorted(), rows.newer.sorted())
        let isRenewed = newer.map { rows.landmark.isRenewed[$0] }
        let now = try #require(Placements(newer.map { composite[$0] }, isPositive: isRenewed))
        let then = try #require(Placements(newer.map(score), isPositive: isRenewed))
        let difference = ClusteredAUC(
            differenceOf: then, and: now, isPositive: isRenewed,
            clusters: newer.map { rows.landmark.accounts[$0] })
        #expect(judgement.currentAUC == now.auc)
        #expect(abs(try #require(judgement.proposedAUC) - then.auc) < 1e-9)
        #expect(abs(try #require(judgement.difference?.p) - (try #require(difference.p))) < 1e-9)
        let outcomes = older.map { rows.landmark.isRenewed[$0] ? 1.0 : 0 }
        let fit = try #require(
            IsotonicFit(x: older.map { composite[$0] }, y: outcomes, increasing: true))
        let brier = zip(newer, isRenewed).reduce(0.0) { sum, row in
            let distance = fit.value(at: composite[row.0]) - (row.1 ? 1 : 0)
            return sum + distance * distance / Double(newer.count)
        }
        #expect(abs(try #require(judgement.currentBrier) - brier) < 1e-9)
    }

    @Test func `Current weights come from the policy, or else from the scores`() throws {
        let world = StudyWorld(.nothing, seed: 1, accounts: 120)
        let estimated = try #require(try world.signals().currentWeights)
        #expect(estimated.isEstimated)
        for (weight, expected) in zip(estimated.weights, StudyWorld.weights) {
            #expect(abs(weight.share - expected) < 0.01)
        }
        var policy = Policy()
        policy.healthWeights = ["usage": 1, "support": 3]
        let given = try #require(try world.signals(policy).currentWeights)
        #expect(!given.isEstimated)
        #expect(given.weights.map(\.share) == [0, 0.75, 0.25])
    }
}
