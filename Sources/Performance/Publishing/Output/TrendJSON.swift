import Calendar
import Formats
import Domain
import Scorecards
import Statistics

extension Trend {
    /// The trend as a member of a review's `trends`.
    var json: JSON {
        [
            "metric": .text(metric.rawValue),
            "scope": team == nil ? "company" : "team",
            "scope_id": .optional(team),
            "points": .array(points.map(\.json)),
            "segments": .array(segments.map(\.json)),
            "assurance": .optional(assurance?.rawValue),
        ]
    }
}

extension TrendPoint {
    fileprivate var json: JSON {
        [
            "month": .text(month.description),
            "value": .optional(value),
            "numerator": .number(numerator),
            "denominator": .number(denominator),
            "label": .optional(label?.rawValue),
        ]
    }
}

extension TrendSegment {
    fileprivate var json: JSON {
        [
            "from": .text(from.description),
            "mean": .optional(mean),
            "lower": .optional(limits?.lower),
            "upper": .optional(limits?.upper),
            "near_lower": .optional(limits?.nearLower),
            "near_upper": .optional(limits?.nearUpper),
            "trial": .bool(trial),
        ]
    }
}
