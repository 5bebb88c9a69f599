import Domain

/// What the book of one card came to over the window, and what it is on the last day.
///
/// Source: `Documentation/methods.md`, 6.
struct BookTally {
    private var pairs = RevenuePairs()
    private var lost = 0
    private var accounts = 0
    private var revenue = 0.0

    /// Adds a spell, or for the company an account, with its revenue at the start and at the end.
    mutating func addStretch(start: Double, end: Double) {
        pairs.append(before: start, after: end)
        if end == 0 { lost += 1 }
    }

    /// Adds an account that pays on the last day.
    mutating func addAccount(revenue: Double) {
        accounts += 1
        self.revenue += revenue
    }

    /// Puts the state of the book on a card.
    func fillStock(_ metrics: inout Metrics) {
        metrics.accounts.value = Double(accounts)
        metrics.mrr.value = revenue / 12
        if accounts > 0 { metrics.averageARR = Amount(value: revenue / Double(accounts)) }
    }

    /// Puts retention on a card.
    func fillRetention(_ metrics: inout Metrics, policy: Policy) {
        let ratios = Estimate.ratios(pairs, policy: policy)
        metrics.grossRevenueRetention.estimate = ratios.gross
        metrics.netRevenueRetention.estimate = ratios.net
        metrics.logoChurnRate.estimate = .proportion(lost, of: pairs.count, policy: policy)
    }
}

extension AttributedPortfolio {
    /// The book of every row.
    func bookTallies() -> [BookTally] {
        var tallies = [BookTally](repeating: BookTally(), count: scopes.count)
        for account in portfolio.accounts.indices {
            let start = revenue.revenue(of: account, on: frame.opening)
            let end = revenue.revenue(of: account, on: frame.asOf)
            if start > 0 { tallies[0].addStretch(start: start, end: end) }
            if end > 0 {
                scopes.forEachRow(of: owner(of: account, on: frame.asOf)) { row in
                    tallies[row].addAccount(revenue: end)
                }
            }
        }
        for assignment in ownership.assignments {
            guard let spell = spell(of: assignment) else { continue }
            scopes.forEachRow(of: .csm(assignment.csm)) { row in
                // The company's book is that of all accounts, whoever owned them.
                if row > 0 { tallies[row].addStretch(start: spell.start, end: spell.end) }
            }
        }
        return tallies
    }

    /// The revenue at the start and at the end of a spell: an assignment cut to the days from
    /// opening to the last day; nil where it is too short or starts without revenue.
    private func spell(of assignment: Assignment) -> (start: Double, end: Double)? {
        let first = max(assignment.start, frame.opening)
        let length = (assignment.end ?? frame.asOf + 1) - first
        guard Double(length) >= policy.spellMinimumDays else { return nil }
        let start = revenue.revenue(of: assignment.account, on: first)
        guard start > 0 else { return nil }
        return (start, revenue.revenue(of: assignment.account, on: assignment.end ?? frame.asOf))
    }
}
