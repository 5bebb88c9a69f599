import Calendar
import Formats
import Attribution
public import Review
import Domain
import Scorecards
import Statistics

extension MonthlyReview {
    /// The scorecards as `scorecards.csv`, one row for each scorecard and metric. The names of
    /// counts of renewals start with `renewals_`, those of the fair comparison with `fair_` and
    /// those of the bridge with `bridge_`.
    public func scorecardsCSV() -> [UInt8] {
        var table = CSVTable(columns: [
            "month", "scope", "scope_id", "name", "metric", "value", "low", "high", "numerator",
            "denominator", "worst", "best", "target", "versus_target", "attainment", "reason",
            "band", "n_eff", "verdict_reason",
        ])
        let cards =
            [scoreboard.company] + scoreboard.teams + scoreboard.csms
            + [scoreboard.transition, scoreboard.unassigned]
        for card in cards {
            let start = [.text(frame.month.description)] + identity(of: card.scope)
            for (name, count) in card.renewals.named {
                let value = [.text("renewals_\(name)"), .number(Double(count))] as [CSVTable.Cell]
                table.append(start + value + Array(repeating: .empty, count: 13))
            }
            for metric in RateMetric.allCases {
                let rate = card.metrics[keyPath: metric.path]
                table.append(start + [.text(metric.rawValue)] + rate.cells)
            }
            for metric in AmountMetric.allCases {
                let amount = card.metrics[keyPath: metric.path]
                table.append(start + [.text(metric.rawValue)] + amount.cells)
            }
            for row in fairRows(of: card.scope) { table.append(start + row) }
        }
        return table.bytes
    }

    /// The trends as `trends.csv`, one row for each scope, metric and month or quarter.
    public func trendsCSV() -> [UInt8] {
        var table = CSVTable(columns: [
            "metric", "scope", "scope_id", "grain", "month", "quarter", "value", "numerator",
            "denominator", "label", "mean", "z", "lower", "upper", "near_lower", "near_upper",
        ])
        for trend in trends {
            for (position, point) in trend.points.enumerated() {
                let segment = trend.segments.last { $0.positions.lowerBound <= position }
                table.append([
                    .text(trend.metric.rawValue), .text(trend.team == nil ? "company" : "team"),
                    .optional(trend.team), .optional(trend.grain?.rawValue),
                    .text(point.period.lastMonth.description),
                    .optional(point.period.quarterName), .optional(point.value),
                    .number(point.numerator), .number(point.denominator),
                    .optional(point.label?.rawValue), .optional(segment?.mean),
                    .optional(point.z), .optional(point.limits?.lower),
                    .optional(point.limits?.upper), .optional(point.limits?.nearLower),
                    .optional(point.limits?.nearUpper),
                ])
            }
        }
        return table.bytes
    }

    /// The kind, the identifier and the name of a scope.
    private func identity(of scope: Scope) -> [CSVTable.Cell] {
        switch scope {
        case .company: return [.text("company"), .empty, .empty]
        case .team(let name): return [.text("team"), .text(name), .text(name)]
        case .csm(let index):
            let csm = attributed.portfolio.csms[index]
            return [.text("csm"), .text(csm.id.text), .text(csm.name)]
        case .transition: return [.text("transition"), .empty, .empty]
        case .unassigned: return [.text("unassigned"), .empty, .empty]
        }
    }
}

extension RenewalCounts {
    /// Its counts under their names in a review.
    var named: [(String, Int)] {
        [
            ("due", due), ("settled", settled), ("renewed", renewed), ("churned", churned),
            ("lapsed", lapsed), ("pending", pending), ("overdue", overdue), ("on_time", onTime),
            ("late", late), ("early", early),
        ]
    }
}

extension Rate {
    fileprivate var cells: [CSVTable.Cell] {
        [
            .optional(estimate.value), .optional(estimate.low), .optional(estimate.high),
            .optional(estimate.numerator), .optional(estimate.denominator), .optional(worst),
            .optional(best),
        ] + comparison.cells + [
            .optional(estimate.reason?.rawValue), .empty, .optional(estimate.effectiveCount),
            .optional(comparison.verdictReason?.rawValue),
        ]
    }
}

extension Amount {
    fileprivate var cells: [CSVTable.Cell] {
        [.optional(value)] + Array(repeating: .empty, count: 6) + comparison.cells
            + [
                .optional(reason?.rawValue), .empty, .empty,
                .optional(comparison.verdictReason?.rawValue),
            ]
    }
}

extension Comparison {
    fileprivate var cells: [CSVTable.Cell] {
        [.optional(target), .optional(versusTarget?.rawValue), .optional(attainment)]
    }
}
