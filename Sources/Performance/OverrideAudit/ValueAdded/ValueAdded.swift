import Calendar
import Concurrency
import Attribution
import Domain
public import Statistics

/// Whether the CSMs' overrides, taken at their word, forecast churn better than the score alone.
///
/// Source: `Documentation/methods.md`, 13.
public struct ValueAdded: Sendable {
    /// The landmarks at which forecasts are compared, in days before the due date.
    static func landmarks(_ policy: Policy) -> [Int] {
        [policy.firstForecastDays, policy.secondForecastDays, policy.lastForecastDays].map {
            Int($0)
        }
    }

    /// How many forecasts were compared.
    public let rows: Int
    /// Mean squared errors of three forecasts; nil with too few rows.
    public let brier: Brier?
    /// The score's squared error minus the CSMs', on average: positive where judgement helps. Nil with
    /// too few rows.
    public let difference: ClusteredMean?
    /// The parts of the two errors; nil with too few rows.
    public let decomposition: (score: BrierDecomposition, csm: BrierDecomposition)?
    /// The same difference where an override of a direction was in force.
    public let byDirection: [(direction: OverrideDirection, part: Part)]
    /// The same difference by how many tiers CSM and model lay apart, one or two.
    public let byDisagreement: [(tiers: Int, part: Part)]
    /// The same difference landmark by landmark.
    public let byLandmark: [(landmark: Int, part: Part)]

    /// Mean squared errors.
    public struct Brier: Sendable {
        /// That of the past churn rate, the same for everybody.
        public let base: Double
        /// That of the probability that the score implied.
        public let score: Double
        /// That of the CSMs where they overrode the score, or else of the score.
        public let csm: Double
    }

    /// A verdict on the difference.
    public enum Finding: Sendable {
        /// The CSMs forecast better.
        case judgementAdds
        /// The score alone forecasts better.
        case scoreAlone
        /// The interval holds 0.
        case notShown
    }

    /// The verdict on the difference; nil without an interval.
    public var finding: Finding? {
        guard let low = difference?.low, let high = difference?.high else { return nil }
        return low > 0 ? .judgementAdds : high < 0 ? .scoreAlone : .notShown
    }

    /// The difference among some of the forecasts.
    public struct Part: Sendable {
        /// How many forecasts were compared.
        public let rows: Int
        /// Nil with too few rows.
        public let difference: ClusteredMean?
    }

    /// The comparison of forecasts.
    init(_ rows: [ChurnForecast], policy: Policy) {
        let landmarks = Self.landmarks(policy)
        let directions = OverrideDirection.allCases
        var wanted: [@Sendable (ChurnForecast) -> Bool] = [{ _ in true }]
        wanted += landmarks.map { landmark in { $0.landmark == landmark } }
        wanted += directions.map { direction in { $0.override?.direction == direction } }
        wanted += [1, 2].map { tiers in { $0.override?.tiers == tiers } }
        var parts = mapInParallel(wanted) { isWanted in
            var gains: [Double] = []
            var accounts: [Int] = []
            for row in rows where isWanted(row) {
                gains.append(row.gain)
                accounts.append(row.account)
            }
            return Part(
                rows: gains.count,
                difference: Double(gains.count) < policy.minimumCount
                    ? nil : ClusteredMean(gains, clusters: accounts))
        }[...]
        self.rows = rows.count
        difference = parts.removeFirst().difference
        byLandmark = landmarks.map { ($0, parts.removeFirst()) }
        byDirection = directions.map { ($0, parts.removeFirst()) }
        byDisagreement = [1, 2].map { ($0, parts.removeFirst()) }
        guard Double(rows.count) >= policy.minimumCount else {
            (brier, decomposition) = (nil, nil)
            return
        }
        func error(_ forecast: KeyPath<ChurnForecast, Double>) -> Double {
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
}
