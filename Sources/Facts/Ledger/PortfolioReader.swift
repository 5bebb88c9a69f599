import Calendar
import Concurrency
import Domain
import GRDB
import Storage

/// Reads every fact except the daily scores, in the order that `Portfolio` promises.
struct PortfolioReader {
    private let database: Database
    private let source: FactSource
    /// The positions of accounts and CSMs in the portfolio, to which the other facts refer.
    private let accounts: Positions<Account>
    private let csms: Positions<CSM>

    /// The positions of identifiers in the portfolio.
    private struct Positions<Entity> {
        /// The identifiers of valid rows, in the order of the portfolio.
        var identifiers: [Identifier<Entity>] = []
        /// The same, with their positions.
        var standing: [Identifier<Entity>: Int] = [:]
        /// Identifiers that the ledger knows but the portfolio lacks: withdrawn, or not known yet.
        var others: Set<Identifier<Entity>> = []
    }

    /// Where the account of the last row was. Rows come by account: the next one is there too, or at
    /// the account after it.
    private final class Place {
        var position = 0
    }

    private let place = Place()

    private init(_ database: Database, _ source: FactSource) {
        self.init(database, source, Positions(), Positions())
    }

    private init(
        _ database: Database, _ source: FactSource, _ accounts: Positions<Account>,
        _ csms: Positions<CSM>
    ) {
        self.database = database
        self.source = source
        self.accounts = accounts
        self.csms = csms
    }

    /// Reads the portfolio, for each of its accounts the key of its health history, and the facts of
    /// a working week. Also returns the milestones whose day is another one now than was first recorded.
    static func portfolio(
        _ snapshots: Snapshots, _ source: FactSource
    ) throws -> (Portfolio, [Int32], working: WorkingFacts, corrected: [Milestone]) {
        let (people, keys, accounts, csms) = try snapshots.read { database in
            let reader = PortfolioReader(database, source)
            let people = try reader.people()
            let (accounts, keys) = try reader.accounts(people.accounts.map(\.id))
            return (
                people, keys, accounts, try reader.positions(of: people.csms.map(\.id), in: .csms)
            )
        }
        @Sendable func reader(_ database: Database) -> PortfolioReader {
            PortfolioReader(database, source, accounts, csms)
        }
        // The feeds with most rows first, so that both connections end at about the same time.
        let feeds = try snapshots.read { database in
            try Self.feeds.map { ($0, try reader(database).rowCount(of: $0)) }
        }.sorted { $0.1 > $1.1 }
        let rows = try mapInParallel(feeds) { feed, _ in
            try snapshots.read { try reader($0).rows(of: feed) }
        }
        var portfolio = Portfolio()
        portfolio.accounts = people.accounts
        portfolio.csms = people.csms
        var corrected: [Milestone] = []
        for take in rows { take(&portfolio, &corrected) }
        let working = try snapshots.read { try reader($0).working() }
        return (portfolio, keys, working, corrected)
    }

    /// A portfolio whose rows of one feed are read anew.
    ///
    /// - Parameters:
    ///   - portfolio: the portfolio.
    ///   - feed: the only feed that differs. Not accounts or CSMs, to which the others refer.
    ///   - snapshots: the ledger.
    ///   - source: where the rows are.
    /// - Returns: the portfolio with the rows of the source.
    /// - Throws: `StorageError` or `DatabaseError`.
    static func refreshed(
        _ portfolio: Portfolio, _ feed: Feed, _ snapshots: Snapshots, _ source: FactSource
    ) throws -> Portfolio {
        try snapshots.read { database in
            let plain = PortfolioReader(database, source)
            let reader = PortfolioReader(
                database, source,
                try plain.positions(of: portfolio.accounts.map(\.id), in: .accounts),
                try plain.positions(of: portfolio.csms.map(\.id), in: .csms))
            var portfolio = portfolio
            var corrected: [Milestone] = []
            try reader.rows(of: feed)(&portfolio, &corrected)
            return portfolio
        }
    }

    /// The feeds besides accounts and CSMs, to which the others refer. Yardsticks and exchange rates
    /// count as one.
    private static let feeds: [Feed] = [
        .renewals, .overrides, .assignments, .arr, .opportunities, .surveys, .sessions,
        .milestones, .targets,
    ]

