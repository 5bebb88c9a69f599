import Calendar
import Attribution
import Domain

/// The tallies of the months of the trends, for the company and every team.
struct MonthTallies {
    private let attributed: AttributedPortfolio
    private let months: [Month]
    private var tallies: [[MonthTally]]

    /// Goes through the facts once.
    ///
    /// - Complexity: O(facts + accounts × months), and a logarithm for each look-up.
    init(_ attributed: AttributedPortfolio, health: MonthEndScores) {
        self.attributed = attributed
        months = attributed.frame.trendMonths
        tallies = Array(
            repeating: Array(repeating: MonthTally(), count: months.count),
            count: attributed.scopes.trendRows.count)
        addEvents()
        addAnswers()
        addAccounts(health)
    }

    /// The months of a row of `ScopeRows`, in order.
    subscript(row: Int) -> [MonthTally] { tallies[row] }

    private mutating func addEvents() {
        let first = attributed.frame.firstTrendMonth.firstDay
        for event in attributed.events where event.due >= first {
            guard let month = position(of: event.due) else { continue }
            tallies[0][month].add(event)
            if case .csm(let csm) = event.owner,
                let row = attributed.scopes.teamRow(of: csm, on: event.due)
            {
                tallies[row][month].add(event)
            }
        }
    }

    private mutating func addAnswers() {
        for index in attributed.latestAnswers(in: position) {
            let answer = attributed.portfolio.surveys[index]
            guard let month = position(of: answer.responded) else { continue }
            tallies[0][month].add(answer)
            let csm = attributed.ownership.csm(of: answer.account, on: answer.responded)
            if let row = attributed.scopes.teamRow(of: csm, on: answer.responded) {
                tallies[row][month].add(answer)
            }
        }
    }

    /// Adds the accounts that stopped paying, and the health of accounts, at the ends of months.
    private mutating func addAccounts(_ health: MonthEndScores) {
        let accounts = attributed.portfolio.accounts.indices
        let (revenue, ownership, scopes) = (
            attributed.revenue, attributed.ownership, attributed.scopes
        )
        var rows = accounts.map { _ in Int?.none }
        var paying = accounts.map { _ in false }
        for position in -1..<months.count {
            // The day before the first month says who paid when it began.
            let day =
                position < 0
                ? attributed.frame.firstTrendMonth.firstDay - 1 : months[position].lastDay
            for account in accounts {
                let pays = revenue.revenue(of: account, on: day).isPaid
                if position >= 0, paying[account] {
                    tallies[0][position].addPaying(lost: !pays)
                    if let row = rows[account] { tallies[row][position].addPaying(lost: !pays) }
                }
                paying[account] = pays
                rows[account] = scopes.teamRow(of: ownership.csm(of: account, on: day), on: day)
                guard position >= 0, let known = health.score(of: account, at: position) else {
                    continue
                }
                tallies[0][position].add(known.score, tier: known.tier)
                if let row = rows[account] {
                    tallies[row][position].add(known.score, tier: known.tier)
                }
            }
        }
    }

    /// The position of the month of a day; nil outside the trends.
    private func position(of day: Day) -> Int? {
        let position = day.month - attributed.frame.firstTrendMonth
        return months.indices.contains(position) ? position : nil
    }
}
