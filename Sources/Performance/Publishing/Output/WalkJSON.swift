import Calendar
import Finance
import Formats
import Scorecards

extension ARRWalk {
    /// The walk as a review's `walk`.
    ///
    /// Source: `Documentation/methods.md`, 23.
    var json: JSON {
        [
            "unrated": .count(unrated),
            "company": .object(company.members),
            "segments": .array(
                segments.map { .object([("segment", .text($0.segment))] + $0.part.members) }),
            "teams": .array(
                teams.map { .object([("team", .optional($0.team))] + $0.part.members) }),
        ]
    }
}

extension WalkPart {
    fileprivate var members: [(name: String, value: JSON)] {
        [
            ("window", .object(window.members)),
            (
                "quarters",
                .array(
                    quarters.map {
                        .object([("quarter", .text($0.quarter.description))] + $0.step.members)
                    })
            ),
            (
                "months",
                .array(
                    months.map {
                        .object([("month", .text($0.month.description))] + $0.step.members)
                    })
            ),
            ("up_for_renewal", .optional(upForRenewal)),
            ("up_for_renewal_reason", .optional(upForRenewalReason?.rawValue)),
        ]
    }
}

extension WalkStep {
    fileprivate var members: [(name: String, value: JSON)] {
        named.map { (name: $0.name, value: .number($0.amount)) }
    }
}