    /// Puts what was read into a portfolio. Milestones whose day is another one now are added to the
    /// second argument.
    private typealias Taking = @Sendable (inout Portfolio, inout [Milestone]) -> Void

    /// Reads the rows of a feed.
    private func rows(of feed: Feed) throws -> Taking {
        func taking<Row: Sendable>(
            _ place: any WritableKeyPath<Portfolio, [Row]> & Sendable, _ rows: [Row]
        ) -> Taking {
            { portfolio, _ in portfolio[keyPath: place] = rows }
        }
        switch feed {
        case .renewals: return taking(\.renewals, try renewals())
        case .assignments: return taking(\.assignments, try assignments())
        case .arr: return taking(\.arr, try arr())
        case .opportunities: return taking(\.opportunities, try opportunities())
        case .surveys: return taking(\.surveys, try surveys())
        case .sessions: return taking(\.sessions, try sessions())
        case .overrides:
            let (rows, withdrawn) = try overrides()
            return { portfolio, _ in
                portfolio.overrides = rows
                portfolio.withdrawnOverrides = withdrawn
            }
        case .milestones:
            let (rows, changed) = try milestones()
            return { portfolio, corrected in
                portfolio.milestones = rows
                corrected += changed
            }
        default:
            let (targets, benchmarks, rates) = try yardsticks()
            return { portfolio, _ in
                portfolio.targets = targets
                portfolio.benchmarks = benchmarks
                portfolio.rates = rates
            }
        }
    }

    /// The positions of these identifiers. All other identifiers in the feed's table become
    /// `others`.
    ///
    /// - Parameters:
    ///   - standing: the identifiers, in the order of the portfolio.
    ///   - feed: their feed.
    ///   - column: a column that `body` needs.
    ///   - body: takes each row of the feed's table, its identifier before the column, with its
    ///     position.
    /// - Returns: the positions.
    /// - Throws: `StorageError.damagedRow` for an identifier that is there twice.
    private func positions<Entity>(
        of standing: [Identifier<Entity>], in feed: Feed, with column: String = "NULL",
        _ body: (StoredRow, Int) throws -> Void = { _, _ in }
    ) throws -> Positions<Entity> {
        var positions = Positions<Entity>(identifiers: standing)
        for (position, id) in standing.enumerated()
        where positions.standing.updateValue(position, forKey: id) != nil {
            throw StorageError.damagedRow(
                table: feed.rawValue, key: id.text, column: feed.columns[0].name)
        }
        // No index is used: one that is damaged could hide rows.
        let rows = try PreparedStatement(
            database, "SELECT \(feed.columns[0].name), \(column) FROM \(feed.rawValue) NOT INDEXED")
        let row = StoredRow(rows, table: feed.rawValue, keys: [0])
        while try rows.step() {
            let id = Identifier<Entity>(rows.text(0))
            if let position = positions.standing[id] {
                try body(row, position)
            } else {
                positions.others.insert(id)
            }
        }
        return positions
    }

    /// The positions of the accounts of the portfolio, and the keys of their health histories.
    private func accounts(
        _ standing: [AccountID]
    ) throws -> (Positions<Account>, keys: [Int32]) {
        var keys = [Int32](repeating: -1, count: standing.count)
        let positions = try positions(of: standing, in: .accounts, with: "account_key") {
            keys[$1] = try $0.integer(1, in: MonthAccounts.keys)
        }
        if let unknown = keys.firstIndex(of: -1) {
            throw StorageError.damagedRow(
                table: Feed.accounts.rawValue, key: standing[unknown].text, column: "account_id")
        }
        return (positions, keys)
    }

