import Attribution
import Domain

/// The counts and sums of one month of the company or of a team.
///
/// Source: `Documentation/methods.md`, 10.
struct MonthTally {
    private var due = 0
    private var settled = 0
    private var renewed = 0
    /// The settled events in a currency with a rate, and their sums.
    private var paired = 0
    private var before = 0.0
    private var after = 0.0
    private var kept = 0.0
    private var answers = AnswerTally()
    /// The accounts that paid on the day before the month, and those of them that paid nothing on
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
        paired += 1
        before += revenue.before
        after += revenue.after
        kept += min(revenue.before, revenue.after)
    }

    mutating func add(_ answer: SurveyResponse) {
        answers.add(answer)
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

    /// Whether too few of the month's events are settled.
    func isProvisional(policy: Policy) -> Bool {
        Scorecards.isProvisional(settled: settled, due: due, policy: policy)
    }

    /// The numerator and the denominator of a metric, and how many observations it rests on.
    func parts(of metric: TrendMetric) -> (numerator: Double, denominator: Double, count: Int) {
        switch metric {
        case .logoRenewalRate: ratio(renewed, of: settled)
        case .grossRenewalRate: (kept, before, paired)
        case .netRenewalRate: (after, before, paired)
        case .nps: ratio(answers.promoters - answers.detractors, of: answers.promoterAnswers)
        case .logoChurnRate: ratio(lost, of: paying)
        case .meanScore: (Double(tenths) / 10, Double(scored), scored)
        case .shareGreen: ratio(green, of: scored)
        case .shareAmber: ratio(amber, of: scored)
        case .shareRed: ratio(red, of: scored)
        }
    }

    private func ratio(
        _ part: Int, of whole: Int
    ) -> (numerator: Double, denominator: Double, count: Int) {
        (Double(part), Double(whole), whole)
    }
}
