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
    /// Where its scores start in `RecordedScores.cells`.
    fileprivate let offset: Int32
    /// It is a control only at longer leads than this: closer to the due date the outcome was known, or
    /// there was an override of the direction.
    fileprivate let leadsAbove: (up: Int32, down: Int32)
}

/// The controls of the contrast: renewals that nobody had overridden in the direction, each looked at
/// as long before its due date as some treated one.
///
/// Source: `Documentation/methods.md`, 12.
struct Controls {
    /// Sorted by account and due date.
    let candidates: [ControlCandidate]
    private let scores: RecordedScores
    private let segments: Int
    /// By the cell of a score: its tier and its band.
    private let kinds: [Kind]

    private struct Kind {
        let isGreen: Bool
        let isRed: Bool
        let band: Int32
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
            return ControlCandidate(
                account: Int32(event.account), segment: Int32(segments.ofAccount[event.account]),
                due: event.due, churned: event.state != .renewed,
                outcome: lines.outcome(policy: policy),
                bucket: LeadBucket(ofControl: lines.first.id),
                place: placeAmongLeads(lines.first.id), offset: scores.offsets[event.renewal],
                leadsAbove: (
                    Int32(max(decided, known?.up ?? -1)), Int32(max(decided, known?.down ?? -1))
                ))
        }
        self.scores = scores
        self.segments = segments.count
        kinds = (0..<4096).map { cell in
            guard let known = scores.known(UInt16(cell)) else {
                return Kind(isGreen: true, isRed: true, band: 0)
            }
            return Kind(
                isGreen: known.tier == .green, isRed: known.tier == .red,
                band: Int32(known.score.band))
        }
    }

    /// The control that a candidate is beside treated ones of a direction; nil where it is none.
    func control(
        _ candidate: ControlCandidate, _ direction: OverrideDirection, _ leads: TreatedLeads
    ) -> Control? {
        guard let lead = leads.lead(of: candidate),
            let cell = score(candidate, isUp: direction == .up, lead),
            let known = scores.known(cell)
        else { return nil }
        return Control(day: candidate.due - lead, score: known.score, tier: known.tier)
    }

    /// The strata of the controls beside treated ones of a direction, among some candidates.
    ///
    /// - Parameters:
    ///   - direction: that of the treated ones.
    ///   - leads: theirs.
    ///   - chosen: positions in `candidates`; nil for all of them.
    ///   - isWanted: which controls count.
    /// - Returns: the counts of the controls.
    func strata(
        _ direction: OverrideDirection, _ leads: TreatedLeads, among chosen: [Int32]? = nil,
        where isWanted: (ControlCandidate, Control) -> Bool
    ) -> StratumCounts {
        var counts = StratumCounts(segments: segments)
        func add(_ candidate: ControlCandidate) {
            guard let control = control(candidate, direction, leads), isWanted(candidate, control)
            else { return }
            counts.add(
                band: control.score.band, bucket: candidate.bucket.rawValue,
                segment: Int(candidate.segment), churned: candidate.churned)
        }
        if let chosen {
            for position in chosen { add(candidates[Int(position)]) }
        } else {
            candidates.forEach(add)
        }
        return counts
    }

    /// The strata of the controls beside several groups of treated ones, among some candidates.
    ///
    /// It goes through the candidates once, as each has the scores of half a year.
    ///
    /// - Parameters:
    ///   - groups: the direction and the leads of each group.
    ///   - chosen: positions in `candidates`; nil for all of them.
    /// - Returns: the counts of the controls of each group.
    /// - Complexity: O(candidates × groups).
    func strata(
        _ groups: [(direction: OverrideDirection, leads: TreatedLeads)],
        among chosen: [Int32]? = nil
    ) -> [StratumCounts] {
        var counts = groups.map { _ in StratumCounts(segments: segments) }
        // One array for the leads of all groups: to take a group out of its list would count references.
        let leads = groups.flatMap(\.leads.leads)
        var places: [(isUp: Bool, starts: [Range<Int>])] = []
        var start = 0
        for group in groups {
            places.append(
                (
                    group.direction == .up,
                    group.leads.buckets.map { $0.lowerBound + start..<$0.upperBound + start }
                ))
            start += group.leads.leads.count
        }
        let buckets = LeadBucket.allCases.count
        let ranges = places.flatMap(\.starts)
        let isUp = places.map(\.isUp)
        func add(_ candidate: ControlCandidate) {
            let bucket = candidate.bucket.rawValue
            for index in counts.indices {
                let range = ranges[index * buckets + bucket]
                guard !range.isEmpty else { continue }
                let lead = Int(
                    leads[range.lowerBound + SplitMix64.index(candidate.place, below: range.count)])
                guard let score = score(candidate, isUp: isUp[index], lead) else { continue }
                counts[index].add(
                    band: Int(kinds[Int(score)].band), bucket: bucket,
                    segment: Int(candidate.segment), churned: candidate.churned)
            }
        }
        if let chosen {
            for position in chosen { add(candidates[Int(position)]) }
        } else {
            for candidate in candidates { add(candidate) }
        }
        return counts
    }

    /// The cell of the score of a candidate at a lead; nil where it is no control there.
    @inline(__always)
    private func score(_ candidate: ControlCandidate, isUp: Bool, _ lead: Int) -> UInt16? {
        let above = isUp ? candidate.leadsAbove.up : candidate.leadsAbove.down
        guard lead > Int(above) else { return nil }
        let score = scores.cells[Int(candidate.offset) + scores.longestLead - lead]
        guard score != SpanScores.unknown else { return nil }
        let kind = kinds[Int(score)]
        return (isUp ? kind.isGreen : kind.isRed) ? nil : score
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