    /// Reads accounts and CSMs.
    private func people() throws -> Portfolio {
        var people = Portfolio()
        try each(
            .accounts, key: [0],
            """
            SELECT account_id, name, segment, arr_tier, product, industry, region, customer_since,
                parent_account_id
            FROM accounts_then ORDER BY account_id
            """
        ) { row in
            people.accounts.append(
                Account(
                    id: AccountID(try row.text(0)), name: try row.optionalText(1),
                    segment: try row.text(2), arrTier: try row.optionalText(3),
                    product: try row.optionalText(4), industry: try row.optionalText(5),
                    region: try row.optionalText(6), customerSince: try row.optionalDay(7),
                    parent: try row.optionalText(8).map { AccountID($0) }))
        }
        let teams = try teams()
        try each(
            .csms, key: [0],
            "SELECT csm_id, name, start_date, end_date FROM csms_then ORDER BY csm_id"
        ) { row in
            let id = CSMID(try row.text(0))
            people.csms.append(
                CSM(
                    id: id, name: try row.text(1), teams: teams[id] ?? [],
                    startDate: try row.optionalDay(2), endDate: try row.optionalDay(3)))
        }
        return people
    }

    /// Reads the teams of every CSM, from all that the rows of `csms.csv` said until then.
    private func teams() throws -> [CSMID: [TeamTerm]] {
        var teams: [CSMID: [TeamTerm]] = [:]
        let rows = try PreparedStatement(
            database,
            """
            SELECT csm_id, team, team_since, substr(imported_at, 1, 10) AS imported_at
            FROM (
                SELECT csm_id, team, team_since, import_id, 1 AS is_current, 0 AS place
                FROM csms NOT INDEXED
                UNION ALL
                SELECT csm_id, team, team_since, known_since, 0, rowid
                FROM csms_history NOT INDEXED
            ) JOIN imports USING (import_id)
            WHERE import_id <= ? ORDER BY import_id, csm_id, is_current, place
            """)
        rows.bind(source.lastImport, at: 1)
        let row = StoredRow(rows, table: Feed.csms.rawValue, keys: [0])
        while try rows.step() {
            teams[CSMID(try row.text(0)), default: []].add(
                team: try row.optionalText(1), since: try row.optionalDay(2),
                imported: try row.day(3))
        }
        return teams
    }

    /// The position of the account of a row; nil if the portfolio lacks it.
    func account(_ row: StoredRow, _ column: Int32) throws -> Int? {
        for position in place.position...place.position + 1
        where position < accounts.identifiers.count
            && row.isText(accounts.identifiers[position].text, column)
        {
            place.position = position
            return position
        }
        let id = AccountID(try row.text(column))
        if let position = accounts.standing[id] {
            place.position = position
            return position
        }
        guard accounts.others.contains(id) else { throw row.damaged(column) }
        return nil
    }

    /// The position of the CSM of a row; nil if the portfolio lacks them.
    func csm(_ row: StoredRow, _ column: Int32) throws -> Int? {
        let id = CSMID(try row.text(column))
        if let position = csms.standing[id] { return position }
        guard csms.others.contains(id) else { throw row.damaged(column) }
        return nil
    }

    /// The milestones with the days first recorded, and those with another day now.
    private func milestones() throws -> ([Milestone], corrected: [Milestone]) {
        let rows = try PreparedStatement(
            database,
            """
            SELECT account_id, milestone, reached_on, known_since, known_until FROM (
                SELECT account_id, milestone, reached_on, import_id AS known_since,
                    withdrawn_by AS known_until, 1 AS is_current
                FROM milestones NOT INDEXED
                UNION ALL
                SELECT account_id, milestone, reached_on, known_since, known_until, 0
                FROM milestones_history NOT INDEXED WHERE known_since < known_until
            ) WHERE known_since <= ?
            ORDER BY account_id, milestone, known_since, is_current
            """)
        rows.bind(source.lastImport, at: 1)
        let row = StoredRow(rows, table: Feed.milestones.rawValue, keys: [0, 1])
        var course = MilestoneCourse(last: source.lastImport)
        var milestones: [Milestone] = []
        var corrected: [Milestone] = []
        func settle() {
            guard let (milestone, isCorrected) = course.standing else { return }
            milestones.append(milestone)
            if isCorrected { corrected.append(milestone) }
        }
        while try rows.step() {
            guard let account = try account(row, 0) else { continue }
            let name = try row.text(1)
            if !course.isAbout(account, name) {
                settle()
                course.begin(account, name)
            }
            course.add(
                reached: try row.optionalDay(2), since: rows.integer(3),
                until: row.isNull(4) ? nil : rows.integer(4))
        }
        settle()
        return (milestones, corrected)
    }

