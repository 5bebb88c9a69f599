import Domain
import GRDB

/// Reads every fact but the daily scores, in the order that `Portfolio` promises.
struct PortfolioReader {
    private let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// The portfolio and, for each of its accounts, the key under which its health is kept.
    func portfolio() throws -> (Portfolio, [Int32]) {
        var portfolio = Portfolio()
        var keys: [Int32] = []
        var accounts: [AccountID: Int] = [:]
        try each(
            """
            SELECT account_id, name, segment, arr_tier, product, industry, region,
                customer_since, account_key
            FROM accounts ORDER BY account_id
            """
        ) { row in
            let id = AccountID(row[0])
            accounts[id] = keys.count
            portfolio.accounts.append(
                Account(
                    id: id, name: row[1], segment: row[2], arrTier: row[3], product: row[4],
                    industry: row[5], region: row[6], customerSince: day(row, 7)))
            keys.append(row[8])
        }
        var csms: [CSMID: Int] = [:]
        try each("SELECT csm_id, name, team, start_date FROM csms ORDER BY csm_id") { row in
            let id = CSMID(row[0])
            csms[id] = portfolio.csms.count
            portfolio.csms.append(
                CSM(id: id, name: row[1], team: row[2], startDate: day(row, 3)))
        }
        func account(_ row: Row, _ column: Int) -> Int? { accounts[AccountID(row[column])] }
        func csm(_ row: Row, _ column: Int) -> Int? {
            (row[column] as String?).flatMap { csms[CSMID($0)] }
        }

        try each(
            """
            SELECT account_id, csm_id, start_date, end_date FROM assignments
            ORDER BY account_id, start_date
            """
        ) { row in
            guard let account = account(row, 0), let csm = csm(row, 1), let start = day(row, 2)
            else { return }
            portfolio.assignments.append(
                Assignment(account: account, csm: csm, start: start, end: day(row, 3)))
        }
        try each(
            """
            SELECT renewal_id, account_id, due_date, outcome, closed_date, notice_date,
                arr_before, arr_after, currency
            FROM renewals ORDER BY account_id, due_date, renewal_id
            """
        ) { row in
            guard let account = account(row, 1), let due = day(row, 2),
                let outcome = Renewal.Outcome(rawValue: row[3])
            else { return }
            portfolio.renewals.append(
                Renewal(
                    id: row[0], account: account, due: due, outcome: outcome,
                    closed: day(row, 4), notice: day(row, 5), arrBefore: row[6],
                    arrAfter: row[7] ?? 0, currency: row[8]))
        }
        try each(
            """
            SELECT account_id, effective_date, arr, currency FROM arr
            ORDER BY account_id, effective_date
            """
        ) { row in
            guard let account = account(row, 0), let effective = day(row, 1) else { return }
            portfolio.arr.append(
                ARRPoint(account: account, effective: effective, arr: row[2], currency: row[3]))
        }
        try each(
            """
            SELECT opportunity_id, account_id, csm_id, created_on, stage, amount, closed_on,
                currency
            FROM opportunities ORDER BY opportunity_id
            """
        ) { row in
            guard let account = account(row, 1), let created = day(row, 3),
                let stage = Opportunity.Stage(rawValue: row[4])
            else { return }
            portfolio.opportunities.append(
                Opportunity(
                    id: row[0], account: account, csm: csm(row, 2), created: created,
                    stage: stage, amount: row[5], closed: day(row, 6), currency: row[7]))
        }
        try each(
            """
            SELECT response_id, account_id, respondent_id, kind, score, responded_on
            FROM surveys ORDER BY response_id
            """
        ) { row in
            guard let account = account(row, 1), let kind = SurveyResponse.Kind(rawValue: row[3]),
                let responded = day(row, 5)
            else { return }
            portfolio.surveys.append(
                SurveyResponse(
                    id: row[0], account: account, respondent: row[2], kind: kind,
                    score: Int(row[4] as Double), responded: responded))
        }
        try each(
            """
            SELECT account_id, csm_id, held_on FROM sessions
            ORDER BY account_id, held_on, csm_id
            """
        ) { row in
            guard let account = account(row, 0), let csm = csm(row, 1), let held = day(row, 2)
            else { return }
            portfolio.sessions.append(Session(account: account, csm: csm, held: held))
        }
        try readYardsticks(into: &portfolio)
        return (portfolio, keys)
    }

    private func readYardsticks(into portfolio: inout Portfolio) throws {
        try each(
            """
            SELECT scope, scope_id, metric, from_date, to_date, value FROM targets
            ORDER BY scope, scope_id, metric, from_date
            """
        ) { row in
            guard let scope = Target.Scope(rawValue: row[0]), let from = day(row, 3),
                let to = day(row, 4)
            else { return }
            portfolio.targets.append(
                Target(
                    scope: scope, scopeID: row[1], metric: row[2], from: from, to: to,
                    value: row[5]))
        }
        try each(
            """
            SELECT metric, segment, statistic, value, source, as_of FROM benchmarks
            ORDER BY metric, segment, statistic
            """
        ) { row in
            let segment: String = row[1]
            portfolio.benchmarks.append(
                Benchmark(
                    metric: row[0], segment: segment.isEmpty ? nil : segment, statistic: row[2],
                    value: row[3], source: row[4], asOf: day(row, 5)))
        }
        try each("SELECT currency, date, rate FROM fx ORDER BY currency, date") { row in
            guard let date = day(row, 1) else { return }
            portfolio.rates.append(ExchangeRate(currency: row[0], date: date, rate: row[2]))
        }
    }

    private func each(_ sql: String, _ body: (Row) throws -> Void) throws {
        let rows = try Row.fetchCursor(database, sql: sql)
        while let row = try rows.next() { try body(row) }
    }

    private func day(_ row: Row, _ column: Int) -> Day? {
        (row[column] as String?).flatMap { Day($0) }
    }
}
