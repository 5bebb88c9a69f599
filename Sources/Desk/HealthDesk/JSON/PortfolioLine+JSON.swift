import Calendar
import Domain
package import Formats
import Scoring

extension PortfolioFigures {
    /// The figures for programs. Shares are not rounded.
    package var json: JSON {
        [
            "accounts": .count(accounts), "scored": .count(scored),
            "share_green": .optional(share(of: .green)),
            "share_amber": .optional(share(of: .amber)), "share_red": .optional(share(of: .red)),
            "average_days_to_renewal": .optional(averageDaysToRenewal), "quiet": .count(quiet),
            "open_playbook_actions": .count(openPlaybookActions),
            "overdue_actions": .count(overdueActions),
        ]
    }
}

extension Concentration {
    /// The group for programs, tested.
    package var json: JSON {
        [
            "dimension": .text(dimension.rawValue), "group": .text(group),
            "ambers": .count(ambers), "all_ambers": .count(allAmbers),
            "accounts": .count(accounts), "all_accounts": .count(allAccounts), "p": .number(p),
            "adjusted_p": .number(adjustedP), "sentence": .text(sentence),
        ]
    }
}

extension PortfolioLine {
    /// The line for programs. Numbers are not rounded.
    package var json: JSON {
        [
            "account_id": .text(standing.account.id.text),
            "score": .optional(standing.score.value),
            "tier": .optional(standing.score.tier?.word), "change": .optional(standing.change),
            "days_to_renewal": .optional(standing.daysToRenewal.map(Double.init)),
            "days_since_touch": .optional(standing.daysSinceTouch.map(Double.init)),
            "open_actions": .array(standing.openActions.map { .text($0.id) }),
            "overdue_actions": .count(standing.overdueActions.count), "reason": .text(reason),
            "override": standing.override.map(\.json) ?? .null,
            "urgency": [
                "value": .number(urgency.value), "level": .number(urgency.level.value),
                "decline": .number(urgency.decline.value),
                "silence": .number(urgency.silence.value), "time": .number(urgency.time.value),
                "comes_first": .bool(!urgency.precedence.isEmpty),
                "explanation": .array(urgency.explanation.map(JSON.text)),
            ],
        ]
    }
}

extension OverrideStanding {
    /// The override for programs.
    package var json: JSON {
        [
            "override_id": .text(override.id), "tier": .text(override.asserted.word),
            "review_on": .text(review.description), "is_in_force": .bool(isInForce),
            "needs_review": .bool(needsReview),
        ]
    }
}
