import Calendar
import Concurrency
import Attribution
import Domain
public import Statistics

/// Whether taking CSMs at their word forecasts churn better than the score alone.
///
/// Source: `Documentation/methods.md`, 13.
public struct ValueAdded: Sendable {
    /// Days before the due date at which forecasts are compared.
    public static let landmarks = [180, 120, 60]

    /// Forecasts compared.
    public let rows: Int
    /// Mean squared errors of three forecasts; nil with too few rows.
    public let brier: Brier?
    /// The score's error minus the CSMs': positive where judgement helps. Nil with too few rows.
    public let difference: ClusteredMean?
    /// What the two errors are made of; nil with too few rows.
    public let decomposition: (score: BrierDecomposition, csm: BrierDecomposition)?
    /// The same difference where an override of a direction was in force.
    public let byDirection: [(direction: OverrideDirection, part: Part)]
    /// The same difference by how many tiers CSM and model lay apart, one or two.
    public let byDisagreement: [(tiers: Int, part: Part)]
    /// The same difference landmark by landmark.
    public let byLandmark: [(landmark: Int, part: Part)]

    /// Mean squared errors.
    public struct Brier: Sendable {
        /// Of the past churn rate for everybody.
        public let base: Double
        /// Of what the score implied.
        public let score: Double
        /// Of what the CSMs said, where they said something, else of the score.
        public let csm: Double
    }

    /// What the difference shows.
    public enum Finding: Sendable {
        /// CSMs at their word forecast better.
        case judgementAdds
        /// The score alone forecasts better.
        case scoreAlone
        /// The interval holds both.
        case notShown
    }

    /// What the difference shows; nil without an interval.
    public var finding: Finding? {
        guard let low = difference?.low, let high = difference?.high else { return nil }
        return low > 0 ? .judgementAdds : high < 0 ? .scoreAlone : .notShown
    }

    /// Some of the forecasts.
    public struct Part: Sendable {
        /// Forecasts compared.
        public let rows: Int
        /// Nil with too few rows.
        public let difference: ClusteredMean?
    }

    /// One forecast of one renewal.
    struct Row {
        let account: Int
        let landmark: Int
        let churned: Bool
        let base: Double
        let score: Double
        let csm: Double
        let override: (direction: OverrideDirection, tiers: Int)?

        var gain: Double {
            let outcome = churned ? 1.0 : 0
            return (score - outcome) * (score - outcome) - (csm - outcome) * (csm - outcome)
        }
    }

    init(_ rows: [Row], policy: Policy) {
        let directions = OverrideDirection.allCases
        var wanted: [@Sendable (Row) -> Bool] = [{ _ in true }]
        wanted += Self.landmarks.map { landmark in { $0.landmark == landmark } }
        wanted += directions.map { direction in { $0.override?.direction == direction } }
        wanted += [1, 2].map { tiers in { $0.override?.tiers == tiers } }
        var parts = mapInParallel(wanted) { isWanted in
            let some = rows.filter(isWanted)
            return Part(
                rows: some.count,
                difference: Double(some.count) < policy.minimumCount
                    ? nil : ClusteredMean(some.map(\.gain), clusters: some.map(\.account)))
        }[...]
        self.rows = rows.count
        difference = parts.removeFirst().difference
        byLandmark = Self.landmarks.map { ($0, parts.removeFirst()) }
        byDirection = directions.map { ($0, parts.removeFirst()) }
        byDisagreement = [1, 2].map { ($0, parts.removeFirst()) }
        guard Double(rows.count) >= policy.minimumCount else {
            (brier, decomposition) = (nil, nil)
            return
        }
        func error(_ forecast: KeyPath<Row, Double>) -> Double {
            let sum = rows.reduce(0.0) { sum, row in
                let miss = row[keyPath: forecast] - (row.churned ? 1 : 0)
                return sum + miss * miss
            }
            return sum / Double(rows.count)
        }
        brier = Brier(base: error(\.base), score: error(\.score), csm: error(\.csm))
        let outcomes = rows.map(\.churned)
        decomposition = BrierDecomposition(forecasts: rows.map(\.score), outcomes: outcomes)
            .flatMap { score in
                BrierDecomposition(forecasts: rows.map(\.csm), outcomes: outcomes).map {
                    (score, $0)
                }
            }
    }

    /// The forecasts of all matured renewals.
    static func rows(
        _ portfolio: Portfolio, _ overrides: [JudgedOverride], scores: RecordedScores,
        training: ScoreTraining, asOf: Day, policy: Policy
    ) -> [Row] {
        let offsets = accountOffsets(
            overrides.lazy.map { portfolio.overrides[$0.position].account },
            accounts: portfolio.accounts.count)
        var rows: [Row] = []
        for (index, renewal) in portfolio.renewals.enumerated()
        where isMatured(renewal, asOf: asOf, policy: policy) {
            guard let state = RenewalState(of: renewal, asOf: asOf, policy: policy),
                state.isSettled
            else { continue }
            for landmark in landmarks {
                let day = renewal.due - landmark
                guard !renewal.isDecided(by: day),
                    let known = scores.score(of: index, at: landmark),
                    let fit = training[day.month]?[LeadBucket(lead: landmark)],
                    let score = fit.probability(of: known.score), let base = fit.baseRate
                else { continue }
                let range = offsets[renewal.account]..<offsets[renewal.account + 1]
                let last = overrides[range].last {
                    $0.isInForce(on: day, logged: portfolio.overrides[$0.position].logged)
                }
                var override: (direction: OverrideDirection, tiers: Int)?
                var csm = score
                if let last, let direction = last.direction, let model = last.modelTier {
                    let asserted = portfolio.overrides[last.position].asserted
                    let apart = abs(Int(asserted.rawValue) - Int(model.rawValue))
                    override = (direction, apart)
                    csm = fit.rate(in: asserted) ?? score
                }
                rows.append(
                    Row(
                        account: renewal.account, landmark: landmark, churned: state != .renewed,
                        base: base, score: score, csm: csm, override: override))
            }
        }
        return rows
    }
}
