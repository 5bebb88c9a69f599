import Attribution
import Calendar
import Domain
import Statistics

/// A renewal that may be a control of the contrast: it is matured and has an outcome.
struct ControlCandidate: Sendable {
    /// Position of the account in `Portfolio.accounts`.
    let account: Int32
    /// The number of the account's segment.
    let segment: Int32
    let due: Day
    let churned: Bool
    /// From when on the outcome is known.
    let outcome: KnownOutcome
    /// The one bucket in which it serves.
    let bucket: LeadBucket
    /// A number of 64 bits that places its lead among those of the treated.
    let place: UInt64
    /// Where the score of the due date would lie in `RecordedScores.cells`.
    fileprivate let dueCell: Int32
    /// It is a control only at longer leads than this: closer to the due date the outcome was known, or
    /// there was an override of the direction.
    fileprivate let leadsAbove: (up: Int32, down: Int32)
}

/// The controls of the contrast: renewals that nobody had overridden in the direction, each looked at
/// as long before its due date as some treated one.
///
/// Source: `Documentation/methods.md`, 12.
struct Controls {
    /// How many candidates are gone through at once: their scores stay in the cache.
    static let block = 512

    /// Sorted by account and due date.
    let candidates: [ControlCandidate]
    /// The positions of those that the contrast of a CSM draws on; nil for all of them.
    let ofCSMs: [Int32]?
    private let scores: RecordedScores
    private let segments: Int
    /// By the lowest twelve bits of the cell of a score: which controls it makes.
    private let kinds: [UInt8]

    /// What a score says of a control: its band in the lowest four bits, and the tiers that it has not.
    private enum Kind {
        static let notGreen: UInt8 = 16
        static let notRed: UInt8 = 32
        static let red: UInt8 = 64

        static func of(_ known: RecordedScores.Known?) -> UInt8 {
            guard let known else { return 0 }
            return UInt8(known.score.band) | (known.tier == .green ? 0 : notGreen)
                | (known.tier == .red ? red : notRed)
        }

        /// What a control beside treated ones of a direction must have.
        static func wanted(_ direction: OverrideDirection) -> UInt8 {
            direction == .up ? notGreen : notRed
        }
    }

    /// The candidates of a portfolio.
    ///
    /// - Parameters:
    ///   - attributed: the facts with their states.
    ///   - overrides: every override logged by the end of the month.
    ///   - scores: the recorded scores.
    ///   - segments: the number of each account's segment, and how many there are.
    /// - Complexity: O(renewals + overrides).
    init(
        _ attributed: AttributedPortfolio, _ overrides: [JudgedOverride], scores: RecordedScores,
        segments: (ofAccount: [Int], count: Int)
    ) {
        let policy = attributed.policy
        // The longest lead of an eligible override on each renewal, by direction.
        var overridden: [Int: (up: Int, down: Int)] = [:]
        for override in overrides where override.eligibility == .eligible {
            guard let renewal = override.renewal, let lead = override.lead else { continue }
            if override.direction == .up {
                overridden[renewal, default: (.min, .min)].up = max(
                    overridden[renewal]?.up ?? .min, lead)
            } else {
                overridden[renewal, default: (.min, .min)].down = max(
                    overridden[renewal]?.down ?? .min, lead)
            }
        }
        candidates = attributed.events.lazy.filter {
            $0.state.isSettled && attributed.isMatured($0.due)
        }.map { event in
            let lines = attributed.lines(at: event.renewal)
            let decided = lines.decision.map { event.due - $0 } ?? -1
            let known = overridden[event.renewal]
            let (bucket, dueCell) = scores.control(event.renewal)
            return ControlCandidate(
                account: Int32(event.account), segment: Int32(segments.ofAccount[event.account]),
                due: event.due, churned: event.state != .renewed,
                outcome: lines.outcome(policy: policy),
                bucket: bucket, place: placeAmongLeads(lines.first.id), dueCell: dueCell,
                leadsAbove: (
                    Int32(max(decided, known?.up ?? -1)), Int32(max(decided, known?.down ?? -1))
                ))
        }
        ofCSMs = Self.chosen(of: candidates, most: Int(policy.contrastCSMCandidates))
        self.scores = scores
        self.segments = segments.count
        kinds = (0..<4096).map { Kind.of(scores.known($0 == 4095 ? SpanScores.unknown : $0)) }
    }

    /// The positions of the candidates with the smallest places, which look random; nil where there are
    /// no more than wanted.
    ///
    /// - Complexity: O(n log n) in the candidates.
    private static func chosen(of candidates: [ControlCandidate], most: Int) -> [Int32]? {
        guard candidates.count > most else { return nil }
        let last = candidates.map(\.place).sorted()[most - 1]
        return candidates.indices.filter { candidates[$0].place <= last }.map(Int32.init)
    }

