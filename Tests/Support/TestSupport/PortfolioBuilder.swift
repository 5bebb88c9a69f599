package import Calendar
package import Domain

/// Facts and daily scores in any order, from which a portfolio in canonical order is made.
///
/// ```swift
/// var builder = PortfolioBuilder()
/// let account = builder.account("a1")
/// let csm = builder.csm("c1", team: "North")
/// builder.assign(account, to: csm, from: "2025-01-01")
/// builder.renewal(account, due: "2026-03-01", before: 100, after: 120)
/// builder.portfolio
/// ```
///
/// Accounts and CSMs are named by the position in which they were added.
package struct PortfolioBuilder: Sendable {
    /// The facts as they were added; a test may change them.
    package var facts = Portfolio()
    /// The daily scores by the position of the account.
    package var health = InMemoryHealth()
    /// The measures by the position of the account.
    package var measures = InMemoryMeasures()

    /// No facts.
    package init() {}

    /// So many accounts of two segments, and CSMs without a team.
    package init(accounts: Int, csms: Int = 2) {
        for account in 0..<accounts {
            self.account("a\(1000 + account)", segment: account % 3 == 0 ? "SMB" : "Mid-Market")
        }
        for csm in 0..<csms { self.csm("c\(csm)", name: "C\(csm)") }
    }
}

// MARK: Who

extension PortfolioBuilder {
    /// An account; returns its position.
    @discardableResult
    package mutating func account(
        _ id: String, since: Day? = nil, segment: String = "SMB", name: String? = nil
    ) -> Int {
        facts.accounts.append(
            Account(id: AccountID(id), name: name, segment: segment, customerSince: since))
        return facts.accounts.count - 1
    }

    /// A CSM, named after the identifier where no name is given; returns their position.
    @discardableResult
    package mutating func csm(
        _ id: String, team: String? = nil, from start: Day? = nil, until end: Day? = nil,
        name: String? = nil
    ) -> Int {
        facts.csms.append(
            CSM(
                id: CSMID(id), name: name ?? "Name of \(id)", team: team, startDate: start,
                endDate: end))
        return facts.csms.count - 1
    }

    /// A CSM owns an account from a day until the day before another, or for good.
    package mutating func assign(
        _ account: Int, to csm: Int, from start: Day, until end: Day? = nil
    ) {
        facts.assignments.append(Assignment(account: account, csm: csm, start: start, end: end))
    }
}

// MARK: Money

extension PortfolioBuilder {
    /// A renewed contract where `after` is positive, a churned one where it is 0, else an open one.
    /// Those of one account and due date are lines of one event and need names of their own.
    package mutating func renewal(
        _ account: Int, due: Day, before: Double = 100, after: Double? = nil, closed: Day? = nil,
        notice: Day? = nil, currency: String? = nil, from termStart: Day? = nil, line: String = "",
        reason: String? = nil
    ) {
        let outcome: Renewal.Outcome = after.map { $0 > 0 ? .renewed : .churned } ?? .open
        facts.renewals.append(
            Renewal(
                id: "r-\(account)-\(due)\(line)", account: account, due: due, outcome: outcome,
                closed: closed, notice: notice, arrBefore: before, arrAfter: after ?? 0,
                currency: currency, termStart: termStart, reason: reason))
    }

    /// An event with this outcome; one that renewed did so for the same amount.
    package mutating func renewal(
        _ account: Int, due: Day, _ outcome: Renewal.Outcome, closed: Day? = nil
    ) {
        let after: Double? =
            switch outcome {
            case .renewed: 100
            case .churned: 0
            case .open: nil
            }
        renewal(account, due: due, after: after, closed: closed)
    }

    /// What an account pays a year from a day on.
    package mutating func arr(
        _ account: Int, _ day: Day, _ amount: Double, currency: String? = nil
    ) {
        facts.arr.append(
            ARRPoint(account: account, effective: day, arr: amount, currency: currency))
    }

    /// An opportunity: won, lost, or open where neither day is given.
    package mutating func opportunity(
        _ account: Int, _ amount: Double, created: Day, won: Day? = nil, lost: Day? = nil,
        csm: Int? = nil, currency: String? = nil
    ) {
        facts.opportunities.append(
            Opportunity(
                id: "o\(100_000 + facts.opportunities.count)", account: account, csm: csm,
                created: created, stage: won != nil ? .won : lost != nil ? .lost : .open,
                amount: amount, closed: won ?? lost, currency: currency))
    }

    /// What one unit of a currency is worth from a day on.
    package mutating func rate(_ currency: String, _ date: Day, _ rate: Double) {
        facts.rates.append(ExchangeRate(currency: currency, date: date, rate: rate))
    }
}

// MARK: Activity

extension PortfolioBuilder {
    /// An answer to a survey.
    package mutating func answer(
        _ account: Int, _ kind: SurveyResponse.Kind = .nps, _ score: Int, on day: Day,
        by respondent: String? = nil, id: String? = nil
    ) {
        facts.surveys.append(
            SurveyResponse(
                id: id ?? "s\(100_000 + facts.surveys.count)", account: account,
                respondent: respondent, kind: kind, score: score, responded: day))
    }

    /// A session that a CSM held with an account.
    package mutating func session(_ account: Int, by csm: Int, on day: Day) {
        facts.sessions.append(Session(account: account, csm: csm, held: day))
    }

    /// A CSM says that an account is in another tier than the model says.
    package mutating func override(
        _ account: Int, _ day: Day, says asserted: Tier, model: Tier?, csm: Int = 0,
        until reevaluate: Day? = nil, withdrawn: Day? = nil, id: String? = nil
    ) {
        facts.overrides.append(
            Override(
                id: id ?? "o\(account)-\(day)", account: account, csm: csm, logged: day,
                asserted: asserted, modelTier: model, reevaluate: reevaluate,
                withdrawn: withdrawn))
    }
}

// MARK: Scores

extension PortfolioBuilder {
    /// The score of one day, in points.
    package mutating func score(_ account: Int, _ day: Day, _ points: Double, tier: Tier? = nil) {
        health.record(account, day, points, tier: tier)
    }

    /// The scores of all days from one through another, in whole points.
    package mutating func scores(
        _ account: Int, from first: Day, through last: Day, _ points: (Day) -> Int
    ) {
        var day = first
        while day <= last {
            score(account, day, Double(points(day)))
            day = day + 1
        }
    }
}

// MARK: Yardsticks

extension PortfolioBuilder {
    /// A target of the company, or of the team or CSM of that name.
    package mutating func target(
        _ scope: Target.Scope, of name: String = "", _ metric: String, _ value: Double,
        from: Day = "2020-01-01", to: Day = "2030-12-31"
    ) {
        facts.targets.append(
            Target(scope: scope, scopeID: name, metric: metric, from: from, to: to, value: value))
    }

    /// A benchmark of a metric.
    package mutating func benchmark(
        _ metric: String, _ value: Double, statistic: String = "median", asOf: Day? = nil
    ) {
        facts.benchmarks.append(
            Benchmark(metric: metric, statistic: statistic, value: value, asOf: asOf))
    }
}
