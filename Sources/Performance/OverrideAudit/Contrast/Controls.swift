import Attribution
import Calendar
import Domain
import Statistics

/// A renewal that may be a control of the contrast: it is matured and has an outcome.
struct ControlCandidate: Sendable {
    /// Position in `Portfolio.renewals` of its first line.
    let renewal: Int32
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
    /// The first day on which notice was given or it closed; nil where there is none.
    let decision: Day?
    /// The first day of an eligible override on it, by direction; nil without one.
    let firstOverride: (up: Day?, down: Day?)

    /// The first day of an eligible override of a direction.
    func firstOverride(_ direction: OverrideDirection) -> Day? {
        direction == .up ? firstOverride.up : firstOverride.down
    }
}

/// The controls of the contrast: renewals that nobody had overridden in the direction, each looked at
/// as long before its due date as some treated one.
///
/// Source: `Documentation/methods.md`, 12.
struct Controls {
    /// Sorted by account and due date.
    let candidates: [ControlCandidate]
    private let scores: RecordedScores

    /// The candidates of a portfolio.
    ///
    /// - Parameters:
    ///   - attributed: the facts with their states.
    ///   - overrides: every override logged by the end of the month.
    ///   - scores: the recorded scores.
    ///   - segments: the number of each account's segment.
    /// - Complexity: O(renewals + overrides).
    init(
        _ attributed: AttributedPortfolio, _ overrides: [JudgedOverride], scores: RecordedScores,
        segments: [Int]
    ) {
        let (portfolio, policy) = (attributed.portfolio, attributed.policy)
        var first: [Int: (up: Day?, down: Day?)] = [:]
        for override in overrides where override.eligibility == .eligible {
            guard let renewal = override.renewal else { continue }
            let logged = portfolio.overrides[override.position].logged
            var days = first[renewal] ?? (nil, nil)
            if override.direction == .up {
                days.up = min(days.up ?? logged, logged)
            } else {
                days.down = min(days.down ?? logged, logged)
            }
            first[renewal] = days
        }
        candidates = attributed.events.lazy.filter {
            $0.state.isSettled && attributed.isMatured($0.due)
        }.map { event in
            let lines = attributed.lines(at: event.renewal)
            return ControlCandidate(
                renewal: Int32(event.renewal), account: Int32(event.account),
                segment: Int32(segments[event.account]), due: event.due,
                churned: event.state != .renewed, outcome: lines.outcome(policy: policy),
                bucket: LeadBucket(ofControl: lines.first.id),
                place: placeAmongLeads(lines.first.id), decision: lines.decision,
                firstOverride: first[event.renewal] ?? (nil, nil))
        }
        self.scores = scores
    }

    /// The control that a candidate is beside treated ones of a direction; nil where it is none.
    func control(
        _ candidate: ControlCandidate, _ direction: OverrideDirection, _ leads: TreatedLeads
    ) -> Control? {
        guard let lead = leads.lead(of: candidate) else { return nil }
        let day = candidate.due - lead
        if let decision = candidate.decision, decision <= day { return nil }
        if let first = candidate.firstOverride(direction), first <= day { return nil }
        guard let known = scores.score(of: Int(candidate.renewal), at: lead),
            known.tier != (direction == .up ? .green : .red)
        else { return nil }
        return Control(
            stratum: Stratum(
                score: known.score, bucket: candidate.bucket, segment: Int(candidate.segment)),
            day: day, score: known.score, tier: known.tier)
    }

    /// The strata of the controls beside treated ones of a direction, among some candidates.
    ///
    /// - Parameter chosen: positions in `candidates`; nil for all of them.
    func strata(
        _ direction: OverrideDirection, _ leads: TreatedLeads, among chosen: [Int32]? = nil,
        where isWanted: (ControlCandidate, Control) -> Bool = { _, _ in true }
    ) -> StratumCounts {
        var counts = StratumCounts()
        func add(_ candidate: ControlCandidate) {
            guard let control = control(candidate, direction, leads),
                isWanted(candidate, control)
            else { return }
            counts.add(control.stratum, churned: candidate.churned)
        }
        if let chosen {
            for position in chosen { add(candidates[Int(position)]) }
        } else {
            candidates.forEach(add)
        }
        return counts
    }
}

/// A renewal without an override, on the day on which it is looked at.
struct Control {
    let stratum: Stratum
    let day: Day
    let score: Score
    let tier: Tier
}

/// The leads of treated renewals of one direction, from which their controls draw.
///
/// Source: `Documentation/methods.md`, 12.
struct TreatedLeads {
    /// By bucket, ascending.
    private var leads: [[Int16]]

    /// The leads of those episodes whose score is known.
    init(_ treated: some Sequence<EpisodeSummary>) {
        leads = LeadBucket.allCases.map { _ in [] }
        for episode in treated where episode.stratum != nil {
            leads[episode.bucket.rawValue].append(Int16(episode.lead))
        }
        for bucket in leads.indices { leads[bucket].sort() }
    }

    /// The lead at which a renewal is looked at; nil where its bucket has no treated one.
    func lead(of candidate: ControlCandidate) -> Int? {
        let leads = leads[candidate.bucket.rawValue]
        guard !leads.isEmpty else { return nil }
        return Int(leads[SplitMix64.index(candidate.place, below: leads.count)])
    }
}

extension LeadBucket {
    /// The one bucket in which a renewal serves as a control. It depends on the identifier alone, so
    /// that it is the same in every review: the sum of its UTF-8 bytes, modulo three.
    fileprivate init(ofControl renewal: String) {
        let sum = renewal.utf8.reduce(0) { $0 + Int($1) }
        self =
            switch sum % 3 {
            case 0: .short
            case 1: .medium
            default: .long
            }
    }
}

/// A number that looks random and depends on the identifier alone: FNV-1a, then the finaliser of
/// SplitMix64.
///
/// Source: Fowler, G., Noll, L. C. and Vo, K.-P., FNV hash, 64 bits.
package func placeAmongLeads(_ renewal: String) -> UInt64 {
    SplitMix64.mixed(
        renewal.utf8.reduce(0xCBF2_9CE4_8422_2325) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        })
}
