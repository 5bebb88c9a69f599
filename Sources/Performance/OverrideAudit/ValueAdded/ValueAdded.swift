import Calendar
import Concurrency
import Attribution
import Domain
public import Statistics

/// Whether forecasts that heed overrides, or that take them at their word, are better than the score
/// alone.
///
/// Source: `Documentation/methods.md`, 13.
public struct ValueAdded: Sendable, Codable {
    /// The landmarks at which forecasts are compared, in days before the due date.
    static func landmarks(_ policy: Policy) -> [Int] {
        [policy.firstForecastDays, policy.secondForecastDays, policy.lastForecastDays].map {
            Int($0)
        }
    }

    /// How many forecasts were compared.
    public let rows: Int
    /// Mean squared errors of four forecasts; nil with too few rows.
    public let brier: Brier?
    /// The score's squared error minus the CSMs', on average: positive where judgement helps. Nil with
    /// too few rows.
    public let difference: ClusteredMean?
    /// The score's squared error minus that of the forecast which heeds overrides: positive where
    /// heeding helps. Nil with too few rows.
    public let heedingDifference: ClusteredMean?
    /// The CSMs' squared error minus that of the forecast which heeds overrides. Nil with too few rows.
    public let faceValueDifference: ClusteredMean?
    /// The parts of the errors; nil with too few rows.
    public let decomposition: Decomposition?
    /// Whether `finding` depends on outcomes that may be missing.
    public internal(set) var isWeakened = false
    /// The same difference where an override of a direction was in force.
    public let byDirection: [PartOf<OverrideDirection>]
    /// The same difference by how many tiers CSM and model lay apart, one or two.
    public let byDisagreement: [PartOf<Int>]
    /// The same difference landmark by landmark.
    public let byLandmark: [PartOf<Int>]

    /// Mean squared errors.
    public struct Brier: Sendable, Codable {
        /// That of the past churn rate, the same for everybody.
        public let base: Double
        /// That of the probability that the score implied.
        public let score: Double
        /// That of the score where overrides are heeded for what they were worth so far.
        public let heeded: Double
        /// That of the CSMs where they overrode the score, or else of the score.
        public let csm: Double
    }

    /// The parts of the errors of three forecasts.
    public struct Decomposition: Sendable, Codable {
        /// Those of the score.
        public let score: BrierDecomposition
        /// Those of the score where overrides are heeded.
        public let heeded: BrierDecomposition
        /// Those of the CSMs at their word.
        public let csm: BrierDecomposition
    }

    /// A verdict on heeding overrides.
    public enum Finding: Sendable, Codable {
        /// Heeding them forecasts better than the score alone.
        case heedingAdds
        /// The score alone forecasts better.
        case scoreAlone
        /// The interval holds 0.
        case notShown
    }

    /// The verdict on heeding overrides; nil without an interval.
    public var finding: Finding? {
        guard let low = heedingDifference?.low, let high = heedingDifference?.high else {
            return nil
        }
        return low > 0 ? .heedingAdds : high < 0 ? .scoreAlone : .notShown
    }

    /// The difference among some of the forecasts.
    public struct Part: Sendable, Codable {
        /// How many forecasts were compared.
        public let rows: Int
        /// Nil with too few rows.
        public let difference: ClusteredMean?
    }

    /// The difference among the forecasts of one direction, disagreement or landmark.
    public struct PartOf<Key: Sendable & Codable>: Sendable, Codable {
        /// Which of them.
        public let key: Key
        /// The difference.
        public let part: Part
    }

    /// The comparison of forecasts.
    init(_ rows: [ChurnForecast], policy: Policy) {
        let landmarks = Self.landmarks(policy)
        let directions = OverrideDirection.allCases
        func gain(
            _ better: ChurnForecast.Kind, over worse: ChurnForecast.Kind,
            where isWanted: @escaping @Sendable (ChurnForecast) -> Bool = { _ in true }
        ) -> @Sendable () -> Part {
            {
                // Copies of the forecasts themselves would take ten times the memory.
                var gains: [Double] = []
                var clusters: [Int] = []
                for row in rows where isWanted(row) {
                    gains.append(row.error(worse) - row.error(better))
                    clusters.append(Int(row.account))
                }
                return Part(
                    rows: gains.count,
                    difference: Double(gains.count) < policy.minimumCount
                        ? nil : ClusteredMean(gains, clusters: clusters))
            }
        }
        var wanted = [
            gain(.csm, over: .score), gain(.heeded, over: .score), gain(.heeded, over: .csm),
        ]
        wanted += landmarks.map { landmark in
            gain(.csm, over: .score) { Int($0.landmark) == landmark }
        }
        wanted += directions.map { direction in
            gain(.csm, over: .score) { $0.override?.direction == direction }
        }
        wanted += [1, 2].map { tiers in
            gain(.csm, over: .score) { $0.override.map { Int($0.tiers) } == tiers }
        }
        var parts = mapInParallel(wanted) { $0() }[...]
        self.rows = rows.count
        difference = parts.removeFirst().difference
        heedingDifference = parts.removeFirst().difference
        faceValueDifference = parts.removeFirst().difference
        byLandmark = landmarks.map { PartOf(key: $0, part: parts.removeFirst()) }
        byDirection = directions.map { PartOf(key: $0, part: parts.removeFirst()) }
        byDisagreement = [1, 2].map { PartOf(key: $0, part: parts.removeFirst()) }
        guard Double(rows.count) >= policy.minimumCount else {
            (brier, decomposition) = (nil, nil)
            return
        }
        func error(_ kind: ChurnForecast.Kind) -> Double {
            rows.reduce(0) { $0 + $1.error(kind) } / Double(rows.count)
        }
        brier = Brier(
            base: error(.base), score: error(.score), heeded: error(.heeded), csm: error(.csm))
        let outcomes = rows.map(\.churned)
        let decompositions = mapInParallel([ChurnForecast.Kind.score, .heeded, .csm]) { kind in
            BrierDecomposition(forecasts: rows.map { $0[kind] }, outcomes: outcomes)
        }
        if let score = decompositions[0], let heeded = decompositions[1],
            let csm = decompositions[2]
        {
            decomposition = Decomposition(score: score, heeded: heeded, csm: csm)
        } else {
            decomposition = nil
        }
    }
}
