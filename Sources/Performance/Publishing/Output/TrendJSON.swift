import Calendar
import Formats
import Scorecards
import Statistics

extension Trend {
    /// The trend as a member of a review's `trends`.
    var json: JSON {
        [
            "metric": .text(metric.rawValue),
            "scope": team == nil ? "company" : "team",
            "scope_id": .optional(team),
            "grain": .optional(grain?.rawValue),
            "reason": .optional(reason?.rawValue),
            "points": .array(points.map(\.json)),
            "segments": .array(segments.map(\.json)),
            "assurance": .optional(assurance?.rawValue),
        ]
    }
}

extension TrendPeriod {
    /// Its name, where it is a quarter.
    var quarterName: String? {
        switch self {
        case .month: nil
        case .quarter(let quarter): quarter.description
        }
    }
}

extension TrendPoint {
    fileprivate var json: JSON {
        [
            "month": .text(period.lastMonth.description),
            "quarter": .optional(period.quarterName),
            "value": .optional(value),
            "numerator": .number(numerator),
            "denominator": .number(denominator),
            "z": .optional(z),
            "lower": .optional(limits?.lower),
            "upper": .optional(limits?.upper),
            "near_lower": .optional(limits?.nearLower),
            "near_upper": .optional(limits?.nearUpper),
            "label": .optional(label?.rawValue),
        ]
    }
}

extension TrendSegment {
    fileprivate var json: JSON {
        [
            "from": .text(from.description),
            "mean": .number(mean),
            "moving_range": .optional(movingRange),
            "h": .optional(reach),
            "variance": .optional(variance),
            "typical_size": .number(typicalSize),
            "lower": .optional(limits?.lower),
            "upper": .optional(limits?.upper),
            "near_lower": .optional(limits?.nearLower),
            "near_upper": .optional(limits?.nearUpper),
            "trial": .bool(trial),
        ]
    }
}
