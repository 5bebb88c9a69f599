import Domain
import Review

/// The month of all tests: its window is 2025-11-01 to 2026-10-31.
let october = Month(year: 2026, month: 10)

/// Facts in any order. Accounts and CSMs are named by the position in which they were added.
struct FactBook {
    var facts = Portfolio()
    /// The health rows of each account, by the position in which it was added.
    var health: [Int: [HealthDay]] = [:]
    /// The days of overrides, of which only the feed's extent is read.
    var overrides: [Day] = []

    /// Daily scores from one day through another.
    mutating func scores(
        _ account: Int, from first: Day, through last: Day, _ score: (Day) -> Int
    ) {
        var day = first
        while day <= last {
            let score = Score(tenths: Int16(score(day) * 10))
            health[account, default: []].append(HealthDay(day: day, score: score))
            day = day + 1
        }
    }

    /// The review of a month.
    func review(policy: Policy = Policy(), month: Month = october) throws -> MonthlyReview {
        try MonthlyReview(WrittenReading(self), policy: policy, month: month)
    }

    /// The same facts in another order.
    func shuffled() -> FactBook {
        let accounts = facts.accounts.indices.shuffled()
        let csms = facts.csms.indices.shuffled()
        var other = reordered(accounts: accounts, csms: csms)
        other.facts.assignments.shuffle()
        other.facts.renewals.shuffle()
        other.facts.arr.shuffle()
        other.facts.opportunities.shuffle()
        other.facts.surveys.shuffle()
        other.facts.sessions.shuffle()
        other.facts.targets.shuffle()
        other.facts.benchmarks.shuffle()
        other.facts.rates.shuffle()
        return other
    }

    /// The facts in the order that `Portfolio` promises.
    var sorted: FactBook {
        let accounts = facts.accounts.indices.sorted {
            facts.accounts[$0].id < facts.accounts[$1].id
        }
        let csms = facts.csms.indices.sorted { facts.csms[$0].id < facts.csms[$1].id }
        var book = reordered(accounts: accounts, csms: csms)
        book.facts.assignments.sort { ($0.account, $0.start) < ($1.account, $1.start) }
        book.facts.renewals.sort { ($0.account, $0.due, $0.id) < ($1.account, $1.due, $1.id) }
        book.facts.arr.sort { ($0.account, $0.effective) < ($1.account, $1.effective) }
        book.facts.opportunities.sort { $0.id < $1.id }
        book.facts.surveys.sort { $0.id < $1.id }
        book.facts.sessions.sort { ($0.account, $0.held, $0.csm) < ($1.account, $1.held, $1.csm) }
        book.facts.targets.sort {
            ($0.scopeID, $0.metric, $0.from) < ($1.scopeID, $1.metric, $1.from)
        }
        book.facts.benchmarks.sort { ($0.metric, $0.statistic) < ($1.metric, $1.statistic) }
        book.facts.rates.sort { ($0.currency, $0.date) < ($1.currency, $1.date) }
        return book
    }

    private func reordered(accounts: [Int], csms: [Int]) -> FactBook {
        var book = self
        var (account, csm) = (accounts, csms)
        for (new, old) in accounts.enumerated() { account[old] = new }
        for (new, old) in csms.enumerated() { csm[old] = new }
        book.facts.accounts = accounts.map { facts.accounts[$0] }
        book.facts.csms = csms.map { facts.csms[$0] }
        book.health = [:]
        for (old, rows) in health { book.health[account[old]] = rows }
        for index in facts.assignments.indices {
            book.facts.assignments[index].account = account[facts.assignments[index].account]
            book.facts.assignments[index].csm = csm[facts.assignments[index].csm]
        }
        for index in facts.renewals.indices {
            book.facts.renewals[index].account = account[facts.renewals[index].account]
        }
        for index in facts.arr.indices {
            book.facts.arr[index].account = account[facts.arr[index].account]
        }
        for index in facts.opportunities.indices {
            book.facts.opportunities[index].account = account[facts.opportunities[index].account]
        }
        for index in facts.surveys.indices {
            book.facts.surveys[index].account = account[facts.surveys[index].account]
        }
        for index in facts.sessions.indices {
            book.facts.sessions[index].account = account[facts.sessions[index].account]
            book.facts.sessions[index].csm = csm[facts.sessions[index].csm]
        }
        return book
    }
}
