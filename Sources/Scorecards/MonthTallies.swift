import Domain

/// The months of a trend for the company and every team: scopes by row, months in order.
struct MonthTallies {
    private let attributed: AttributedPortfolio
    private let months: [Month]
    private var tallies: [[MonthTally]]

    /// Goes through the facts once.
    ///
    /// - Throws: what `health` throws.
    init(_ attributed: AttributedPortfolio, health: any HealthHistory) throws {
        self.attributed = attributed
        months = attributed.frame.trendMonths
        tallies = Array(
            repeating: Array(repeating: MonthTally(), count: months.count),
            count: attributed.scopes.trendRows.count)
        addEvents()
        addAnswers()
        try addBooks(health)
    }

    /// The months of a row.
    subscript(row: Int) -> [MonthTally] { tallies[row] }

    private mutating func addEvents() {
        guard let first = months.first?.firstDay else { return }
        for event in attributed.events where event.due >= first {
            guard let month = position(of: event.due) else { continue }
            tallies[0][month].add(event)
            if case .csm(let csm) = event.owner, let row = attributed.scopes.teamRow(of: csm) {
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
            if let row = attributed.scopes.teamRow(of: csm) { tallies[row][month].add(answer) }
        }
    }

    /// Accounts that left, and the health of accounts, at the ends of months.
    private mutating func addBooks(_ health: any HealthHistory) throws {
        let accounts = attributed.portfolio.accounts.indices
        let (revenue, ownership, scopes) = (
            attributed.revenue, attributed.ownership, attributed.scopes
        )
        var rows = accounts.map { _ in Int?.none }
        var paying = accounts.map { _ in false }
        var questions: [HealthQuestion] = []
        var questionRows: [Int32] = []
        questions.reserveCapacity(accounts.count * months.count)
        questionRows.reserveCapacity(accounts.count * months.count)

        for position in -1..<months.count {
            let day = position < 0 ? months.first.map { $0.firstDay - 1 } : months[position].lastDay
            guard let day else { return }
            for account in accounts {
                let pays = revenue.revenue(of: account, on: day).isPaid
                if position >= 0, paying[account] {
                    tallies[0][position].addPaying(lost: !pays)
                    if let row = rows[account] { tallies[row][position].addPaying(lost: !pays) }
                }
                paying[account] = pays
                rows[account] = scopes.teamRow(of: ownership.csm(of: account, on: day))
                if position >= 0 {
                    questions.append(HealthQuestion(account: account, day: day))
                    questionRows.append(Int32(rows[account] ?? 0))
                }
            }
        }
        try addHealth(health, questions: questions, rows: questionRows)
    }

    /// The health of each question's account, also for the row of its team; 0 without a team.
    private mutating func addHealth(
        _ health: any HealthHistory, questions: [HealthQuestion], rows: [Int32]
    ) throws {
        let answers = try health.scores(
            asOf: questions, maximumAge: Int(attributed.policy.scoreMaximumAgeDays))
        let accounts = attributed.portfolio.accounts.count
        for (index, answer) in answers.enumerated() {
            guard let answer else { continue }
            let tier = answer.tier ?? attributed.policy.tier(of: answer.score)
            let month = index / accounts
            tallies[0][month].add(answer.score, tier: tier)
            let row = Int(rows[index])
            if row > 0 { tallies[row][month].add(answer.score, tier: tier) }
        }
    }

    /// The position of the month of a day; nil outside the trend.
    private func position(of day: Day) -> Int? {
        guard let first = months.first else { return nil }
        let position = day.month - first
        return months.indices.contains(position) ? position : nil
    }
}
