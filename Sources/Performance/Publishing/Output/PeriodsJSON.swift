import Attribution
import Calendar
import Formats
import Scorecards

extension [PeriodHistory] {
    /// The quarters and years as a review's `periods`.
    ///
    /// Source: `Documentation/methods.md`, 24.
    var json: JSON {
        let company = first { $0.team == nil }
        return [
            "company": .object(company?.members ?? []),
            "teams": .array(
                filter { $0.team != nil }.map {
                    .object([("team", .optional($0.team))] + $0.members)
                }),
        ]
    }
}

extension PeriodHistory {
    fileprivate var members: [(name: String, value: JSON)] {
        [
            ("quarters", .array(quarters.map { $0.json(named: "quarter") })),
            ("years", .array(years.map { $0.json(named: "year") })),
        ]
    }
}

extension PeriodFigures {
    fileprivate func json(named name: String) -> JSON {
        .object([
            (name, .text(period.name)),
            ("first_day", .text(period.days.lowerBound.description)),
            ("last_day", .text(period.days.upperBound.description)),
            ("renewals", renewals.json),
            (
                "metrics",
                .object(
                    Self.rates.map { metric in
                        (
                            name: metric.rawValue,
                            value: metrics[keyPath: metric.path].estimate.json(as: metric)
                        )
                    })
            ),
        ])
    }
}

extension Estimate {
    fileprivate func json(as metric: RateMetric) -> JSON {
        [
            "value": .optional(value), "low": .optional(low), "high": .optional(high),
            "numerator": .optional(numerator), "denominator": .optional(denominator),
            "n_eff": .optional(metric.isRevenue ? effectiveCount : nil),
            "reason": .optional(reason?.rawValue),
        ]
    }
}
