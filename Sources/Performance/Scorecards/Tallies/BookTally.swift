import Calendar
import Attribution
import Domain

/// The book of one scorecard: its revenue on the last day, and what was kept of it over the window.
///
/// Source: `Documentation/methods.md`, 6.
struct BookTally {
    private var pairs = RevenuePairs()
    private var stretches = 0
    private var lost = 0
    private var accounts = 0
    private var convertibleAccounts = 0
    private var revenue = 0.0

    /// Adds a spell (for the company, an account) with its revenue at the start and at the end.
    mutating func addStretch(start: RevenueHistory.Revenue, end: RevenueHistory.Revenue) {
        stretches += 1
        if !end.isPaid { lost += 1 }
        if let before = start.amount, let after = end.amount {
            pairs.append(before: before, after: after)
        }
    }

    /// Adds an account that pays on the last day.
    mutating func addAccount(_ revenue: RevenueHistory.Revenue) {
        accounts += 1
        guard let amount = revenue.amount else { return }
        convertibleAccounts += 1
        self.revenue += amount
    }

    /// Puts the state of the book on the last day on a scorecard.
    func fillStock(_ metrics: inout Metrics) {
        metrics.accounts.value = Double(accounts)
        metrics.mrr.value = revenue / 12
        if convertibleAccounts > 0 {
            metrics.averageARR = Amount(value: revenue / Double(convertibleAccounts))
        }
    }

    /// Puts retention on a scorecard.
    func fillRetention(_ metrics: inout Metrics, policy: Policy) {
        let ratios = Estimate.ratios(pairs, policy: policy)
        metrics.grossRevenueRetention.estimate = ratios.gross
        metrics.netRevenueRetention.estimate = ratios.net
        metrics.logoChurnRate.estimate = .proportion(
            lost, of: stretches, policy: policy)
    }
}

extension AttributedPortfolio {
    /// The book of every row.
    func bookTallies() -> [BookTally] {
        var tallies = retentionTallies(over: frame.opening...frame.asOf, revenue)
        for account in portfolio.accounts.indices {
            let end = revenue.revenue(of: account, on: frame.asOf)
            guard end.isPaid else { continue }
            scopes.forEachRow(of: owner(of: account, on: frame.asOf), on: frame.asOf) { row in
                tallies[row].addAccount(end)
            }
        }
        return tallies
    }

    /// What was kept over some days of the book of every row, without its state on the last day.
    ///
    /// - Parameters:
    ///   - days: from the day before a window to its last day.
    ///   - revenue: what the accounts paid, at the rates that hold for the window.
    /// - Returns: one for each row of `ScopeRows`.
    func retentionTallies(over days: ClosedRange<Day>, _ revenue: RevenueHistory) -> [BookTally] {
        var tallies = [BookTally](repeating: BookTally(), count: scopes.count)
        // The company has accounts and not spells, whoever owned them.
        for account in portfolio.accounts.indices {
            let start = revenue.revenue(of: account, on: days.lowerBound)
            guard start.isPaid else { continue }
            tallies[0].addStretch(
                start: start, end: revenue.revenue(of: account, on: days.upperBound))
        }
        for assignment in ownership.assignments {
            let own = spell(of: assignment, over: days, revenue)
            if let own {
                tallies[scopes.row(of: .csm(assignment.csm))].addStretch(
                    start: own.start, end: own.end)
            }
            scopes.forEachTeam(of: assignment) { row, stretch in
                let spell = stretch == assignment ? own : spell(of: stretch, over: days, revenue)
                if let spell { tallies[row].addStretch(start: spell.start, end: spell.end) }
            }
        }
        return tallies
    }

    /// The revenue at the start and at the end of a spell, which is an assignment cut to some days;
    /// nil for one that is too short or starts without revenue.
    private func spell(
        of assignment: Assignment, over days: ClosedRange<Day>, _ revenue: RevenueHistory
    ) -> (start: RevenueHistory.Revenue, end: RevenueHistory.Revenue)? {
        let first = max(assignment.start, days.lowerBound)
        let end = assignment.end.flatMap { $0 <= days.upperBound ? $0 : nil }
        guard Double((end ?? days.upperBound + 1) - first) >= policy.spellMinimumDays else {
            return nil
        }
        let start = revenue.revenue(of: assignment.account, on: first)
        guard start.isPaid else { return nil }
        return (start, revenue.revenue(of: assignment.account, on: end ?? days.upperBound))
    }
}
