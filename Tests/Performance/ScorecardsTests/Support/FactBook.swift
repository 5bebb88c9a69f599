import Domain
import TestSupport

/// Facts in any order, from which a portfolio in canonical order is made. Accounts and CSMs are
/// named by the position in which they were added.
struct FactBook {
    var facts = Portfolio()

    @discardableResult
    mutating func account(_ id: String, since: Day? = nil, segment: String = "SMB") -> Int {
        facts.accounts.append(
            Account(id: AccountID(id), segment: segment, customerSince: since))
        return facts.accounts.count - 1
    }

    @discardableResult
    mutating func csm(_ id: String, team: String? = nil, from start: Day? = nil) -> Int {
        facts.csms.append(CSM(id: CSMID(id), name: "Name of \(id)", team: team, startDate: start))
        return facts.csms.count - 1
    }

    mutating func assign(_ account: Int, to csm: Int, from start: Day, until end: Day? = nil) {
        facts.assignments.append(Assignment(account: account, csm: csm, start: start, end: end))
    }

    /// A renewed event where `after` is positive, a churned one where it is 0, else an open one.
    mutating func renewal(
        _ account: Int, due: Day, before: Double = 100, after: Double? = nil, closed: Day? = nil,
        currency: String? = nil
    ) {
        let outcome: Renewal.Outcome = after.map { $0 > 0 ? .renewed : .churned } ?? .open
        facts.renewals.append(
            Renewal(
                id: "r-\(account)-\(due)", account: account, due: due, outcome: outcome,
                closed: closed, arrBefore: before, arrAfter: after ?? 0, currency: currency))
    }

    mutating func arr(_ account: Int, _ day: Day, _ amount: Double, currency: String? = nil) {
        facts.arr.append(
            ARRPoint(account: account, effective: day, arr: amount, currency: currency))
    }

    mutating func answer(
        _ account: Int, _ kind: SurveyResponse.Kind = .nps, _ score: Int, on day: Day,
        by respondent: String? = nil, id: String? = nil
    ) {
        facts.surveys.append(
            SurveyResponse(
                id: id ?? "s\(100_000 + facts.surveys.count)", account: account,
                respondent: respondent, kind: kind, score: score, responded: day))
    }

    mutating func opportunity(
        _ account: Int, _ amount: Double, created: Day, won: Day? = nil, lost: Day? = nil,
        csm: Int? = nil, currency: String? = nil
    ) {
        facts.opportunities.append(
            Opportunity(
                id: "o\(100_000 + facts.opportunities.count)", account: account, csm: csm,
                created: created, stage: won != nil ? .won : lost != nil ? .lost : .open,
                amount: amount, closed: won ?? lost, currency: currency))
    }

    mutating func session(_ account: Int, by csm: Int, on day: Day) {
        facts.sessions.append(Session(account: account, csm: csm, held: day))
    }

    mutating func target(
        _ scope: Target.Scope, of name: String = "", _ metric: String, _ value: Double,
        from: Day = "2020-01-01", to: Day = "2030-12-31"
    ) {
        facts.targets.append(
            Target(scope: scope, scopeID: name, metric: metric, from: from, to: to, value: value))
    }

    /// The same facts in another order.
    func shuffled(using generator: inout SplitMix64) -> FactBook {
        var other = self
        let accounts = facts.accounts.indices.shuffled(using: &generator)
        let csms = facts.csms.indices.shuffled(using: &generator)
        other.facts.accounts = accounts.map { facts.accounts[$0] }
        other.facts.csms = csms.map { facts.csms[$0] }
        other.renumber(accounts: inverse(accounts), csms: inverse(csms))
        other.facts.assignments.shuffle(using: &generator)
        other.facts.renewals.shuffle(using: &generator)
        other.facts.arr.shuffle(using: &generator)
        other.facts.opportunities.shuffle(using: &generator)
        other.facts.surveys.shuffle(using: &generator)
        other.facts.sessions.shuffle(using: &generator)
        other.facts.targets.shuffle(using: &generator)
        other.facts.benchmarks.shuffle(using: &generator)
        return other
    }

    /// The facts in the order that `Portfolio` promises.
    var portfolio: Portfolio {
        var book = self
        let accounts = facts.accounts.indices.sorted {
            facts.accounts[$0].id < facts.accounts[$1].id
        }
        let csms = facts.csms.indices.sorted { facts.csms[$0].id < facts.csms[$1].id }
        book.facts.accounts = accounts.map { facts.accounts[$0] }
        book.facts.csms = csms.map { facts.csms[$0] }
        book.renumber(accounts: inverse(accounts), csms: inverse(csms))
        book.facts.assignments.sort { ($0.account, $0.start) < ($1.account, $1.start) }
        book.facts.renewals.sort { ($0.account, $0.due, $0.id) < ($1.account, $1.due, $1.id) }
        book.facts.arr.sort { ($0.account, $0.effective) < ($1.account, $1.effective) }
        book.facts.opportunities.sort { $0.id < $1.id }
        book.facts.surveys.sort { $0.id < $1.id }
        book.facts.sessions.sort { ($0.account, $0.held, $0.csm) < ($1.account, $1.held, $1.csm) }
        book.facts.targets.sort {
            ($0.scope.rawValue, $0.scopeID, $0.metric, $0.from)
                < ($1.scope.rawValue, $1.scopeID, $1.metric, $1.from)
        }
        book.facts.rates.sort { ($0.currency, $0.date) < ($1.currency, $1.date) }
        return book.facts
    }

    private mutating func renumber(accounts: [Int], csms: [Int]) {
        for index in facts.assignments.indices {
            facts.assignments[index].account = accounts[facts.assignments[index].account]
            facts.assignments[index].csm = csms[facts.assignments[index].csm]
        }
        for index in facts.renewals.indices {
            facts.renewals[index].account = accounts[facts.renewals[index].account]
        }
        for index in facts.arr.indices {
            facts.arr[index].account = accounts[facts.arr[index].account]
        }
        for index in facts.opportunities.indices {
            facts.opportunities[index].account = accounts[facts.opportunities[index].account]
            facts.opportunities[index].csm = facts.opportunities[index].csm.map { csms[$0] }
        }
        for index in facts.surveys.indices {
            facts.surveys[index].account = accounts[facts.surveys[index].account]
        }
        for index in facts.sessions.indices {
            facts.sessions[index].account = accounts[facts.sessions[index].account]
            facts.sessions[index].csm = csms[facts.sessions[index].csm]
        }
    }
}

/// Where each position of a permutation went.
private func inverse(_ order: [Int]) -> [Int] {
    var inverse = order
    for (new, old) in order.enumerated() { inverse[old] = new }
    return inverse
}
