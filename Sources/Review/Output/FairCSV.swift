import Domain
import Scorecards

extension MonthlyReview {
    /// The rows of a card's fair comparison and bridge in `scorecards.csv`: the metric and all that
    /// follows it.
    func fairRows(of scope: Scope) -> [[CSVTable.Cell]] {
        guard let figures = fair.figures(of: scope) else { return [] }
        let bridge = fair.bridge(of: scope)
        let reason = CSVTable.Cell.optional(figures.reason?.rawValue)
        func row(
            _ name: String, _ value: Double?, range: ClosedRange<Int>? = nil,
            of parts: (Double, Double)? = nil, band: LuckBand? = nil
        ) -> [CSVTable.Cell] {
            [
                .text(name), .optional(value), .optional(range.map { Double($0.lowerBound) }),
                .optional(range.map { Double($0.upperBound) }), .optional(parts?.0),
                .optional(parts?.1),
            ] + Array(repeating: .empty, count: 5)
                + [value == nil ? reason : .empty, .optional(band?.rawValue)]
        }
        let (observed, expected) = (Double(figures.observed), figures.expected.expected)
        let steps: [(String, Double?)] = [
            ("case_mix", bridge?.caseMix), ("transition", bridge?.transition),
            ("rest", bridge?.rest),
        ]
        return [
            row("fair_expected", expected, range: figures.luck?.range, band: figures.luck?.band),
            row("fair_ratio", figures.comparison?.ratio, of: (observed, expected)),
            row("risk_adjusted_renewal_rate", figures.comparison?.riskAdjustedRate),
            row("fair_mid_p", figures.luck?.midP),
            row("fair_shrunk_rate", figures.lasting?.shrunkRate),
            row("fair_reliability", figures.lasting?.reliability),
            row("fair_rank", figures.lasting?.rank.map(Double.init)),
            row("fair_more_needed", figures.lasting?.moreNeeded.map(Double.init)),
            row("fair_end_game_expected", figures.endGame.expected),
        ] + steps.filter { $0.1 != nil }.map { row("bridge_\($0.0)", $0.1) }
    }
}
