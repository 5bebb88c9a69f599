import Calendar
import Concurrency
import Domain
import GRDB
import Storage

extension SQLiteHealthHistory {
    func scores(
        over spans: [HealthSpan], maximumAge: Int, version: HealthVersion
    ) throws -> SpanScores {
        let first =
            version == .firstRecorded ? try snapshots.read { try firstRecorded($0) } : [:]
        // In the order of the ledger, and few at a time: what is noted for them stays in the cache.
        let order = Array(spans.indices).sortedByCounting(keys: positions.count) {
            Int(keys[Int(spans[$0].account)])
        }
        let parts = order.chunks(of: 16_384)
        let found = try mapInParallel(parts) { part in
            try snapshots.read {
                try answers(
                    to: part.map { spans[$0] }, maximumAge: maximumAge, first, from: months($0))
            }
        }
        var scores = SpanScores(spans)
        for (part, answers) in zip(parts, found) { scores.set(part, to: answers) }
        return scores
    }

    /// Answers some spans, from their last month back to their first: a month before a span is looked
    /// into only for days that the span's own months leave open.
    ///
    /// - Parameters:
    ///   - spans: the spans.
    ///   - maximumAge: in days.
    ///   - first: the values first recorded of restated rows, where they count.
    ///   - source: the months.
    /// - Returns: the answers, in the order of the spans.
    /// - Throws: `LedgerError` or `DatabaseError`.
    private func answers(
        to spans: [HealthSpan], maximumAge: Int, _ first: [Int64: [Day: HealthAnswer]],
        from source: any MonthSource
    ) throws -> SpanScores {
        var scores = SpanScores(spans)
        let firstDays = spans.map(\.first)
        guard let start = firstDays.min(), let last = spans.lazy.map(\.last).max() else {
            return scores
        }
        let earliest = (start - maximumAge).month
        var asking = [[Int32]](repeating: [], count: last.month - earliest + 1)
        for (index, span) in spans.enumerated() {
            for month in firstDays[index].month - earliest...span.last.month - earliest {
                asking[month].append(Int32(index))
            }
        }
        // How many days of each span, from its first on, no later month has answered.
        var open = spans.map(\.days)
        var latest: HealthAnswer?
        /// Lets the latest row answer for the days of its span before `end`.
        func fill(_ span: Int, until end: Int) {
            guard let row = latest else { return }
            let day = row.day - firstDays[span]
            let from = max(0, day)
            let until = min(end, day + maximumAge + 1)
            guard from < until else { return }
            scores.set(span, from..<until, score: row.score, tier: row.tier)
        }
        for place in asking.indices.reversed() {
            let month = earliest + place
            let (dayBefore, length) = (month.firstDay - 1, month.length)
            for index in asking[place] where open[Int(index)] > 0 {
                let span = Int(index)
                let before = dayBefore - firstDays[span]
                let end = Int(open[span])
                let key = monthKey(month, keys[Int(spans[span].account)])
                if try source.seek(key) {
                    let restated = first.isEmpty ? nil : first[key]
                    latest = nil
                    let wanted = min(max(1, -before), length)...min(length, end - 1 - before)
                    try source.forEachRow(of: wanted) { dayOfMonth, score, tier in
                        let day = before + dayOfMonth
                        if latest == nil { open[span] = Int32(max(0, day)) }
                        fill(span, until: day)
                        latest =
                            restated?[dayBefore + dayOfMonth]
                            ?? HealthAnswer(
                                day: dayBefore + dayOfMonth, score: Score(tenths: score),
                                tier: Tier(rawValue: tier))
                    }
                    fill(span, until: end)
                }
                let isFirstMonth = before < 0
                if isFirstMonth, open[span] > 0, before + maximumAge >= 0 {
                    asking[place - 1].append(index)
                }
            }
            asking[place] = []
        }
        return scores
    }
}
