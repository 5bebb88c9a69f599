import Calendar
import Formats
import Concurrency
import Domain
import GRDB
import Storage

/// Reads every fact but the daily scores, in the order that `Portfolio` promises.
struct PortfolioReader {
    private let database: Database
    /// The positions of accounts and CSMs, which the other facts are about.
    private let accounts: [AccountID: Int]
    private let csms: [CSMID: Int]

    private init(_ database: Database, about people: Portfolio) {
        self.database = database
        accounts = Dictionary(uniqueKeysWithValues: zip(people.accounts.map(\.id), 0...))
        csms = Dictionary(uniqueKeysWithValues: zip(people.csms.map(\.id), 0...))
    }

    /// The portfolio and, for each of its accounts, the key under which its health is kept.
    static func portfolio(_ snapshots: Snapshots) throws -> (Portfolio, [Int32]) {
        let (people, keys) = try snapshots.read {
            try PortfolioReader($0, about: Portfolio()).people()
        }
        // Renewals take about as long as everything else.
        let (renewals, others) = try inParallel(
            { try snapshots.read { try PortfolioReader($0, about: people).renewals() } },
            { try snapshots.read { try PortfolioReader($0, about: people).others() } })
        var portfolio = others
        portfolio.accounts = people.accounts
        portfolio.csms = people.csms
        portfolio.renewals = renewals
        return (portfolio, keys)
    }

    /// Accounts and CSMs, and the keys of the accounts.
    private func people() throws -> (Portfolio, [Int32]) {
        var people = Portfolio()
        var keys: [Int32] = []
        try each(
            """
            SELECT account_id, name, segment, arr_tier, product, industry, region,
                customer_since, account_key
            FROM accounts ORDER BY account_id
            """
        ) { row in
            people.accounts.append(
                Account(
                    id: AccountID(row.text(0)), name: row.optionalText(1), segment: row.text(2),
                    arrTier: row.optionalText(3), product: row.optionalText(4),
                    industry: row.optionalText(5), region: row.optionalText(6),
                    customerSince: row.day(7)))
            keys.append(Int32(row.integer(8)))
        }
        try each("SELECT csm_id, name, team, start_date FROM csms ORDER BY csm_id") { row in
            people.csms.append(
                CSM(
                    id: CSMID(row.text(0)), name: row.text(1), team: row.optionalText(2),
                    startDate: row.day(3)))
        }
        return (people, keys)
    }

    private func account(_ row: PreparedStatement, _ column: Int32) -> Int? {
        accounts[AccountID(row.text(column))]
    }

    private func csm(_ row: PreparedStatement, _ column: Int32) -> Int? {
        row.optionalText(column).flatMap { csms[CSMID($0)] }
    }

