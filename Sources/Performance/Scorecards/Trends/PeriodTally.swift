import Attribution
import Domain

/// The counts and amounts of one period of the company or of a team.
///
/// Source: `Documentation/methods.md`, 10.
struct PeriodTally {
    private var due = 0
    private var settled = 0
    private var renewed = 0
    /// The settled events in a currency with a rate.
    private(set) var pairs = RevenuePairs()
    /// The answers to the NPS question, and those of them from 9 on and up to 6.
    private(set) var answers = 0
    private(set) var promoters = 0
    private(set) var detractors = 0
    /// The accounts that paid on the day before the period, and those of them that paid nothing on
    /// its last day.
    private var paying = 0
    private var lost = 0
    /// The accounts with a known score on the last day, their scores and their tiers. The sum is of
    /// whole tenths, so that its order does not matter.
    private var scored = 0
    private var tenths = 0
    private var red = 0
    private var amber = 0
    private var green = 0

    mutating func add(_ event: RenewalEvent) {
        due += 1
        guard event.state.isSettled else { return }
        settled += 1
        if event.state == .renewed { renewed += 1 }
        guard let revenue = event.revenue else { return }
        pairs.append(before: revenue.before, after: revenue.after)
    }

    mutating func add(_ answer: SurveyResponse) {
        guard answer.kind == .nps else { return }
        answers += 1
        if answer.promoterBalance > 0 { promoters += 1 }
        if answer.promoterBalance < 0 { detractors += 1 }
    }

    mutating func addPaying(lost isLost: Bool) {
        paying += 1
        if isLost { lost += 1 }
    }

    mutating func add(_ score: Score, tier: Tier) {
        scored += 1
        tenths += Int(score.tenths)
        switch tier {
        case .red: red += 1
        case .amber: amber += 1
        case .green: green += 1
        }
    }

    /// Whether too few of the period's events are settled.
    func isProvisional(policy: Policy) -> Bool {
        Scorecards.isProvisional(settled: settled, due: due, policy: policy)
    }

    /// What the value of a metric is made of.
    struct Parts {
        let numerator: Double
        let denominator: Double
        /// How many events, accounts or answers there are.
        let count: Int
        /// How many events, accounts or answers of equal weight would carry as much evidence.
        let size: Double
    }

    /// What a metric is made of.
    func parts(of metric: TrendMetric) -> Parts {
        switch metric {
        case .logoRenewalRate: share(renewed, of: settled)
        case .grossRenewalRate: ratio(pairs.sums.kept)
        case .netRenewalRate: ratio(pairs.sums.after)
        case .nps: share(promoters - detractors, of: answers)
        case .logoChurnRate: share(lost, of: paying)
        case .meanScore:
            Parts(
                numerator: Double(tenths) / 10, denominator: Double(scored), count: scored,
                size: Double(scored))
        case .shareGreen: share(green, of: scored)
        case .shareAmber: share(amber, of: scored)
        case .shareRed: share(red, of: scored)
        }
    }

    private func share(_ part: Int, of whole: Int) -> Parts {
        Parts(
            numerator: Double(part), denominator: Double(whole), count: whole, size: Double(whole))
    }

    private func ratio(_ numerator: Double) -> Parts {
        Parts(
            numerator: numerator, denominator: pairs.sums.before, count: pairs.count,
            size: pairs.effectiveCount ?? 0)
    }
}
