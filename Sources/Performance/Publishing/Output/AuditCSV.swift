import Attribution
import Calendar
import Formats
public import Review
import Domain
import OverrideAudit
import Scorecards
import Statistics

extension MonthlyReview {
    /// The episodes as `override_episodes.csv`, one row for each episode, with the fields of the
    /// JSON. Identifiers of several overrides are separated by spaces.
    public func episodesCSV() -> [UInt8] {
        var table = CSVTable(columns: [
            "episode_id", "override_ids", "account_id", "csm_id", "direction", "index_date",
            "model_tier", "model_score", "asserted_tier", "reason", "lead_days", "renewal_id",
            "due_date", "state", "verdict", "counted", "score_churn_probability", "arr",
        ])
        for episode in audit.episodes { table.append(cells(of: episode)) }
        return table.bytes
    }

    /// The parts of the portfolio as `override_segments.csv`, one row for each value and direction.
    public func segmentsCSV() -> [UInt8] {
        let verdicts: [Verdict] = [
            .csmRight, .scoreRight, .renewedWithAction, .renewedWithoutAction,
        ]
        var table = CSVTable(
            columns: [
                "dimension", "value", "direction", "status", "adjusted_p", "more_needed",
                "matured", "observed", "expected", "range_low", "range_high", "p_chance",
                "unscored", "treated", "controls", "strata", "dropped", "chi_square", "p", "exact",
                "odds_ratio", "risk_difference", "risk_difference_low", "risk_difference_high",
                "interval_reason",
            ] + verdicts.map { "arr_\($0.rawValue)" } + [
                "verdict", "reason", "status_reason", "sentence",
            ])
        for segment in audit.segments {
            let figures = segment.figures
            let sums = verdicts.map { verdict in
                CSVTable.Cell.optional(figures.arr.first { $0.verdict == verdict }?.sum)
            }
            table.append(
                [
                    .text(segment.dimension.rawValue), .text(segment.value),
                    .text(figures.direction.rawValue), .text(segment.status.rawValue),
                    .optional(segment.adjustedP), .optional(segment.moreNeeded.map(Double.init)),
                    .number(Double(figures.matured)),
                ] + impliedCells(figures) + matchedCells(figures.matched) + sums + [
                    .optional(figures.verdict?.rawValue), .optional(figures.reason?.rawValue),
                    segment.isWeakened ? .text("outcomes_missing") : .empty,
                    .text(segment.sentence),
                ])
        }
        return table.bytes
    }

    private func cells(of episode: Episode) -> [CSVTable.Cell] {
        let portfolio = attributed.portfolio
        let overrides = episode.overrides.map { portfolio.overrides[$0].id }
        return [
            .text(episode.id), .text(overrides.joined(separator: " ")),
            .text(portfolio.accounts[episode.account].id.text),
            .text(portfolio.csms[episode.csm].id.text), .text(episode.direction.rawValue),
            .text(episode.indexDay.description), .text(episode.modelTier.word),
            .optional(episode.modelScore?.points), .text(episode.asserted.word),
            .optional(episode.reason), .number(Double(episode.lead)),
            .text(portfolio.renewals[episode.renewal].id), .text(episode.due.description),
            .text(episode.state.rawValue), .optional(episode.verdict?.rawValue),
            .text(episode.isCounted ? "true" : "false"), .optional(episode.churnProbability),
            .optional(episode.arr),
        ]
    }

    private func impliedCells(_ figures: AuditFigures) -> [CSVTable.Cell] {
        let implied = figures.implied
        return [
            .number(Double(figures.observed)), .optional(implied?.expected),
            .optional(implied.map { Double($0.range.lowerBound) }),
            .optional(implied.map { Double($0.range.upperBound) }), .optional(implied?.p),
            .number(Double(figures.unscored)),
        ]
    }

    private func matchedCells(_ matched: MatchedContrast?) -> [CSVTable.Cell] {
        guard let matched else { return Array(repeating: .empty, count: 12) }
        let test = matched.test
        return [
            .number(Double(matched.treated)), .number(Double(matched.controls)),
            .number(Double(matched.strata)), .number(Double(matched.dropped)),
            .optional(test.chiSquare), .optional(test.p), .text(test.isExact ? "true" : "false"),
            .optional(test.oddsRatio), .optional(test.riskDifference),
            .optional(test.interval?.low), .optional(test.interval?.high),
            .optional(test.reason?.rawValue),
        ]
    }
}
