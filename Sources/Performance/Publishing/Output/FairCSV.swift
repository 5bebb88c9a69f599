import Formats
import Attribution
import Review
import Domain
import Scorecards

extension MonthlyReview {
    /// The rows of a scorecard's fair comparison and bridge in `scorecards.csv`, from the metric
    /// on.
    func fairRows(of scope: Scope) -> [[CSVTable.Cell]] {
        guard let figures = fair.figures(of: scope) else { return [] }
        let bridge = fair.bridge(of: scope)
        let unranked = figures.rankReason
        func row(
            _ name: String, _ value: Double?, range: ClosedRange<Int>? = nil,
            of parts: (Double, Double?)? = nil, reason: RankReason? = nil, band: ChanceBand? = nil
        ) -> [CSVTable.Cell] {
            let why = value == nil ? figures.reason?.rawValue ?? reason?.rawValue : nil
            return [
                .text(name), .optional(value), .optional(range.map { Double($0.lowerBound) }),
                .optional(range.map { Double($0.upperBound) }), .optional(parts?.0),
                .optional(parts?.1),
            ] + Array(repeating: .empty, count: 5)
                + [.optional(why), .optional(band?.rawValue), .empty, .empty]
        }
        let (observed, expected) = (Double(figures.observed), figures.expected?.expected)
        let steps: [(String, Double?)] = [
            ("others_rate", bridge?.othersRate), ("case_mix", bridge?.caseMix),
            ("transition", bridge?.transition.step),
            ("transition_luck", bridge?.transition.luck), ("rest", bridge?.rest.step),
            ("rest_luck", bridge?.rest.luck),
        ]
        return [
            row(
                "fair_expected", expected, range: figures.chance?.range, band: figures.chance?.band),
            row("fair_expectation_variance", figures.chance?.expectationVariance),
            row("fair_widening", figures.chance?.widening),
            row("fair_ratio", figures.comparison?.ratio, of: (observed, expected)),
            row("risk_adjusted_renewal_rate", figures.comparison?.riskAdjustedRate),
            row("fair_mid_p", figures.chance?.midP),
            row("fair_shrunk_rate", figures.shrinkage?.shrunkRate, reason: unranked),
            row("fair_reliability", figures.shrinkage?.reliability, reason: unranked),
            row("fair_rank", figures.shrinkage?.rank.map(Double.init), reason: unranked),
            row(
                "fair_more_needed", figures.shrinkage?.moreNeeded.map(Double.init), reason: unranked
            ),
            row("fair_end_game_expected", figures.endGame?.expected),
        ] + steps.filter { $0.1 != nil }.map { row("bridge_\($0.0)", $0.1) }
    }
}
