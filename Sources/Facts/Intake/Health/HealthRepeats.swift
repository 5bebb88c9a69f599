import Calendar
import Domain

/// What became of the health rows that share an account and a day.
///
/// Identical rows are one row. Of rows that differ the last reading of the day stands, where they
/// have times; otherwise none does.
struct HealthRepeats: Sendable {
    /// An account on a day.
    struct Cell: Hashable {
        var account: Int32
        var day: Day
    }

    /// The accounts and days whose rows contradict each other.
    var contradicted: Set<Cell> = []
    /// How many rows gave way to a later reading of their day.
    var earlierReadings = 0

    /// Adds what was found in another batch.
    mutating func add(_ other: HealthRepeats) {
        contradicted.formUnion(other.contradicted)
        earlierReadings += other.earlierReadings
    }
}

extension HealthBatch {
    /// Removes the rows that do not stand beside others of their account and day.
    ///
    /// - Parameter milliseconds: the time of each row; empty where rows have none.
    /// - Returns: what was removed and why.
    mutating func settleRepeats(_ milliseconds: [Int32]) -> HealthRepeats {
        var repeats = HealthRepeats()
        var dropped: Set<Int> = []
        var start = 0
        while let first = firstRepeat(from: start) {
            var end = first + 2
            while end < account.count, isSameCell(end, first) { end += 1 }
            let cell = first..<end
            let last = milliseconds.isEmpty ? 0 : cell.map { milliseconds[$0] }.max() ?? 0
            let standing = cell.filter { milliseconds.isEmpty || milliseconds[$0] == last }
            let isContradicted = cell.contains { row in
                cell.contains { other in
                    (milliseconds.isEmpty || milliseconds[row] == milliseconds[other])
                        && !isSameRow(row, other)
                }
            }
            if isContradicted {
                repeats.contradicted.insert(
                    .init(account: account[first], day: month.firstDay + (Int(day[first]) - 1)))
            }
            let isClear = standing.allSatisfy { isSameRow($0, standing[0]) }
            for row in cell where !isClear || !standing.contains(row) { dropped.insert(row) }
            repeats.earlierReadings += cell.count { row in
                !standing.contains(row)
                    && cell.allSatisfy {
                        milliseconds[$0] != milliseconds[row] || isSameRow($0, row)
                    }
            }
            start = end
        }
        if !dropped.isEmpty { keep(account.indices.filter { !dropped.contains($0) }) }
        return repeats
    }

    /// The first row from a position on whose successor has its account and day; nil if none has.
    private func firstRepeat(from start: Int) -> Int? {
        var row = start + 1
        return account.withUnsafeBufferPointer { account in
            day.withUnsafeBufferPointer { day in
                while row < account.count {
                    if account[row] == account[row - 1], day[row] == day[row - 1] { return row - 1 }
                    row += 1
                }
                return nil
            }
        }
    }

    private func isSameCell(_ row: Int, _ other: Int) -> Bool {
        account[row] == account[other] && day[row] == day[other]
    }

    private func isSameRow(_ row: Int, _ other: Int) -> Bool {
        score[row] == score[other] && tier[row] == tier[other]
            && modelVersion[row] == modelVersion[other]
            && componentNames.indices.allSatisfy {
                components[$0 * account.count + row] == components[$0 * account.count + other]
            }
    }

    private mutating func keep(_ rows: [Int]) {
        components = componentNames.indices.flatMap { component in
            rows.map { components[component * account.count + $0] }
        }
        account = rows.map { account[$0] }
        day = rows.map { day[$0] }
        score = rows.map { score[$0] }
        tier = rows.map { tier[$0] }
        modelVersion = rows.map { modelVersion[$0] }
    }
}