    /// Everything but accounts, CSMs and renewals.
    private func others() throws -> Portfolio {
        var portfolio = Portfolio()
        try each(
            """
            SELECT account_id, csm_id, start_date, end_date FROM assignments
            ORDER BY account_id, start_date
            """
        ) { row in
            guard let account = account(row, 0), let csm = csm(row, 1), let start = row.day(2)
            else { return }
            portfolio.assignments.append(
                Assignment(account: account, csm: csm, start: start, end: row.day(3)))
        }
        try each(
            """
            SELECT override_id, account_id, csm_id, logged_on, asserted_tier, model_tier,
                model_score, reason, note, reevaluate_on, withdrawn_on
            FROM overrides ORDER BY account_id, logged_on, override_id
            """
        ) { row in
            guard let account = account(row, 1), let csm = csm(row, 2), let logged = row.day(3),
                let asserted = Tier(row.text(4))
            else { return }
            portfolio.overrides.append(
                Override(
                    id: row.text(0), account: account, csm: csm, logged: logged,
                    asserted: asserted, modelTier: row.optionalText(5).flatMap { Tier($0) },
                    modelScore: row.optionalText(6) == nil
                        ? nil : Score(tenths: Int16((row.number(6) * 10).rounded())),
                    reason: row.optionalText(7), note: row.optionalText(8),
                    reevaluate: row.day(9), withdrawn: row.day(10)))
        }
        try each(
            """
            SELECT account_id, effective_date, arr, currency FROM arr
            ORDER BY account_id, effective_date
            """
        ) { row in
            guard let account = account(row, 0), let effective = row.day(1) else { return }
            portfolio.arr.append(
                ARRPoint(
                    account: account, effective: effective, arr: row.number(2),
                    currency: row.optionalText(3)))
        }
        try each(
            """
            SELECT opportunity_id, account_id, csm_id, created_on, stage, amount, closed_on,
                currency
            FROM opportunities ORDER BY opportunity_id
            """
        ) { row in
            guard let account = account(row, 1), let created = row.day(3),
                let stage = Opportunity.Stage(rawValue: row.text(4))
            else { return }
            portfolio.opportunities.append(
                Opportunity(
                    id: row.text(0), account: account, csm: csm(row, 2), created: created,
                    stage: stage, amount: row.number(5), closed: row.day(6),
                    currency: row.optionalText(7)))
        }
        try each(
            """
            SELECT response_id, account_id, respondent_id, kind, score, responded_on
            FROM surveys ORDER BY response_id
            """
        ) { row in
            guard let account = account(row, 1),
                let kind = SurveyResponse.Kind(rawValue: row.text(3)), let responded = row.day(5)
            else { return }
            portfolio.surveys.append(
                SurveyResponse(
                    id: row.text(0), account: account, respondent: row.optionalText(2),
                    kind: kind, score: Int(row.number(4)), responded: responded))
        }
        try each(
            """
            SELECT account_id, csm_id, held_on FROM sessions
            ORDER BY account_id, held_on, csm_id
            """
        ) { row in
            guard let account = account(row, 0), let csm = csm(row, 1), let held = row.day(2)
            else { return }
            portfolio.sessions.append(Session(account: account, csm: csm, held: held))
        }
        try readYardsticks(into: &portfolio)
        return portfolio
    }

    private func renewals() throws -> [Renewal] {
        var renewals: [Renewal] = []
        try each(
            """
            SELECT renewal_id, account_id, due_date, outcome, closed_date, notice_date,
                arr_before, arr_after, currency
            FROM renewals ORDER BY account_id, due_date, renewal_id
            """
        ) { row in
            guard let account = account(row, 1), let due = row.day(2),
                let outcome = Renewal.Outcome(rawValue: row.text(3))
            else { return }
            renewals.append(
                Renewal(
                    id: row.text(0), account: account, due: due, outcome: outcome,
                    closed: row.day(4), notice: row.day(5), arrBefore: row.number(6),
                    arrAfter: row.number(7), currency: row.optionalText(8)))
        }
        return renewals
    }

    private func readYardsticks(into portfolio: inout Portfolio) throws {
        try each(
            """
            SELECT scope, scope_id, metric, from_date, to_date, value FROM targets
            ORDER BY scope, scope_id, metric, from_date
            """
        ) { row in
            guard let scope = Target.Scope(rawValue: row.text(0)), let from = row.day(3),
                let to = row.day(4)
            else { return }
            portfolio.targets.append(
                Target(
                    scope: scope, scopeID: row.text(1), metric: row.text(2), from: from, to: to,
                    value: row.number(5)))
        }
        try each(
            """
            SELECT metric, segment, statistic, value, source, as_of FROM benchmarks
            ORDER BY metric, segment, statistic
            """
        ) { row in
            let segment = row.text(1)
            portfolio.benchmarks.append(
                Benchmark(
                    metric: row.text(0), segment: segment.isEmpty ? nil : segment,
                    statistic: row.text(2), value: row.number(3), source: row.optionalText(4),
                    asOf: row.day(5)))
        }
        try each("SELECT currency, date, rate FROM fx ORDER BY currency, date") { row in
            guard let date = row.day(1) else { return }
            portfolio.rates.append(
                ExchangeRate(currency: row.text(0), date: date, rate: row.number(2)))
        }
    }

    private func each(_ sql: String, _ body: (PreparedStatement) throws -> Void) throws {
        let rows = try PreparedStatement(database, sql)
        while try rows.step() { try body(rows) }
    }
}
