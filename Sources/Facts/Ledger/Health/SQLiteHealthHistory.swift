import Calendar
import Concurrency
import Domain
import GRDB
import Storage

/// The packed months, read within one snapshot.
struct SQLiteHealthHistory: HealthHistory {
    private let snapshots: Snapshots
    private let keys: [Int32]
    /// Position of the account with each key; -1 where none has it.
    private let positions: [Int32]

    init(_ snapshots: Snapshots, keys: [Int32]) throws {
        self.snapshots = snapshots
        self.keys = keys
        var positions = [Int32](repeating: -1, count: Int(keys.max() ?? 0) + 1)
        for (position, key) in keys.enumerated() { positions[Int(key)] = Int32(position) }
        self.positions = positions
    }

    func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) throws -> [HealthAnswer?] {
        let asked = inOrder(questions)
        let (early, late) = (asked.prefix(asked.count / 2), asked.dropFirst(asked.count / 2))
        let known = try inParallel(
            { try self.answers(to: early, questions, maximumAge: maximumAge) },
            { try self.answers(to: late, questions, maximumAge: maximumAge) })
        var answers = [HealthAnswer?](repeating: nil, count: questions.count)
        for (half, found) in [(early, known.0), (late, known.1)] {
            for (question, answer) in zip(half, found) { answers[question.index] = answer }
        }
        if version == .firstRecorded {
            try snapshots.read { try restoreFirstRecorded(&answers, to: questions, $0) }
        }
        return answers
    }

    /// One answer for each of some questions in order.
    private func answers(
        to asked: ArraySlice<Asked>, _ questions: [HealthQuestion], maximumAge: Int
    ) throws -> [HealthAnswer?] {
        var answers = [HealthAnswer?](repeating: nil, count: asked.count)
        // What an account's month does not answer, the month before may.
        var open = zip(asked, 0...).map { (key: $0.key, day: questions[$0.index].day, place: $1) }
        try snapshots.read { database in
            let sweep = try MonthSweep(database)
            while !open.isEmpty {
                var unanswered: [(key: Int64, day: Day, place: Int)] = []
                for question in open {
                    let month = Month(number: Int32(question.key >> 32))
                    let answer =
                        try sweep.seek(question.key)
                        ? sweep.latest(month, until: question.day) : nil
                    if let answer {
                        let age = question.day - answer.day
                        answers[question.place] = age <= maximumAge ? answer : nil
                    } else if question.day - (month.firstDay - 1) <= maximumAge {
                        unanswered.append(
                            (question.key - (1 << 32), question.day, question.place))
                    }
                }
                open = unanswered
            }
        }
        return answers
    }

    /// The questions by month, then by account: sorted by counting, first by the lesser key.
    private func inOrder(_ questions: [HealthQuestion]) -> [Asked] {
        guard let first = questions.min(by: { $0.day < $1.day })?.day.month,
            let last = questions.max(by: { $0.day < $1.day })?.day.month
        else { return [] }
        let byAccount = questions.enumerated().map { index, question in
            Asked(key: monthKey(question.day.month, keys[Int(question.account)]), index: index)
        }.sortedByCounting(keys: positions.count) { Int($0.key & 0xffff_ffff) }
        return byAccount.sortedByCounting(keys: last - first + 1) {
            Int($0.key >> 32) - Int(first.number)
        }
    }

    /// Gives answers from restated rows the values that those rows had first.
    private func restoreFirstRecorded(
        _ answers: inout [HealthAnswer?], to questions: [HealthQuestion], _ database: Database
    ) throws {
        let rows = try PreparedStatement(
            database,
            """
            SELECT account_key, date, score_tenths, tier, min(restatement_id)
            FROM health_restatements GROUP BY account_key, date
            """)
        var first: [HealthQuestion: HealthAnswer] = [:]
        while try rows.step() {
            guard let day = rows.day(1) else { continue }
            let account = Int(positions[Int(rows.integer(0))])
            first[HealthQuestion(account: account, day: day)] = HealthAnswer(
                day: day, score: Score(tenths: Int16(rows.integer(2))),
                tier: Tier(rawValue: UInt8(rows.integer(3))))
        }
        guard !first.isEmpty else { return }
        for (index, answer) in answers.enumerated() {
            guard let answer else { continue }
            let row = HealthQuestion(account: Int(questions[index].account), day: answer.day)
            answers[index] = first[row] ?? answer
        }
    }

    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) throws {
        try snapshots.read { database in
            let rows = try PreparedStatement(
                database,
                """
                SELECT month_account, first_day, last_day, days, closing_tenths, sum_tenths,
                    minimum_tenths, closing_tier
                FROM health_months WHERE month_account BETWEEN ? AND ?
                """)
            rows.bind(monthKey(first, 0), at: 1)
            rows.bind(monthKey(last, .max), at: 2)
            while try rows.step() {
                let key = rows.integer(0)
                let month = Month(number: Int32(key >> 32))
                let days = Int(rows.integer(3))
                body(
                    HealthMonthSummary(
                        account: Int(positions[Int(key & 0xffff_ffff)]), month: month,
                        first: month.firstDay + (Int(rows.integer(1)) - 1),
                        last: month.firstDay + (Int(rows.integer(2)) - 1), observed: days,
                        closing: Score(tenths: Int16(rows.integer(4))),
                        closingTier: Tier(rawValue: UInt8(rows.integer(7))),
                        mean: Double(rows.integer(5)) / 10 / Double(days),
                        minimum: Score(tenths: Int16(rows.integer(6)))))
            }
        }
    }

    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) throws {
        try snapshots.read { database in
            let rows = try PreparedStatement(
                database,
                """
                SELECT month_account, packed FROM health_months
                WHERE month_account BETWEEN ? AND ?
                """)
            rows.bind(monthKey(first.month, 0), at: 1)
            rows.bind(monthKey(last.month, .max), at: 2)
            while try rows.step() {
                let key = rows.integer(0)
                let month = Month(number: Int32(key >> 32))
                let account = Int(positions[Int(key & 0xffff_ffff)])
                let beforeFirst = month.firstDay - 1
                let isWhole = PackedMonth.forEachScore(in: rows.bytes(1)) { day, score, tier in
                    let day = beforeFirst + day
                    guard day >= first, day <= last else { return }
                    body(
                        account,
                        HealthAnswer(
                            day: day, score: Score(tenths: score), tier: Tier(rawValue: tier)))
                }
                guard isWhole else {
                    throw LedgerError.damagedMonth(
                        month: month.description, account: key & 0xffff_ffff)
                }
            }
        }
    }

    func days(of account: Int) throws -> [HealthDay] {
        try snapshots.read { database in
            let registry = try NameRegistry(database)
            let months = try Int32.fetchAll(
                database, sql: "SELECT month FROM health_totals ORDER BY month")
            let sweep = try MonthSweep(database)
            let cells = MonthCells()
            var days: [HealthDay] = []
            for month in months.map(Month.init(number:)) {
                guard try sweep.seek(monthKey(month, keys[account])) else { continue }
                guard sweep.unpack(into: cells) else {
                    throw LedgerError.damagedMonth(
                        month: month.description, account: Int64(keys[account]))
                }
                days += cells.columns.healthDays(of: month, registry)
            }
            return days
        }
    }

    private struct Asked {
        let key: Int64
        let index: Int
    }
}

