import Calendar
import Concurrency
import Domain
import GRDB
import Storage

/// Reads the health history from the packed months within one snapshot.
struct SQLiteHealthHistory: HealthHistory {
    let snapshots: Snapshots
    /// The last health file that counts, as `imports.feed_number`; nil for all files.
    private let last: UInt32?
    let keys: [Int32]
    /// The current months in the ledger.
    private let known: MonthAccounts
    /// The position of the account with each key; -1 if no account has it.
    let positions: [Int32]

    /// Creates the history of the accounts with these keys, in the order of the portfolio.
    init(_ snapshots: Snapshots, keys: [Int32], through last: UInt32?, known: MonthAccounts) {
        self.snapshots = snapshots
        self.known = known
        self.last = last
        self.keys = keys
        var positions = [Int32](repeating: -1, count: Int(keys.max() ?? 0) + 1)
        for (position, key) in keys.enumerated() { positions[Int(key)] = Int32(position) }
        self.positions = positions
    }

    /// The position of the account in a month's key; nil if it is not in the portfolio.
    private func position(_ key: Int64) -> Int? {
        let account = Int(key & 0xffff_ffff)
        guard account < positions.count, positions[account] >= 0 else { return nil }
        return Int(positions[account])
    }

    func months(_ database: Database) throws -> any MonthSource {
        try last.map { try PastMonths(database, through: $0, known: known) }
            ?? CurrentMonths(database, known: known)
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

    /// Answers some questions, which are in order.
    private func answers(
        to asked: ArraySlice<Asked>, _ questions: [HealthQuestion], maximumAge: Int
    ) throws -> [HealthAnswer?] {
        var answers = [HealthAnswer?](repeating: nil, count: asked.count)
        try forEachAnswer(to: asked, questions, maximumAge: maximumAge) { answers[$2] = $3 }
        return answers
    }

    /// Calls `body` for some questions, which are in order, where there is an answer: with the months,
    /// which stand at the one that has it, its key, the question's place among those asked, and the
    /// answer.
    func forEachAnswer(
        to asked: ArraySlice<Asked>, _ questions: [HealthQuestion], maximumAge: Int,
        _ body: (any MonthSource, Int64, Int, HealthAnswer) throws -> Void
    ) throws {
        // If the account's month has no answer, try the month before.
        var open = zip(asked, 0...).map { (key: $0.key, day: questions[$0.index].day, place: $1) }
        try snapshots.read { database in
            let sweep = try months(database)
            while !open.isEmpty {
                var unanswered: [(key: Int64, day: Day, place: Int)] = []
                for question in open {
                    let month = Month(number: Int32(question.key >> 32))
                    let answer =
                        try sweep.seek(question.key)
                        ? try sweep.latest(month, until: question.day) : nil
                    if let answer {
                        guard question.day - answer.day <= maximumAge else { continue }
                        try body(sweep, question.key, question.place, answer)
                    } else if question.day - (month.firstDay - 1) <= maximumAge {
                        unanswered.append(
                            (question.key - (1 << 32), question.day, question.place))
                    }
                }
                open = unanswered
            }
        }
    }

    /// Sorts the questions by month, then by account: a counting sort by account, then one by
    /// month.
    func inOrder(_ questions: [HealthQuestion]) -> [Asked] {
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

    /// Replaces answers from restated rows with the values first recorded.
    private func restoreFirstRecorded(
        _ answers: inout [HealthAnswer?], to questions: [HealthQuestion], _ database: Database
    ) throws {
        let first = try firstRecorded(database)
        guard !first.isEmpty else { return }
        for (index, answer) in answers.enumerated() {
            guard let answer else { continue }
            let key = monthKey(answer.day.month, keys[Int(questions[index].account)])
            answers[index] = first[key]?[answer.day] ?? answer
        }
    }

    /// The values first recorded of the rows that were restated, by month and account, then by day.
    func firstRecorded(_ database: Database) throws -> [Int64: [Day: HealthAnswer]] {
        try firstRecorded(database) { day, cells, row in
            HealthAnswer(
                day: day, score: Score(tenths: cells.score[row]),
                tier: Tier(rawValue: cells.tier[row]))
        }
    }

    /// What is wanted of the values first recorded of the rows that were restated, by month and
    /// account, then by day.
    func firstRecorded<Value>(
        _ database: Database, _ value: (Day, MonthCells, Int) -> Value
    ) throws -> [Int64: [Day: Value]] {
        try ChecksummedTable(database, "health_history").check(database)
        let rows = try PreparedStatement(
            database,
            """
            SELECT month_account, is_withdrawn, packed FROM health_history WHERE known_until <= ?
            ORDER BY month_account, known_until
            """)
        rows.bind(last.map(Int64.init) ?? .max, at: 1)
        var first: [Int64: [Day: Value]] = [:]
        let cells = MonthCells()
        while try rows.step() {
            let key = rows.integer(0)
            guard position(key) != nil else { continue }
            guard PackedMonth.decode(rows.bytes(2), into: cells) else {
                throw LedgerError.damagedMonth(key: key)
            }
            let isWithdrawn = rows.integer(1) != 0
            let firstDay = try monthOfKey(key).firstDay
            for (row, dayOfMonth) in cells.daysOfMonth.enumerated() {
                let day = firstDay + (dayOfMonth - 1)
                if isWithdrawn {
                    // A withdrawn row does not count, and neither do its earlier values.
                    first[key]?[day] = nil
                } else if first[key]?[day] == nil {
                    first[key, default: [:]][day] = value(day, cells, row)
                }
            }
        }
        return first
    }

    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) throws {
        try snapshots.read { database in
            try months(database).forEachMonth(monthKey(first, 0)...monthKey(last, .max)) { row in
                guard let account = position(row.key) else { return }
                let month = try monthOfKey(row.key)
                body(
                    HealthMonthSummary(
                        account: account, month: month, first: month.firstDay + (row.firstDay - 1),
                        last: month.firstDay + (row.lastDay - 1), observed: row.days,
                        closing: Score(tenths: row.closingTenths),
                        closingTier: Tier(rawValue: row.closingTier),
                        mean: Double(row.sumTenths) / 10 / Double(row.days),
                        minimum: Score(tenths: row.minimumTenths)))
            }
        }
    }

    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) throws {
        try snapshots.read { database in
            var key = Int64.min
            var account: Int?
            var beforeFirst = first
            try months(database).forEachDay(
                monthKey(first.month, 0)...monthKey(last.month, .max)
            ) { monthOfAccount, day, score, tier in
                if monthOfAccount != key {
                    key = monthOfAccount
                    account = position(key)
                    beforeFirst = try monthOfKey(key).firstDay - 1
                }
                let day = beforeFirst + day
                guard let account, day >= first, day <= last else { return }
                body(
                    account,
                    HealthAnswer(
                        day: day, score: Score(tenths: score), tier: Tier(rawValue: tier)))
            }
        }
    }