    /// The control that a candidate is beside treated ones of a direction; nil where it is none.
    func control(
        _ candidate: ControlCandidate, _ direction: OverrideDirection, _ leads: TreatedLeads
    ) -> Control? {
        let above = direction == .up ? candidate.leadsAbove.up : candidate.leadsAbove.down
        guard let lead = leads.lead(of: candidate), lead > Int(above) else { return nil }
        let cell = scores.cells[Int(candidate.dueCell) - lead]
        guard kinds[Int(cell & 0xFFF)] & Kind.wanted(direction) != 0,
            let known = scores.known(cell)
        else { return nil }
        return Control(day: candidate.due - lead, score: known.score, tier: known.tier)
    }

    /// The strata of the controls beside several groups of treated ones, among some candidates.
    ///
    /// - Parameters:
    ///   - groups: the direction and the leads of each group.
    ///   - chosen: positions in `candidates`; nil for all of them.
    ///   - isOnRed: whether only controls that the score sees red count.
    /// - Returns: the counts of the controls of each group.
    /// - Complexity: O(candidates × groups).
    func strata(
        _ groups: [(direction: OverrideDirection, leads: TreatedLeads)],
        among chosen: [Int32]? = nil, isOnRed: Bool = false
    ) -> [StratumCounts] {
        var counts = groups.map { _ in StratumCounts(segments: segments) }
        guard !groups.isEmpty else { return counts }
        // Block by block: the scores of so many candidates stay in the cache for all groups.
        let count = chosen?.count ?? candidates.count
        for start in stride(from: 0, to: count, by: Self.block) {
            var members = LeadBucket.allCases.map { _ in [BlockMember]() }
            for position in start..<min(start + Self.block, count) {
                let candidate = candidates[chosen.map { Int($0[position]) } ?? position]
                members[candidate.bucket.rawValue].append(BlockMember(candidate))
            }
            for (index, group) in groups.enumerated() {
                for (bucket, range) in group.leads.buckets.enumerated() where !range.isEmpty {
                    add(
                        members[bucket], group.leads.leads[range], bucket, group.direction,
                        isOnRed: isOnRed, to: &counts[index])
                }
            }
        }
        return counts
    }

    /// What counting needs of a candidate, in few bytes.
    private struct BlockMember {
        let place: UInt64
        let dueCell: Int32
        let leadsAbove: (up: Int32, down: Int32)
        let segment: Int32
        let churned: Bool

        init(_ candidate: ControlCandidate) {
            place = candidate.place
            dueCell = candidate.dueCell
            leadsAbove = candidate.leadsAbove
            segment = candidate.segment
            churned = candidate.churned
        }
    }

    /// Counts the controls among candidates of one bucket, at the leads of the treated ones.
    private func add(
        _ members: [BlockMember], _ leads: ArraySlice<Int16>, _ bucket: Int,
        _ direction: OverrideDirection, isOnRed: Bool, to counts: inout StratumCounts
    ) {
        let wanted = isOnRed ? Kind.red : Kind.wanted(direction)
        let isUp = direction == .up
        for member in members {
            let lead = Int32(
                leads[leads.startIndex + SplitMix64.index(member.place, below: leads.count)])
            let kind = kinds[Int(scores.cells[Int(member.dueCell - lead)] & 0xFFF)]
            // Without branches that depend on the score: nobody can foresee them.
            let isLongEnough = lead > (isUp ? member.leadsAbove.up : member.leadsAbove.down)
            counts.add(
                band: Int(kind & 15), bucket: bucket, segment: Int(member.segment),
                churned: member.churned, isControl: isLongEnough && kind & wanted != 0)
        }
    }
}

/// A renewal without an override, on the day on which it is looked at.
struct Control {
    let day: Day
    let score: Score
    let tier: Tier
}

/// The leads of treated renewals of one direction, from which their controls draw.
///
/// Source: `Documentation/methods.md`, 12.
struct TreatedLeads: Sendable {
    /// Those of the first bucket, ascending, then those of the others.
    fileprivate let leads: [Int16]
    /// Where the leads of each bucket are.
    fileprivate let buckets: [Range<Int>]

    /// The leads of those episodes whose score is known.
    init(_ treated: some Sequence<EpisodeSummary>) {
        var byBucket = LeadBucket.allCases.map { _ in [Int16]() }
        for episode in treated where episode.stratum != nil {
            byBucket[episode.bucket.rawValue].append(Int16(episode.lead))
        }
        var start = 0
        buckets = byBucket.map { leads in
            defer { start += leads.count }
            return start..<start + leads.count
        }
        leads = byBucket.flatMap { $0.sorted() }
    }

    /// The lead at which a renewal is looked at; nil where its bucket has no treated one.
    func lead(of candidate: ControlCandidate) -> Int? {
        let bucket = buckets[candidate.bucket.rawValue]
        guard !bucket.isEmpty else { return nil }
        return Int(
            leads[bucket.lowerBound + SplitMix64.index(candidate.place, below: bucket.count)])
    }
}

/// A number that looks random and depends on the identifier alone: FNV-1a, then the finaliser of
/// SplitMix64.
package func placeAmongLeads(_ renewal: String) -> UInt64 {
    SplitMix64.mixed(fnv1a(renewal))
}