    private func assignments() throws -> [Assignment] {
        var assignments: [Assignment] = []
        try each(
            .assignments, key: [0, 2],
            """
            SELECT account_id, csm_id, start_date, end_date FROM assignments_then
            WHERE role = '' ORDER BY account_id, start_date
            """
        ) { row in
            guard let account = try account(row, 0), let csm = try csm(row, 1) else { return }
            assignments.append(
                Assignment(
                    account: account, csm: csm, start: try row.day(2),
                    end: try row.optionalDay(3)))
        }
        return assignments
    }

    private func overrides() throws -> ([Override], withdrawn: [WithdrawnOverride]) {
        var overrides: [Override] = []
        try each(
            .overrides, key: [0],
            """
            SELECT override_id, account_id, csm_id, logged_on, asserted_tier, model_tier,
                model_score, reason, note, reevaluate_on, withdrawn_on
            FROM overrides_then
            """
        ) { row in
            if let override = try override(row) { overrides.append(override) }
        }
        let rows = try source.withdrawnOverrides(
            database,
            """
            SELECT override_id, account_id, csm_id, logged_on, asserted_tier, model_tier,
                model_score, reason, note, reevaluate_on, withdrawn_on,
                substr(imported_at, 1, 10) AS imported_at
            """, "ORDER BY account_id, logged_on, override_id")
        let row = StoredRow(rows, table: Feed.overrides.rawValue, keys: [0])
        var withdrawn: [WithdrawnOverride] = []
        while try rows.step() {
            guard let override = try override(row) else { continue }
            withdrawn.append(WithdrawnOverride(override, on: try row.day(11)))
        }
        return (inOrder(overrides, \.account, \.logged, \.id), withdrawn)
    }

    /// Rows in the order of their accounts, days and identifiers. In SQLite that takes twice as long.
    private func inOrder<Row>(
        _ rows: [Row], _ account: (Row) -> Int, _ day: (Row) -> Day, _ id: (Row) -> String
    ) -> [Row] {
        let count = accounts.identifiers.count
        let offsets = accountOffsets(rows.lazy.map(account), accounts: count)
        var sorted = rows.sortedByCounting(keys: count, by: account)
        sorted.withUnsafeMutableBufferPointer { rows in
            for account in 0..<count {
                rows[offsets[account]..<offsets[account + 1]].sort {
                    day($0) == day($1) ? id($0).precedesByBytes(id($1)) : day($0) < day($1)
                }
            }
        }
        return sorted
    }

    private func override(_ row: StoredRow) throws -> Override? {
        guard let account = try account(row, 1), let csm = try csm(row, 2) else { return nil }
        return Override(
            id: try row.text(0), account: account, csm: csm, logged: try row.day(3),
            asserted: try row.tier(4), modelTier: try row.isNull(5) ? nil : row.tier(5),
            modelScore: try row.optionalScore(6), reason: try row.optionalText(7),
            note: try row.optionalText(8), reevaluate: try row.optionalDay(9),
            withdrawn: try row.optionalDay(10))
    }

    private func arr() throws -> [ARRPoint] {
        var arr: [ARRPoint] = []
        try each(
            .arr, key: [0, 1],
            """
            SELECT account_id, effective_date, arr, currency FROM arr_then
            ORDER BY account_id, effective_date
            """
        ) { row in
            guard let account = try account(row, 0) else { return }
            arr.append(
                ARRPoint(
                    account: account, effective: try row.day(1), arr: try row.number(2),
                    currency: try row.optionalText(3)))
        }
        return arr
    }

    private func opportunities() throws -> [Opportunity] {
        var opportunities: [Opportunity] = []
        try each(
            .opportunities, key: [0],
            """
            SELECT opportunity_id, account_id, csm_id, created_on, stage, amount, closed_on,
                currency
            FROM opportunities_then ORDER BY opportunity_id
            """
        ) { row in
            guard let account = try account(row, 1) else { return }
            opportunities.append(
                Opportunity(
                    id: try row.text(0), account: account,
                    csm: try row.isNull(2) ? nil : csm(row, 2), created: try row.day(3),
                    stage: try row.word(4), amount: try row.number(5),
                    closed: try row.optionalDay(6), currency: try row.optionalText(7)))
        }
        return opportunities
    }

