public import Attribution
import Calendar
import Concurrency
public import Domain
public import Keeping
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
public struct OverrideAudit: Sendable, Codable {
    /// The figures of one CSM.
    public struct CSMFigures: Sendable, Codable {
        /// Position in `Portfolio.csms`.
        public let csm: Int
        /// By direction.
        public internal(set) var figures: [AuditFigures]
    }

    /// Every override logged by the end of the month, in the order of the portfolio.
    @AsInMemory public internal(set) var overrides: [JudgedOverride]
    /// Sorted by their first day, then by identifier.
    public package(set) var episodes: [Episode]
    /// The figures of all episodes, by direction.
    public internal(set) var directions: [AuditFigures]
    /// The figures of each CSM with at least one episode, in the order of the portfolio.
    public internal(set) var csms: [CSMFigures]
    /// What an override of each direction is worth.
    public internal(set) var worth: [OverrideWorth]
    /// Parts of the portfolio, in the order of `Dimension`, then by value, then by direction.
    public package(set) var segments: [SegmentFinding]
    /// Whether forecasts that heed overrides are better than the score alone.
    public internal(set) var valueAdded: ValueAdded
    /// Past churn by direction and score band.
    public let pastChurn: [PastChurn]
    /// What came of the episodes of each direction, by the month in which they matured.
    public let maturedMonths: [MaturedMonth]
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
    ///   - doubted: the same portfolio without the events that may have an outcome nobody recorded; nil
    ///     where outcomes are not missing. Where the two disagree, the words become weaker.
    ///   - earlier: gives the portfolio as of `earlierMonth`. It is asked only where a candidate
    ///     needs it to be confirmed.
    /// - Throws: what `health` throws when it cannot be read.
    package init(
        _ attributed: AttributedPortfolio, health: any HealthHistory,
        doubted: AttributedPortfolio? = nil,
        earlier: @escaping @Sendable () -> AttributedPortfolio
    ) throws {
        let (scores, behaviourScores) = try inParallel(
            { try RecordedScores(attributed, health: health) },
            { try BehaviourScores(attributed, health: health) })
        self.init(AuditEvidence(attributed, scores: scores), behaviourScores, earlier)
        guard let doubted else { return }
        weaken(
            by: OverrideAudit(AuditEvidence(doubted, scores: scores), behaviourScores) {
                doubted.asOf(doubted.earlierMonth)
            })
    }

    private init(
        _ evidence: AuditEvidence, _ behaviourScores: BehaviourScores,
        _ earlier: @escaping @Sendable () -> AttributedPortfolio
    ) {
        let attributed = evidence.attributed
        overrides = evidence.overrides
        let luck = evidence.luckResamples()
        var directions = Self.figures(of: [evidence.summaries], evidence, luck)[0]
        let unknown = evidence.overrides.count { $0.eligibility == .unknownTier }
        for index in directions.indices { directions[index].unknownTiers = unknown }
        self.directions = directions
        let known = directions
        let ofCSMs = Dictionary(grouping: evidence.summaries, by: \.csm).sorted { $0.key < $1.key }
        let candidates = evidence.controls.ofCSMs
        let halves = [ofCSMs.prefix(ofCSMs.count / 2), ofCSMs.dropFirst(ofCSMs.count / 2)]
        csms = mapInParallel(halves) { half in
            Array(
                zip(
                    half.map(\.key),
                    Self.figures(of: half.map(\.value), among: candidates, evidence, luck)))
        }.flatMap { $0.map { CSMFigures(csm: $0, figures: $1) } }
        let portfolio = evidence.portfolio
        let unknownOfCSM = Dictionary(
            grouping: evidence.overrides.lazy.filter { $0.eligibility == .unknownTier },
            by: { portfolio.overrides[$0.position].csm })
        for index in csms.indices {
            for direction in csms[index].figures.indices {
                csms[index].figures[direction].unknownTiers =
                    unknownOfCSM[csms[index].csm]?.count ?? 0
            }
        }
        // One after another on each side: all of them at once would take more memory, and each uses
        // several cores itself.
        let (parts, (behaviour, matured, value, worth)) = inParallel(
            {
                SegmentFinding.all(evidence, luck: luck) {
                    AuditEvidence(earlier(), scores: evidence.scores)
                }
            },
            {
                let behaviour = BehaviourEvidence(evidence, behaviourScores).findings()
                let matured = MaturedMonth.all(evidence, luck)
                let value = ValueAdded(ChurnForecast.all(evidence), policy: attributed.policy)
                let slope = evidence.scoreSlope()
                let worth = mapInParallel(known) {
                    OverrideWorth(
                        $0.direction, evidence, scoreSlope: slope, contrast: $0.matched,
                        valueAdded: value)
                }
                return (behaviour, matured, value, worth)
            })
        segments = parts
        valueAdded = value
        self.worth = worth
        self.behaviour = behaviour
        maturedMonths = matured
        withdrawnAfterOutcome = attributed.countWithdrawnAfterOutcome()
        let order = evidence.episodes.indices.sorted { left, right in
            let (one, other) = (evidence.summaries[left].start, evidence.summaries[right].start)
            return one == other
                ? evidence.episodes[left].id.precedesByBytes(evidence.episodes[right].id)
                : one < other
        }
        episodes = order.map { evidence.episodes[$0] }
        pastChurn = PastChurn.all(episodes, policy: attributed.policy)
    }

    /// The figures of some groups of episodes, by direction. `candidates` are the positions of those
    /// that contrasts draw on; nil for all of them.
    private static func figures(
        of groups: [[EpisodeSummary]], among candidates: [Int32]? = nil, _ evidence: AuditEvidence,
        _ luck: LuckResamples
    ) -> [[AuditFigures]] {
        let minimum = evidence.policy.minimumCount
        // Contrasts of all groups at once, as each goes through the candidates for controls.
        var wanted: [(direction: OverrideDirection, treated: [EpisodeSummary])] = []
        var isCompared: [[Bool]] = []
        for group in groups {
            isCompared.append(
                OverrideDirection.allCases.map { direction in
                    let matured = group.count { $0.direction == direction && $0.isResolved }
                    guard Double(matured) >= minimum else { return false }
                    wanted.append((direction, group))
                    return true
                })
        }
        var contrasts = evidence.contrasts(wanted, among: candidates)[...]
        return zip(groups, isCompared).map { group, isCompared in
            zip(OverrideDirection.allCases, isCompared).map { direction, isCompared in
                AuditFigures(
                    direction, group, contrast: isCompared ? contrasts.popFirst() : nil,
                    luck: luck, policy: evidence.policy)
            }
        }
    }

    /// What came of each direction and what it is worth, for reading aloud.
    public var sentence: String {
        var sentences = zip(directions, worth).flatMap { [$0.sentence, $1.sentence] }
        sentences += [unknownTierSentence].compactMap(\.self)
        return sentences.joined(separator: " ")
    }

    /// How many overrides have no known tier of the model; nil without one.
    public var unknownTierSentence: String? {
        let unknown = count(of: .unknownTier)
        guard unknown > 0 else { return nil }
        return "The model's tier of \(unknown) override\(unknown == 1 ? " is" : "s is") unknown: "
            + "\(unknown == 1 ? "it is" : "they are") in no figure."
    }

    /// How many overrides have an eligibility.
    public func count(of eligibility: OverrideEligibility) -> Int {
        overrides.count { $0.eligibility == eligibility }
    }

    /// How many episodes are in a state.
    public func count(of state: EpisodeState) -> Int { episodes.count { $0.state == state } }
}
