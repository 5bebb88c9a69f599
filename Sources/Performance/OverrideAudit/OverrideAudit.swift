public import Calendar
import Concurrency
import Attribution
public import Domain
import Statistics

/// The override audit of one month: who was right each time, whether judgement beats the score,
/// and where.
///
/// A pure function of the facts, the policy and the month. Nothing known only later changes it.
///
/// Source: `Documentation/methods.md`, 11 to 15.
public struct OverrideAudit: Sendable {
    /// Every override logged by the end of the month, in the order of the portfolio.
    public let overrides: [JudgedOverride]
    /// Sorted by the day they began, then by identifier.
    public let episodes: [Episode]
    /// All episodes of each direction.
    public let directions: [AuditFigures]
    /// Those of each CSM with at least one, in the order of the portfolio.
    public let csms: [(csm: Int, figures: [AuditFigures])]
    /// Parts of the book, in the order of `Dimension`, then by value, then by direction.
    public let segments: [SegmentFinding]
    /// Whether CSMs forecast better than the score.
    public let valueAdded: ValueAdded
    /// Past churn by direction and score band.
    public let worth: [PastChurn]
    /// What is worth a look, in the order of `BehaviourKind`, then of the CSMs.
    public let behaviour: [BehaviourFinding]

    /// The audit of a month.
    ///
    /// - Parameters:
    ///   - portfolio: the facts, in the order that `Portfolio` promises.
    ///   - health: the daily scores.
    ///   - policy: the constants.
    ///   - month: the month under review.
    /// - Throws: what `health` throws when it cannot be read.
    /// - Complexity: linear in the facts, but for logarithms.
    public init(
        _ portfolio: Portfolio, health: any HealthHistory, policy: Policy, month: Month
    ) throws {
        let frame = ReviewFrame(month: month, policy: policy)
        let (evidence, behaviourScores) = try inParallel(
            {
                AuditEvidence(
                    portfolio, month: month,
                    scores: try RecordedScores(
                        portfolio, health: health, asOf: frame.asOf, policy: policy),
                    policy: policy)
            },
            { try BehaviourScores(portfolio, health: health, frame: frame, policy: policy) })
        overrides = evidence.overrides
        let order = evidence.episodes.indices.sorted { left, right in
            let (one, other) = (evidence.judgements[left].start, evidence.judgements[right].start)
            return one == other
                ? evidence.episodes[left].id.precedesByBytes(evidence.episodes[right].id)
                : one < other
        }
        episodes = order.map { evidence.episodes[$0] }
        let controls = Dictionary(
            uniqueKeysWithValues: OverrideDirection.allCases.map {
                ($0, evidence.controls.strata($0))
            })
        @Sendable func figures(_ judgements: [Judgement]) -> [AuditFigures] {
            OverrideDirection.allCases.map { direction in
                evidence.figures(
                    direction, judgements, against: controls[direction] ?? StratumCounts())
            }
        }
        directions = figures(evidence.judgements)
        let ofCSMs = Dictionary(grouping: evidence.judgements, by: \.csm).sorted { $0.key < $1.key }
        csms = zip(ofCSMs.map(\.key), mapInParallel(ofCSMs.map(\.value)) { figures($0) }).map {
            ($0, $1)
        }
        let (parts, rest) = try inParallel(
            {
                SegmentFinding.all(evidence) {
                    AuditEvidence(
                        portfolio, month: month - 12, scores: evidence.scores, policy: policy)
                }
            },
            {
                (
                    value: ValueAdded(
                        ValueAdded.rows(
                            portfolio, evidence.overrides, scores: evidence.scores,
                            training: evidence.training,
                            asOf: evidence.asOf, policy: policy), policy: policy),
                    behaviour: BehaviourEvidence(evidence, behaviourScores, frame: frame).findings()
                )
            })
        segments = parts
        valueAdded = rest.value
        behaviour = rest.behaviour
        worth = PastChurn.all(episodes)
    }

    /// What a person would read aloud first: the directions one after the other.
    public var sentence: String { directions.map(\.sentence).joined(separator: " ") }

    /// How many overrides the audit makes that of.
    public func count(of kind: OverrideClass) -> Int { overrides.count { $0.kind == kind } }

    /// How many episodes stand there.
    public func count(of state: EpisodeState) -> Int { episodes.count { $0.state == state } }
}

/// How often accounts left that CSMs saw otherwise than a score of that band: what such an
/// override has been worth.
public struct PastChurn: Sendable {
    /// The direction.
    public let direction: OverrideDirection
    /// The ten-point band of the score: 0 for 0 to 10, 9 for 90 to 100.
    public let band: Int
    /// Counted episodes with an outcome.
    public let count: Int
    /// Those that left.
    public let churned: Int
    /// The share that left, drawn to the direction's as though by twenty more accounts.
    public let rate: Double

    static func all(_ episodes: [Episode]) -> [PastChurn] {
        let counted = episodes.filter { $0.isResolved && $0.isCounted && $0.modelScore != nil }
        return OverrideDirection.allCases.flatMap { direction in
            let mine = counted.filter { $0.direction == direction }
            let parent = Double(mine.count { $0.state == .churned }) / Double(max(1, mine.count))
            return Dictionary(grouping: mine) { $0.modelScore?.band ?? 0 }
                .sorted { $0.key < $1.key }.map { band, some in
                    let churned = some.count { $0.state == .churned }
                    return PastChurn(
                        direction: direction, band: band, count: some.count, churned: churned,
                        rate: drawnShare(churned, of: some.count, parent: parent, weight: 20))
                }
        }
    }
}