    func days(of account: Int) throws -> [HealthDay] {
        try snapshots.read { database in
            let registry = try NameRegistry(database)
            let history = try PreparedStatement(
                database, "SELECT min(month_account), max(month_account) FROM health_history")
            var bounds = known.months
            if try history.step(), !history.isNull(0) {
                bounds.append(try monthOfKey(history.integer(0)))
                bounds.append(try monthOfKey(history.integer(1)))
            }
            guard let first = bounds.min(), let last = bounds.max() else { return [] }
            let sweep = try months(database)
            let cells = MonthCells()
            var days: [HealthDay] = []
            for month in (first.number...last.number).map(Month.init(number:)) {
                guard try sweep.seek(monthKey(month, keys[account])) else { continue }
                try sweep.unpack(into: cells)
                days += try cells.healthDays(of: month, registry)
            }
            return days
        }
    }

    /// The number of health rows of the portfolio's accounts by month, first month first.
    func totals() throws -> [HealthTotal] {
        try snapshots.read { database in
            var totals: [HealthTotal] = []
            try months(database).forEachMonth(allMonthKeys) { row in
                guard position(row.key) != nil else { return }
                let month = try monthOfKey(row.key)
                let first = month.firstDay + (row.firstDay - 1)
                let last = month.firstDay + (row.lastDay - 1)
                if let latest = totals.last, latest.month == month {
                    totals[totals.count - 1].rows += row.days
                    totals[totals.count - 1].first = min(latest.first, first)
                    totals[totals.count - 1].last = max(latest.last, last)
                } else {
                    totals.append(
                        HealthTotal(month: month, rows: row.days, first: first, last: last))
                }
            }
            return totals
        }
    }

    struct Asked {
        let key: Int64
        let index: Int
    }
}

extension MonthCells {
    fileprivate func healthDays(
        of month: Month, _ registry: NameRegistry
    ) throws -> [HealthDay] {
        try daysOfMonth.enumerated().map { row, day in
            var named: [String: Score] = [:]
            for (column, id) in componentIDs.enumerated() {
                let tenths = components[column * Self.capacity + row]
                if tenths >= 0 { named[try registry.componentName(id)] = Score(tenths: tenths) }
            }
            return HealthDay(
                day: month.firstDay + (day - 1), score: Score(tenths: score[row]),
                tier: Tier(rawValue: tier[row]),
                modelVersion: try registry.versionName(version[row]), components: named)
        }
    }
}

/// The key of an account's month in `health_months`.
func monthKey(_ month: Month, _ account: Int32) -> Int64 {
    Int64(month.number) << 32 | Int64(account)
}

/// The keys of all months that can be.
let allMonthKeys = 0...monthKey(Month(number: 12 * 9999 + 11), .max)

/// The month of a key that was read back.
///
/// - Throws: `LedgerError.damagedMonth` for a month outside the years 0 to 9999.
func monthOfKey(_ key: Int64) throws -> Month {
    guard let number = Int32(exactly: key >> 32), (0..<12 * 10_000).contains(number) else {
        throw LedgerError.damagedMonth(key: key)
    }
    return Month(number: number)
}
