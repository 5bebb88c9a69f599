import Calendar
import Attribution
import Domain

/// The tallies of the periods of the trends, for the company and every team.
struct PeriodTallies {
    private let attributed: AttributedPortfolio
    private let span: PeriodSpan
    private var tallies: [[PeriodTally]]

    /// Goes through the facts once.
    ///
    /// - Parameters:
    ///   - attributed: the facts.
    ///   - span: the periods.
    ///   - health: the scores at the ends of months; nil leaves them out.
    /// - Complexity: O(facts + accounts × periods), and a logarithm for each look-up.
    init(_ attributed: AttributedPortfolio, span: PeriodSpan, health: MonthEndScores? = nil) {
        self.attributed = attributed
        self.span = span
        tallies = Array(
            repeating: Array(repeating: PeriodTally(), count: span.count),
            count: attributed.scopes.trendRows.count)
        addEvents()
        addAnswers()
        addAccounts(health)
    }

    /// The periods of a row of `ScopeRows`, in order.
    subscript(row: Int) -> [PeriodTally] { tallies[row] }

    private mutating func addEvents() {
        for event in attributed.events {
            guard let position = span.position(of: event.due) else { continue }
            tallies[0][position].add(event)
            if case .csm(let csm) = event.owner,
                let row = attributed.scopes.teamRow(of: csm, on: event.due)
            {
                tallies[row][position].add(event)
            }
        }
    }

    private mutating func addAnswers() {
        for index in attributed.latestAnswers(in: span.position) {
            let answer = attributed.portfolio.surveys[index]
            guard let position = span.position(of: answer.responded) else { continue }
            tallies[0][position].add(answer)
            let csm = attributed.ownership.csm(of: answer.account, on: answer.responded)
            if let row = attributed.scopes.teamRow(of: csm, on: answer.responded) {
                tallies[row][position].add(answer)
            }
        }
    }

    /// Adds the accounts that stopped paying, and the health of accounts, at the ends of periods.
    private mutating func addAccounts(_ health: MonthEndScores?) {
        let accounts = attributed.portfolio.accounts.indices
        let (revenue, ownership, scopes) = (
            attributed.revenue, attributed.ownership, attributed.scopes
        )
        var rows = accounts.map { _ in Int?.none }
        var paying = accounts.map { _ in false }
        for next in 0...span.count {
            // The day before the first period says who paid when it began.
            let (day, position) = (span.dayBefore(next), next - 1)
            for account in accounts {
                let pays = revenue.revenue(of: account, on: day).isPaid
                if position >= 0, paying[account] {
                    tallies[0][position].addPaying(lost: !pays)
                    if let row = rows[account] { tallies[row][position].addPaying(lost: !pays) }
                }
                paying[account] = pays
                rows[account] = scopes.teamRow(of: ownership.csm(of: account, on: day), on: day)
                guard position >= 0, let known = health?.score(of: account, at: position) else {
                    continue
                }
                tallies[0][position].add(known.score, tier: known.tier)
                if let row = rows[account] {
                    tallies[row][position].add(known.score, tier: known.tier)
                }
            }
        }
    }
}
