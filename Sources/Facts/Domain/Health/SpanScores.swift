public import Calendar

/// Asks for the scores of an account as of each of some successive days.
public struct HealthSpan: Sendable, Hashable {
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int32
    /// The last of the days.
    public var last: Day
    /// How many days there are, 1 or more.
    public var days: Int32

    /// The span of that account with so many days, the last of which is that one.
    public init(account: Int, last: Day, days: Int) {
        self.account = Int32(account)
        self.last = last
        self.days = Int32(days)
    }

    /// The first of the days.
    public var first: Day { last - (Int(days) - 1) }
}

/// The scores of accounts as of each day of some spans.
///
///     let scores = try health.scores(over: spans, maximumAge: 30, version: .current)
///     scores[span, 166]  // on the 167th day of the span
///
/// A day takes two bytes.
public struct SpanScores: Sendable, Equatable {
    /// The cell of a day without an answer.
    public static let unknown = UInt16.max

    /// The days of all spans, one span after the other: the score in tenths, and above its ten bits the
    /// raw value of the row's own tier; 0 without one.
    public private(set) var cells: [UInt16]
    /// Where the days of each span begin in `cells`.
    public let starts: [Int32]

    /// Spans without any answer.
    public init(_ spans: [HealthSpan]) {
        var end: Int32 = 0
        starts = spans.map { span in
            defer { end += span.days }
            return end
        }
        cells = Array(repeating: Self.unknown, count: Int(end))
    }

    /// The score and the own tier of the row that answers for a day of a span, counted from 0; nil
    /// without one.
    public subscript(span: Int, day: Int) -> (score: Score, tier: Tier?)? {
        let cell = cells[Int(starts[span]) + day]
        return cell == Self.unknown ? nil : Self.row(of: cell)
    }

    /// The score and the own tier in a cell with an answer.
    public static func row(of cell: UInt16) -> (score: Score, tier: Tier?) {
        (Score(tenths: Int16(cell & 0x3ff)), Tier(rawValue: UInt8(cell >> 10)))
    }

    /// Answers some days of a span with the score and the tier of one row.
    public mutating func set(_ span: Int, _ range: Range<Int>, score: Score, tier: Tier?) {
        let cell = UInt16(score.tenths) | UInt16(tier?.rawValue ?? 0) << 10
        let start = Int(starts[span])
        for place in start + range.lowerBound..<start + range.upperBound { cells[place] = cell }
    }

    /// Answers some spans with those of `answers`, in their order.
    public mutating func set(_ spans: [Int], to answers: SpanScores) {
        var from = 0
        for (span, until) in zip(spans, answers.starts.dropFirst() + [Int32(answers.cells.count)]) {
            let start = Int(starts[span])
            for index in 0..<Int(until) - from {
                cells[start + index] = answers.cells[from + index]
            }
            from = Int(until)
        }
    }
}

extension HealthHistory {
    /// Asks for every day by itself. Stores have a faster way.
    public func scores(
        over spans: [HealthSpan], maximumAge: Int, version: HealthVersion
    ) throws -> SpanScores {
        let answers = try scores(
            asOf: spans.flatMap { span in
                (0..<Int(span.days)).map {
                    HealthQuestion(account: Int(span.account), day: span.first + $0)
                }
            }, maximumAge: maximumAge, version: version)
        var scores = SpanScores(spans)
        for (span, start) in scores.starts.enumerated() {
            for day in 0..<Int(spans[span].days) {
                guard let answer = answers[Int(start) + day] else { continue }
                scores.set(span, day..<day + 1, score: answer.score, tier: answer.tier)
            }
        }
        return scores
    }
}
