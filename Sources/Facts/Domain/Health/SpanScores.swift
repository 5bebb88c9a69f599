public import Calendar

/// Asks for the scores of an account as of each of some successive days.
public struct HealthSpan: Sendable, Hashable {
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int32
    /// The last of the days.
    public var last: Day

    /// The span of that account which ends on that day.
    public init(account: Int, last: Day) {
        self.account = Int32(account)
        self.last = last
    }
}

/// The scores of accounts as of each day of some spans, all of one length.
///
///     let scores = try health.scores(over: spans, days: 167, maximumAge: 30, version: .current)
///     scores[span, 166]  // on the last day of the span
///
/// A day takes two bytes.
public struct SpanScores: Sendable, Equatable {
    /// The cell of a day without an answer.
    public static let unknown = UInt16.max

    /// How many days each span has.
    public let days: Int
    /// The days of all spans, one span after the other: the score in tenths, and above its ten bits the
    /// raw value of the row's own tier; 0 without one.
    public private(set) var cells: [UInt16]

    /// Spans without any answer.
    public init(spans: Int, days: Int) {
        self.days = days
        cells = Array(repeating: Self.unknown, count: spans * days)
    }

    /// The spans of one, then those of the other. Both have days of the same number.
    public init(_ first: SpanScores, then second: SpanScores) {
        precondition(first.days == second.days, "spans must have one length")
        days = first.days
        cells = first.cells + second.cells
    }

    /// The score and the own tier of the row that answers for a day of a span, counted from 0; nil
    /// without one.
    public subscript(span: Int, day: Int) -> (score: Score, tier: Tier?)? {
        let cell = cells[span * days + day]
        return cell == Self.unknown ? nil : Self.row(of: cell)
    }

    /// The score and the own tier in a cell with an answer.
    public static func row(of cell: UInt16) -> (score: Score, tier: Tier?) {
        (Score(tenths: Int16(cell & 0x3ff)), Tier(rawValue: UInt8(cell >> 10)))
    }

    /// Answers some days of a span with the score and the tier of one row.
    public mutating func set(_ span: Int, _ range: Range<Int>, score: Score, tier: Tier?) {
        let cell = UInt16(score.tenths) | UInt16(tier?.rawValue ?? 0) << 10
        for day in range { cells[span * days + day] = cell }
    }
}

extension HealthHistory {
    /// Asks for every day by itself. Stores have a faster way.
    public func scores(
        over spans: [HealthSpan], days: Int, maximumAge: Int, version: HealthVersion
    ) throws -> SpanScores {
        let questions = spans.flatMap { span in
            (0..<days).map { day in
                HealthQuestion(account: Int(span.account), day: span.last - (days - 1 - day))
            }
        }
        let answers = try scores(asOf: questions, maximumAge: maximumAge, version: version)
        var scores = SpanScores(spans: spans.count, days: days)
        for (index, answer) in answers.enumerated() {
            guard let answer else { continue }
            let day = index % days
            scores.set(index / days, day..<day + 1, score: answer.score, tier: answer.tier)
        }
        return scores
    }
}