    private func surveys() throws -> [SurveyResponse] {
        var surveys: [SurveyResponse] = []
        try each(
            .surveys, key: [0],
            """
            SELECT response_id, account_id, respondent_id, kind, score, responded_on
            FROM surveys_then ORDER BY response_id
            """
        ) { row in
            guard let account = try account(row, 1) else { return }
            surveys.append(
                SurveyResponse(
                    id: try row.text(0), account: account, respondent: try row.optionalText(2),
                    kind: try row.word(3), score: try row.integer(4, in: 0...10),
                    responded: try row.day(5)))
        }
        return surveys
    }

    private func sessions() throws -> [Session] {
        var sessions: [Session] = []
        try each(
            .sessions, key: [3],
            """
            SELECT account_id, csm_id, held_on, session_id FROM sessions_then
            ORDER BY account_id, held_on, csm_id
            """
        ) { row in
            guard let account = try account(row, 0), let csm = try csm(row, 1) else { return }
            sessions.append(
                Session(account: account, csm: csm, held: try row.day(2)))
        }
        return sessions
    }

    private func renewals() throws -> [Renewal] {
        var renewals: [Renewal] = []
        renewals.reserveCapacity(try rowCount(of: .renewals))
        try each(
            .renewals, key: [0],
            """
            SELECT renewal_id, account_id, due_date, outcome, closed_date, notice_date,
                arr_before, arr_after, currency, term_start, reason
            FROM renewals_then
            """
        ) { row in
            guard let account = try account(row, 1) else { return }
            renewals.append(
                Renewal(
                    id: try row.text(0), account: account, due: try row.day(2),
                    outcome: try row.word(3), closed: try row.optionalDay(4),
                    notice: try row.optionalDay(5), arrBefore: try row.number(6),
                    arrAfter: try row.isNull(7) ? 0 : row.number(7),
                    currency: try row.optionalText(8), termStart: try row.optionalDay(9),
                    reason: try row.optionalText(10)))
        }
        return inOrder(renewals, \.account, \.due, \.id)
    }

    private func yardsticks() throws -> ([Target], [Benchmark], [ExchangeRate]) {
        var targets: [Target] = []
        try each(
            .targets, key: [0, 1, 2, 3],
            """
            SELECT scope, scope_id, metric, from_date, to_date, value FROM targets_then
            ORDER BY scope, scope_id, metric, from_date
            """
        ) { row in
            targets.append(
                Target(
                    scope: try row.word(0), scopeID: try row.text(1), metric: try row.text(2),
                    from: try row.day(3), to: try row.day(4), value: try row.number(5)))
        }
        var benchmarks: [Benchmark] = []
        try each(
            .benchmarks, key: [0, 1, 2],
            """
            SELECT metric, segment, statistic, value, source, as_of FROM benchmarks_then
            ORDER BY metric, segment, statistic
            """
        ) { row in
            let segment = try row.text(1)
            benchmarks.append(
                Benchmark(
                    metric: try row.text(0), segment: segment.isEmpty ? nil : segment,
                    statistic: try row.text(2), value: try row.number(3),
                    source: try row.optionalText(4), asOf: try row.optionalDay(5)))
        }
        var rates: [ExchangeRate] = []
        try each(
            .fx, key: [0, 1], "SELECT currency, date, rate FROM fx_then ORDER BY currency, date"
        ) { row in
            rates.append(
                ExchangeRate(
                    currency: try row.text(0), date: try row.day(1), rate: try row.number(2)))
        }
        return (targets, benchmarks, rates)
    }

    /// How many rows the table of a feed has, withdrawn ones too.
    private func rowCount(of feed: Feed) throws -> Int {
        try database.tableExists(feed.rawValue)
            ? Int(ChecksumTotal(database, table: feed.rawValue).rows) : 0
    }

    /// Calls `body` with every row of a query over a feed's rows. `key` are the positions of the
    /// columns of the natural key. A feed of the other program has no rows.
    func each(
        _ feed: Feed, key: [Int32], _ select: String, _ body: (StoredRow) throws -> Void
    ) throws {
        guard try database.tableExists(feed.rawValue) else { return }
        let rows = try source.statement(database, select, of: feed)
        let row = StoredRow(rows, table: feed.rawValue, keys: key)
        while try rows.step() { try body(row) }
    }
}
