import Calendar
import Domain
import TestSupport

/// Weekly scores with three components, made by a function of account and week.
struct StudyHealth: HealthHistory {
    /// The tenths of a week: the score, then its components; nil for a week without a row.
    typealias Week = (score: Int16, components: [Int16])

    static let components = ["sentiment", "support", "usage"]
    static let first: Day = "2022-06-06"

    private let weeks: Int
    private var scores: [Int16]
    private var parts: [Int16]

    /// The scores of some accounts through a day.
    init(accounts: Int, through last: Day, _ week: (_ account: Int, _ day: Day) -> Week?) {
        weeks = (last - Self.first) / 7 + 1
        scores = []
        parts = []
        scores.reserveCapacity(accounts * weeks)
        parts.reserveCapacity(accounts * weeks * 3)
        for account in 0..<accounts {
            for number in 0..<weeks {
                let row = week(account, Self.first + 7 * number)
                scores.append(row?.score ?? -1)
                parts += row?.components ?? [-1, -1, -1]
            }
        }
    }

    /// The row that answers for a day, as a position in `scores`.
    private func row(_ account: Int32, _ day: Day, _ maximumAge: Int) -> Int? {
        var week = (day - Self.first) / 7
        while week >= 0, day - (Self.first + 7 * week) <= maximumAge {
            if week < weeks, scores[Int(account) * weeks + week] >= 0 {
                return Int(account) * weeks + week
            }
            week -= 1
        }
        return nil
    }

    private func day(_ row: Int) -> Day { Self.first + 7 * (row % weeks) }

    func scores(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> [HealthAnswer?] {
        questions.map { question in
            row(question.account, question.day, maximumAge).map {
                HealthAnswer(day: day($0), score: Score(tenths: scores[$0]), tier: nil)
            }
        }
    }

    func scores(
        over spans: [HealthSpan], maximumAge: Int, version: HealthVersion
    ) -> SpanScores {
        var answers = SpanScores(spans)
        for (place, span) in spans.enumerated() {
            let (first, days) = (span.first, Int(span.days))
            for week in max(
                0, (first - Self.first) / 7 - 5)..<min(weeks, (span.last - Self.first) / 7 + 1)
            {
                let tenths = scores[Int(span.account) * weeks + week]
                guard tenths >= 0 else { continue }
                let start = Self.first + 7 * week - first
                let range = max(0, start)..<max(0, min(days, start + maximumAge + 1))
                guard range.lowerBound < range.upperBound else { continue }
                answers.set(place, range, score: Score(tenths: tenths), tier: nil)
            }
        }
        return answers
    }

    func components(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) -> ComponentScores {
        var tenths: [Int16] = []
        for question in questions {
            let row = row(question.account, question.day, maximumAge)
            for part in 0..<3 {
                tenths.append(row.map { parts[3 * $0 + part] } ?? ComponentScores.unknown)
            }
        }
        return ComponentScores(
            names: Self.components, tenths: tenths,
            versions: ModelVersions(
                names: ["v1"],
                rows: questions.map { row($0.account, $0.day, maximumAge) == nil ? -1 : 0 }))
    }

    func forEachMonth(
        from first: Month, through last: Month, _ body: (HealthMonthSummary) -> Void
    ) { preconditionFailure("signals ask for no months") }

    func forEachScore(
        from first: Day, through last: Day, _ body: (Int, HealthAnswer) -> Void
    ) { preconditionFailure("signals ask for no rows") }

    func days(of account: Int) -> [HealthDay] {
        preconditionFailure("signals ask for no rows")
    }
}