extension Array {
    /// The elements by rising key, those of one key in the order they have: in O(count + keys),
    /// `keys` being one more than the largest.
    fileprivate func sortedByCounting(keys: Int, by key: (Element) -> Int) -> [Element] {
        guard let any = first else { return [] }
        var next = accountOffsets(lazy.map(key), accounts: keys)
        var sorted = [Element](repeating: any, count: count)
        for element in self {
            sorted[next[key(element)]] = element
            next[key(element)] += 1
        }
        return sorted
    }
}

extension MonthColumns {
    func healthDays(of month: Month, _ registry: NameRegistry) -> [HealthDay] {
        let days = (0..<31).filter { observed >> UInt32($0) & 1 == 1 }
        return days.enumerated().map { row, day in
            var named: [String: Score] = [:]
            for (column, id) in componentIDs.enumerated() {
                let tenths = component(column, row: row)
                if tenths >= 0 { named[registry.componentName(id)] = Score(tenths: tenths) }
            }
            return HealthDay(
                day: month.firstDay + day, score: Score(tenths: score[row]),
                tier: Tier(rawValue: tier[row]),
                modelVersion: registry.versionName(version[row]), components: named)
        }
    }
}

/// The row of `health_months` that holds an account's month.
func monthKey(_ month: Month, _ account: Int32) -> Int64 {
    Int64(month.number) << 32 | Int64(account)
}
