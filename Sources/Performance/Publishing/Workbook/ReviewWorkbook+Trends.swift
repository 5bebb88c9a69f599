import Calendar
import Formats
import Office
import Review
import Scorecards
import Statistics

/// A period of a trend.
private struct TrendRow {
    let trend: Trend
    let point: TrendPoint
    let mean: Double?
}

extension ReviewWorkbook {
    /// The trends whose values are shares.
    var shareTrendSheet: Sheet? {
        trendSheet("Trends", .percent(1)) { $0 != .nps && $0 != .meanScore }
    }

    /// The trends whose values are points.
    var pointTrendSheet: Sheet? {
        trendSheet("Trends in points", .decimal(1)) { $0 == .nps || $0 == .meanScore }
    }

    private func trendSheet(
        _ name: String, _ format: CellFormat, _ isIncluded: (TrendMetric) -> Bool
    ) -> Sheet? {
        let rows = review.trends.filter { isIncluded($0.metric) && isShown(team: $0.team) }.flatMap
        {
            trend in
            trend.points.enumerated().map { position, point in
                TrendRow(
                    trend: trend, point: point,
                    mean: trend.segments.last { $0.positions.lowerBound <= position }?.mean)
            }
        }
        return Sheet(
            name, of: rows,
            [
                WorkbookField<TrendRow>("Figure", isKept: true) { .text($0.trend.metric.title) },
                WorkbookField("Scope") { .text($0.trend.team.map { "Team \($0)" } ?? "Company") },
                WorkbookField("Period", note: "A month, or a quarter where months have too few.") {
                    .text($0.point.period.name)
                },
                WorkbookField("Last day", .day) { .day($0.point.period.lastMonth.lastDay) },
                WorkbookField("Value", format, isKept: true) { .optional($0.point.value) },
                WorkbookField("Why none") {
                    $0.point.value == nil
                        ? .text($0.point.denominator == 0 ? "nothing in the period" : "too few")
                        : .empty
                },
                WorkbookField("Count", note: "How many it rests on.", .integer) {
                    .count($0.point.count)
                },
                WorkbookField("Numerator", .decimal(2)) { .number($0.point.numerator) },
                WorkbookField("Denominator", .decimal(2)) { .number($0.point.denominator) },
                WorkbookField("Average", note: "Since the limits last began anew.", format) {
                    .optional($0.mean)
                },
                WorkbookField(
                    "Usual from", note: "The lower limit of what is usual for so many.", format
                ) { .optional($0.point.limits?.lower) },
                WorkbookField(
                    "Usual to", note: "The upper limit of what is usual for so many.", format
                ) { .optional($0.point.limits?.upper) },
                WorkbookField(
                    "Stands out", note: "Why the period stands out, or that it is not settled yet."
                ) { .optional($0.point.label?.words) },
            ])
    }
}

extension ZChartLabel {
    fileprivate var words: String {
        switch self {
        case .outside: "outside the usual range"
        case .trend: "part of a run in one direction"
        case .twoOfThree: "two of three near a limit"
        case .shift: "part of a run on one side of the average"
        case .provisional: "not settled yet"
        }
    }
}
