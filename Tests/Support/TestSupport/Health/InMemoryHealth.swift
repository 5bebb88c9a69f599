package import Calendar
package import Domain

/// Daily scores in memory, made of rows in any order. A row for a day that has one restates it.
package struct InMemoryHealth: Sendable {
    /// A row as it stands now and as it was first recorded.
    private struct Row {
        var current: HealthDay
        var firstRecorded: HealthDay

        var day: Day { current.day }
    }

    /// By position of the account, in the order of their days.
    private var rows: [Int: [Row]] = [:]

    /// No scores.
    package init() {}

    /// Adds the row of a day, or restates it.
    package mutating func record(_ account: Int, _ row: HealthDay) {
        var days = rows[account] ?? []
        rows[account] = nil
        let index = Self.count(through: row.day, of: days)
        if index > 0, days[index - 1].day == row.day {
            days[index - 1].current = row
        } else {
            days.insert(Row(current: row, firstRecorded: row), at: index)
        }
        rows[account] = days
    }

    /// Adds the score of a day, in points, or restates it.
    package mutating func record(
        _ account: Int, _ day: Day, _ points: Double, tier: Tier? = nil
    ) {
        let score = Score(tenths: Int16((points * 10).rounded()))
        record(account, HealthDay(day: day, score: score, tier: tier))
    }

    /// Removes the rows of these days, of one account or of all.
    package mutating func remove(
        _ account: Int? = nil, where isRemoved: (Day) -> Bool = { _ in true }
    ) {
        for account in account.map({ [$0] }) ?? Array(rows.keys) {
            rows[account]?.removeAll { isRemoved($0.day) }
        }
    }

    /// Changes rows as though they had been recorded so from the start; their days stay.
    package mutating func rewrite(_ change: (inout HealthDay) -> Void) {
        for account in rows.keys {
            rows[account] = rows[account]?.map { row in
                var row = row
                change(&row.current)
                change(&row.firstRecorded)
                return row
            }
        }
    }

    /// Gives the account at each position the position that stands there.
    mutating func renumber(_ accounts: [Int]) {
        rows = Dictionary(uniqueKeysWithValues: rows.map { (accounts[$0.key], $0.value) })
    }

    /// The days of all rows.
    var days: [Day] { rows.values.flatMap { $0.map(\.day) } }

    /// How many of some rows are of that day or of earlier ones.
    private static func count(through day: Day, of rows: [Row]) -> Int {
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension InMemoryHealth: HealthHistory {
    package func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> [HealthAnswer?] {
        questions.map { question in
            guard let days = rows[Int(question.account)] else { return nil }
            let count = Self.count(through: question.day, of: days)
            guard count > 0, question.day - days[count - 1].day <= maximumAge else { return nil }
            let row = days[count - 1]
            switch version {
            case .current: return HealthAnswer(row.current)
            case .firstRecorded: return HealthAnswer(row.firstRecorded)
            }
        }
    }

    package func components(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> ComponentScores {
        let answers = questions.map { question -> HealthDay? in
            guard let days = rows[Int(question.account)] else { return nil }
            let count = Self.count(through: question.day, of: days)
            guard count > 0, question.day - days[count - 1].day <= maximumAge else { return nil }
            let row = days[count - 1]
            return version == .current ? row.current : row.firstRecorded
        }
        return ComponentScores(
            answers.map { $0?.components },
            versions: answers.map { row in row.map { $0.modelVersion ?? "" } })
    }

    package func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) {
        var summaries: [HealthMonthSummary] = []
        for (account, rows) in rows {
            let months = Dictionary(grouping: rows.map(\.current), by: \.day.month)
            for (month, days) in months where month >= first && month <= last {
                summaries.append(HealthMonthSummary(account: account, month: month, days))
            }
        }
        for summary in summaries.sorted(by: { ($0.month, $0.account) < ($1.month, $1.account) }) {
            body(summary)
        }
    }

    package func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) {
        for (account, days) in rows.sorted(by: { $0.key < $1.key }) {
            for row in days where row.day >= first && row.day <= last {
                body(account, HealthAnswer(row.current))
            }
        }
    }

    package func days(of account: Int) -> [HealthDay] { rows[account]?.map(\.current) ?? [] }
}

extension HealthAnswer {
    fileprivate init(_ row: HealthDay) {
        self.init(day: row.day, score: row.score, tier: row.tier)
    }
}

extension HealthMonthSummary {
    /// What the rows of a month amount to: at least one, in the order of their days.
    fileprivate init(account: Int, month: Month, _ days: [HealthDay]) {
        let (first, last) = (days[0], days[days.count - 1])
        self.init(
            account: account, month: month, first: first.day, last: last.day,
            observed: days.count, closing: last.score, closingTier: last.tier,
            mean: days.reduce(0) { $0 + $1.score.points } / Double(days.count),
            minimum: days.map(\.score).min() ?? last.score)
    }
}
