import Domain
import Finance
import Formats
import Scorecards

extension ChurnReasonReport {
    /// Why customers left, as a review's `churn_reasons`.
    ///
    /// Source: `Documentation/methods.md`, 25.
    var json: JSON {
        [
            "window": .object(window.members),
            "quarters": .array(
                quarters.map {
                    .object([("quarter", .text($0.period.name))] + $0.tables.members)
                }),
        ]
    }
}

extension ChurnReasonReport.Tables {
    fileprivate var members: [(name: String, value: JSON)] {
        [("losses", losses.json), ("downsell", downsell.json)]
    }
}

extension ChurnReasonTable {
    fileprivate var json: JSON {
        [
            "events": .count(events),
            "with_reason": .count(withReason),
            "coverage": .optional(coverage),
            "arr_lost": .number(amountLost),
            "classes": .array(classes.map { .object(members(of: $0)) }),
            "reasons": .array(
                reasons.map { .object([("reason", .optional($0.reason))] + members(of: $0)) }),
            "reason": .optional(reason?.rawValue),
        ]
    }

    private func members(of row: Row) -> [(name: String, value: JSON)] {
        [
            ("class", .text(row.class.rawValue)),
            ("events", .count(row.events)),
            ("share", .optional(share(of: row))),
            ("arr_lost", .number(row.amountLost)),
            ("arr_share", .optional(amountShare(of: row))),
        ]
    }
}
