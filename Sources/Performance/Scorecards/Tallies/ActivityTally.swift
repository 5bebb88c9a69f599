import Calendar
import Attribution
import Domain

/// The opportunities and sessions of one scorecard.
///
/// Source: `Documentation/methods.md`, 7.
struct ActivityTally {
    private var opportunities = OpportunityCounts()
    /// The sums of opportunities created in the window and in the month, and of those won then.
    private var pipeline = 0.0
    private var monthPipeline = 0.0
    private var won = 0.0
    private var monthWon = 0.0
    /// Sessions of the month, and those of the window.
    private var monthSessions = 0
    private var sessions = 0

    /// Adds an opportunity. One without an amount in the reporting currency only counts.
    mutating func add(_ opportunity: Opportunity, amount: Double?, frame: ReviewFrame) {
        let closed = opportunity.closed.flatMap { $0 <= frame.asOf ? $0 : nil }
        let stage = closed == nil ? .open : opportunity.stage
        let amount = amount ?? 0
        if frame.window.contains(opportunity.created) {
            switch stage {
            case .open: opportunities.open += 1
            case .won: opportunities.won += 1
            case .lost: opportunities.lost += 1
            }
            pipeline += amount
            if frame.monthDays.contains(opportunity.created) { monthPipeline += amount }
        }
        if stage == .won, let closed, frame.window.contains(closed) {
            won += amount
            if frame.monthDays.contains(closed) { monthWon += amount }
        }
    }

    /// Adds a session held in the window.
    mutating func addSession(inMonth: Bool) {
        sessions += 1
        if inMonth { monthSessions += 1 }
    }

    /// Puts sums and counts on a scorecard.
    func fill(_ metrics: inout Metrics, grain: ReviewGrain) {
        metrics.opportunities = opportunities
        metrics.expansionPipeline = Amount(value: pipeline, monthValue: monthPipeline)
        metrics.expansionWon = Amount(value: won, monthValue: monthWon)
        let ofMonth = Double(monthSessions)
        metrics.sessionsHeld =
            grain == .quarter
            ? Amount(value: Double(sessions), monthValue: ofMonth) : Amount(value: ofMonth)
    }
}

extension AttributedPortfolio {
    /// The opportunities and sessions of every row.
    func activityTallies() -> [ActivityTally] {
        var tallies = [ActivityTally](repeating: ActivityTally(), count: scopes.count)
        for opportunity in portfolio.opportunities where opportunity.created <= frame.asOf {
            let amount = conversion.reporting(opportunity.amount, in: opportunity.currency)
            let owner =
                opportunity.csm.map(scopes.owner(named:))
                ?? owner(of: opportunity.account, on: opportunity.created)
            scopes.forEachRow(of: owner, on: opportunity.created) { row in
                tallies[row].add(opportunity, amount: amount, frame: frame)
            }
        }
        for session in portfolio.sessions where frame.window.contains(session.held) {
            let isInMonth = frame.monthDays.contains(session.held)
            scopes.forEachRow(of: scopes.owner(named: session.csm), on: session.held) { row in
                tallies[row].addSession(inMonth: isInMonth)
            }
        }
        return tallies
    }
}
