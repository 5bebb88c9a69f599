public import Attribution
import Concurrency
public import Domain
public import Statistics

/// What told renewal and churn apart, how early and how surely; and whether other weights would do better.
///
///     let signals = try Signals(attributed, health: reading.health, measures: reading.measures)
///     for figures in signals.weightsLandmark?.strongestFirst ?? [] { print(signals.sentence(on: figures.name)) }
///
/// It is a pure function of the facts, the policy and the month. Nothing that became known later changes
/// it.
///
/// Source: `Documentation/methods.md`, 16.
public struct Signals: Sendable, Equatable, Codable {
    /// The settled events that signals are held against.
    public let events: Int
    /// Those of them that were renewed. The others churned or lapsed.
    public let renewed: Int
    /// The figures of all signals by landmark, the earliest first.
    public let landmarks: [LandmarkFigures]
    /// The score and its components by model version; empty if there is only one.
    public let versions: [ModelVersionFigures]
    /// How many renewals weights are fitted to, and judged on.
    public let split: WeightSplit
    /// The weights that the score gives its components now; nil if they are not known.
    public let currentWeights: CurrentWeights?
    /// New weights of the components.
    public let componentWeights: WeightProposal
    /// Weights of components and of other signals.
    public let signalWeights: WeightProposal
    /// How often accounts renewed by band of the score.
    public let reliability: ScoreReliability
    /// The distributions of the four strongest signals at the landmark of the weights.
    public let splits: [SignalSplit]
    /// The ROC curve of the score on the newer renewals; nil with too few.
    public let currentCurve: ROCCurve?
    /// Whether so many outcomes are missing that churn may be overstated.
    public let haveOutcomesMissing: Bool
    /// The limits that sentences name.
    let limits: SignalLimits

    /// How many distributions there are.
    private static let splitCount = 4

    /// The signals of the month of an attributed portfolio.
    ///
    /// - Parameters:
    ///   - attributed: the facts with their states and owners.
    ///   - health: the daily scores.
    ///   - measures: the daily measures.
    /// - Throws: what `health` or `measures` throws when it cannot be read.
    /// - Complexity: O(events × signals × log events), and that of the selection and the resamples.
    public init(
        _ attributed: AttributedPortfolio, health: any HealthHistory, measures: any MeasureHistory
    ) throws {
        let policy = attributed.policy
        let settled = SettledEvents(attributed)
        let table = try SignalTable(settled, attributed, health: health, measures: measures)
        let landmarks = LandmarkFigures.all(table, policy: policy)
        let rows = WeightRows(table, attributed.portfolio.accounts, policy: policy)
        events = settled.count
        renewed = settled.isRenewed.count { $0 }
        versions = ModelVersionFigures.all(table, settled, policy: policy)
        split = WeightSplit(rows, settled)
        currentWeights = CurrentWeights(rows)
        componentWeights = .ofComponents(rows)
        signalWeights = .ofSignals(rows)
        reliability = ScoreReliability(rows)
        let strongest = landmarks.first { $0.days == rows.landmark.days }?.strongestFirst ?? []
        splits = strongest.prefix(Self.splitCount).compactMap { figures in
            rows.columns.first { $0.name == figures.name }.flatMap {
                SignalSplit($0, rows.landmark)
            }
        }
        currentCurve =
            rows.isEnough(rows.newer)
            ? ROCCurve(
                rows.newer.map { rows.composite[$0] }, isPositive: rows.isRenewed(rows.newer),
                distance: WeightJudgement.curveDistance) : nil
        haveOutcomesMissing = attributed.outcomeCoverage.isMissing
        self.landmarks = landmarks
        limits = SignalLimits(policy)
    }

    /// The figures of the landmark on which weights are fitted.
    public var weightsLandmark: LandmarkFigures? {
        landmarks.first { $0.days == limits.weightsLandmark }
    }

    /// Both proposals.
    public var proposals: [WeightProposal] { [componentWeights, signalWeights] }
}
