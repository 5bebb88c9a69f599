public import Attribution
import Calendar
import Concurrency
public import Domain
import Statistics

/// The override audit of one month: who was right each time, whether the CSMs' judgement beats the
/// score, and where.
///
///     let audit = try OverrideAudit(attributed, health: history)
///     print(audit.sentence)
///
/// It is a pure function of the facts, the policy and the month. Nothing that became known later
/// changes it.
///
/// Source: `Documentation/methods.md`, 11 to 15.
public struct OverrideAudit: Sendable {
    /// Every override logged by the end of the month, in the order of the portfolio.
    public let overrides: [JudgedOverride]
    /// Sorted by their first day, then by identifier.
    public package(set) var episodes: [Episode]
    /// The figures of all episodes, by direction.
    public let directions: [AuditFigures]
    /// The figures of each CSM with at least one episode, in the order of the portfolio.
    public let csms: [(csm: Int, figures: [AuditFigures])]
    /// Parts of the portfolio, in the order of `Dimension`, then by value, then by direction.
    public package(set) var segments: [SegmentFinding]
    /// Whether CSMs forecast better than the score.
    public let valueAdded: ValueAdded
    /// Past churn by direction and score band.
    public let pastChurn: [PastChurn]
    /// Behaviour worth a look, in the order of `BehaviourKind`, then of the CSMs.
    public let behaviour: [BehaviourFinding]
    /// How many overrides were withdrawn from the log after their renewal was settled. They count in
    /// no other figure.
    public let withdrawnAfterOutcome: Int

    /// The audit of the month of an attributed portfolio.
    ///
    /// - Parameters:
    ///   - attributed: the facts with their states and owners.
    ///   - health: the daily scores.
    /// - Throws: what `health` throws when it cannot be read.
    /// - Complexity: O(facts), and a logarithm for each look-up and sort.
    public init(_ attributed: AttributedPortfolio, health: any HealthHistory) throws {
        try self.init(attributed, health: health) { attributed.asOf(attributed.earlierMonth) }
    }

    /// The audit of the month of an attributed portfolio.
    ///
    /// - Parameters:
    ///   - attributed: the facts with their states and owners.
    ///   - health: the daily scores.
    ///   - earlier: gives the portfolio as of `earlierMonth`. It is asked only where a candidate
    ///     needs it to be confirmed.
    /// - Throws: what `health` throws when it cannot be read.
    package init(
        _ attributed: AttributedPortfolio, health: any HealthHistory,
        earlier: @escaping @Sendable () -> AttributedPortfolio
    ) throws {
        let (evidence, behaviourScores) = try inParallel(
            { AuditEvidence(attributed, scores: try RecordedScores(attributed, health: health)) },
            { try BehaviourScores(attributed, health: health) })
        overrides = evidence.overrides
        let order = evidence.episodes.indices.sorted { left, right in
            let (one, other) = (evidence.summaries[left].start, evidence.summaries[right].start)
            return one == other
                ? evidence.episodes[left].id.precedesByBytes(evidence.episodes[right].id)
                : one < other
        }
        episodes = order.map { evidence.episodes[$0] }
        let controls = OverrideDirection.allCases.map { ($0, evidence.controls.strata($0)) }
        @Sendable func figures(_ summaries: [EpisodeSummary]) -> [AuditFigures] {
            controls.map { evidence.figures($0, summaries, against: $1) }
        }
        directions = figures(evidence.summaries)
        let ofCSMs = Dictionary(grouping: evidence.summaries, by: \.csm).sorted { $0.key < $1.key }
        csms = zip(ofCSMs.map(\.key), mapInParallel(ofCSMs.map(\.value)) { figures($0) }).map {
            ($0, $1)
        }
        let (parts, rest) = try inParallel(
            {
                SegmentFinding.all(evidence) {
                    AuditEvidence(earlier(), scores: evidence.scores)
                }
            },
            {
                (
                    value: ValueAdded(ChurnForecast.all(evidence), policy: attributed.policy),
                    behaviour: BehaviourEvidence(evidence, behaviourScores).findings()
                )
            })
        segments = parts
        valueAdded = rest.value
        behaviour = rest.behaviour
        withdrawnAfterOutcome = attributed.countWithdrawnAfterOutcome()
        pastChurn = PastChurn.all(episodes, policy: attributed.policy)
    }

    /// One sentence for each direction, for reading aloud.
    public var sentence: String { directions.map(\.sentence).joined(separator: " ") }

    /// How many overrides have an eligibility.
    public func count(of eligibility: OverrideEligibility) -> Int {
        overrides.count { $0.eligibility == eligibility }
    }

    /// How many episodes are in a state.
    public func count(of state: EpisodeState) -> Int { episodes.count { $0.state == state } }
}
