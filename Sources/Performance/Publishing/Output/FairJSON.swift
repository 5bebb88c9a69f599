import Calendar
import Formats
import Attribution
import Review
import Domain
import Scorecards
import Statistics

extension MonthlyReview {
    /// The members `fair` and `bridge` of a scorecard, each with its reason.
    func fairMembers(of scope: Scope) -> [(name: String, value: JSON)] {
        let figures = fair.figures(of: scope)
        return [
            ("fair", figures?.json ?? .null),
            ("fair_reason", .optional(figures == nil ? fair.reason?.rawValue : nil)),
            ("bridge", fair.bridge(of: scope)?.json ?? .null),
            ("bridge_reason", .optional(fair.bridgeReason(of: scope)?.rawValue)),
        ]
    }

    /// The comparison of all CSMs and of all teams.
    var fairContent: JSON {
        [
            "company_rate": .optional(fair.companyRate),
            "csms": fair.csms?.json ?? .null,
            "teams": fair.teams?.json ?? .null,
            "sentence": .text(fairSentence),
            "reason": .optional(fair.reason?.rawValue),
        ]
    }
}

extension BookGroup {
    fileprivate var json: JSON {
        [
            "books": .count(books), "outside": .count(outside),
            "outside_by_luck": .number(outsideByChance),
            "tau_squared": .optional(spread?.tauSquared), "mean": .optional(spread?.mean),
        ]
    }
}

extension FairFigures {
    fileprivate var json: JSON {
        [
            "observed": .count(observed),
            "expected": .optional(expected?.expected),
            "variance": .optional(expected?.variance),
            "expectation_variance": .optional(chance?.expectationVariance),
            "widening": .optional(chance?.widening),
            "ratio": .optional(comparison?.ratio),
            "risk_adjusted_renewal_rate": .optional(comparison?.riskAdjustedRate),
            "capped": .optional(comparison?.isCapped),
            "mid_p": .optional(chance?.midP),
            "band": .optional(chance?.band.rawValue),
            "range": chance.map { [.count($0.range.lowerBound), .count($0.range.upperBound)] }
                ?? .null,
            "first_time": .optional(chance?.isFirstTime),
            "shrunk_rate": .optional(shrinkage?.shrunkRate),
            "reliability": .optional(shrinkage?.reliability),
            "rank": .optional(shrinkage?.rank.map(Double.init)),
            "rank_reason": .optional(rankReason?.rawValue),
            "more_needed": .optional(shrinkage?.moreNeeded.map(Double.init)),
            "end_game": [
                "expected": .optional(endGame?.expected),
                "variance": .optional(endGame?.variance),
                "ratio": .optional(comparison?.endGameRatio),
            ],
            "reason": .optional(reason?.rawValue),
        ]
    }
}

extension RateBridge {
    fileprivate var json: JSON {
        [
            "others_rate": .number(othersRate), "case_mix": .number(caseMix),
            "transition": .number(transition.step), "transition_luck": .number(transition.luck),
            "rest": .number(rest.step), "rest_luck": .number(rest.luck), "rate": .number(rate),
        ]
    }
}
