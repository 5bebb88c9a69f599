import Attribution
import Calendar
import Finance
import Formats
public import Review
import Domain
import Scorecards

extension MonthlyReview {
    /// The walk as `walk.csv`, one row for each part and month, quarter or window.
    public func walkCSV() -> [UInt8] {
        var table = CSVTable(
            columns: ["scope", "scope_id", "grain", "period"]
                + WalkStep().named.map(\.name) + ["up_for_renewal"])
        let parts =
            [("company", nil, walk.company)]
            + walk.segments.map { ("segment", Optional($0.segment), $0.part) }
            + walk.teams.map { ("team", $0.team, $0.part) }
        for (scope, id, part) in parts {
            let start: [CSVTable.Cell] = [.text(scope), .optional(id)]
            func add(_ grain: String, _ period: String, _ step: WalkStep, _ share: Double?) {
                table.append(
                    start + [.text(grain), .text(period)]
                        + step.named.map { .number($0.amount) } + [.optional(share)])
            }
            for (month, step) in part.months { add("month", month.description, step, nil) }
            for (quarter, step) in part.quarters {
                add("quarter", quarter.description, step, nil)
            }
            add("window", frame.name, part.window, part.upForRenewal)
        }
        return table.bytes
    }

    /// The quarters and years as `periods.csv`, one row for each scope, period and figure.
    public func periodsCSV() -> [UInt8] {
        var table = CSVTable(columns: [
            "scope", "scope_id", "grain", "period", "metric", "value", "low", "high", "numerator",
            "denominator", "n_eff", "reason",
        ])
        for history in periods {
            for figures in history.quarters + history.years {
                let start: [CSVTable.Cell] = [
                    .text(history.team == nil ? "company" : "team"), .optional(history.team),
                    .text(figures.period.grain.rawValue), .text(figures.period.name),
                ]
                for (name, count) in figures.renewals.named {
                    let value: [CSVTable.Cell] = [
                        .text("renewals_\(name)"), .number(Double(count)),
                    ]
                    table.append(start + value + Array(repeating: .empty, count: 6))
                }
                for metric in PeriodFigures.rates {
                    let estimate = figures.metrics[keyPath: metric.path].estimate
                    table.append(
                        start + [
                            .text(metric.rawValue), .optional(estimate.value),
                            .optional(estimate.low), .optional(estimate.high),
                            .optional(estimate.numerator), .optional(estimate.denominator),
                            .optional(metric.isRevenue ? estimate.effectiveCount : nil),
                            .optional(estimate.reason?.rawValue),
                        ])
                }
            }
        }
        return table.bytes
    }

    /// Why customers left, as `churn_reasons.csv`: a row for each period, kind of loss and class, and
    /// one for each reason.
    public func churnReasonsCSV() -> [UInt8] {
        var table = CSVTable(columns: [
            "grain", "period", "kind", "row", "class", "reason", "events", "share", "arr_lost",
            "arr_share",
        ])
        let periods =
            churnReasons.quarters.map { ("quarter", $0.period.name, $0.tables) }
            + [("window", frame.name, churnReasons.window)]
        for (grain, period, tables) in periods {
            for (kind, losses) in [("loss", tables.losses), ("downsell", tables.downsell)] {
                for (row, entries) in [("class", losses.classes), ("reason", losses.reasons)] {
                    for entry in entries {
                        table.append([
                            .text(grain), .text(period), .text(kind), .text(row),
                            .text(entry.class.rawValue), .optional(entry.reason),
                            .number(Double(entry.events)), .optional(losses.share(of: entry)),
                            .number(entry.amountLost),
                            .optional(losses.amountShare(of: entry)),
                        ])
                    }
                }
            }
        }
        return table.bytes
    }
}
