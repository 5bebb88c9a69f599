import Attribution
import Calendar
import Domain

/// The controls of the contrast: renewals without an override that might have had one. Each renewal
/// is looked at once, at the landmark of one lead bucket.
///
/// Source: `Documentation/methods.md`, 12.
struct Controls {
    /// By direction: those that an override of that direction could have met.
    private(set) var byDirection: [OverrideDirection: [Control]] = [:]

    /// The controls of a portfolio.
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
        var firstEligible: [Int: Day] = [:]
        for override in overrides where override.eligibility == .eligible {
            guard let renewal = override.renewal else { continue }
            let logged = portfolio.overrides[override.position].logged
            firstEligible[renewal] = min(firstEligible[renewal] ?? logged, logged)
        }
        for event in attributed.events
        where event.state.isSettled && attributed.isMatured(event.due) {
            let lines = attributed.lines(at: event.renewal)
            let bucket = LeadBucket(ofControl: lines.first)
            let landmark = bucket.landmark(policy)
            guard !(lines.decision.map { $0 <= event.due - landmark } ?? false),
                let known = scores.score(of: event.renewal, at: landmark)
            else { continue }
            if let first = firstEligible[event.renewal],
                first <= event.due - bucket.shortestLead(policy)
            {
                continue
            }
            let control = Control(
                stratum: Stratum(
                    score: known.score, bucket: bucket, segment: segments[event.account]),
                account: Int32(event.account), due: event.due, churned: event.state != .renewed,
                tier: known.tier)
            if known.tier != .green { byDirection[.up, default: []].append(control) }
            if known.tier != .red { byDirection[.down, default: []].append(control) }
        }
    }

    /// The controls of a direction.
    subscript(direction: OverrideDirection) -> [Control] { byDirection[direction, default: []] }

    /// The strata of the controls of a direction that meet a condition.
    func strata(
        _ direction: OverrideDirection, where isWanted: (Control) -> Bool = { _ in true }
    ) -> StratumCounts {
        self[direction].filter(isWanted).strata
    }
}

/// One renewal without an override, at the landmark of its bucket.
struct Control {
    let stratum: Stratum
    /// Position of the account in `Portfolio.accounts`.
    let account: Int32
    let due: Day
    let churned: Bool
    /// The tier at the landmark.
    let tier: Tier
}

extension Sequence<Control> {
    /// How many of them lie in each stratum.
    var strata: StratumCounts {
        var counts = StratumCounts()
        for control in self { counts.add(control.stratum, churned: control.churned) }
        return counts
    }
}

extension LeadBucket {
    /// The one bucket in which a renewal serves as a control. It depends on the identifier alone, so
    /// that it is the same in every review: the sum of its UTF-8 bytes, modulo three.
    fileprivate init(ofControl renewal: Renewal) {
        let sum = renewal.id.utf8.reduce(0) { $0 + Int($1) }
        self =
            switch sum % 3 {
            case 0: .short
            case 1: .medium
            default: .long
            }
    }
}
