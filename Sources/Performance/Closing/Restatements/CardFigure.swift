public import Scorecards

/// A number of a scorecard, with its place in a card of `review.json`.
public struct CardFigure: Sendable {
    /// The names of the members that lead to it: `["metrics", "nps", "value"]`.
    public let path: [String]
    /// What it measures; nil for a count of renewals.
    public let metric: RateMetric?
    /// Reads it from a card.
    let value: @Sendable (Scorecard) -> Double?

    /// The path with dots: `metrics.nps.value`.
    public var name: String { path.joined(separator: ".") }

    /// All numbers that a restatement compares: the counts of renewals, the rates, the amounts.
    public static let all: [CardFigure] = counts + rates + amounts + monthAmounts

    private static let counts = [
        count("due") { $0.due }, count("settled") { $0.settled }, count("renewed") { $0.renewed },
        count("churned") { $0.churned }, count("lapsed") { $0.lapsed },
        count("pending") { $0.pending }, count("overdue") { $0.overdue },
        count("on_time") { $0.onTime }, count("late") { $0.late }, count("early") { $0.early },
    ]

    private static let rates = RateMetric.allCases.map { metric in
        CardFigure(path: ["metrics", metric.rawValue, "value"], metric: metric) {
            $0.metrics[keyPath: metric.path].estimate.value
        }
    }

    private static let amounts = AmountMetric.allCases.map { metric in
        CardFigure(path: ["metrics", metric.rawValue, "value"], metric: nil) {
            $0.metrics[keyPath: metric.path].value
        }
    }

    private static let monthAmounts = [AmountMetric.expansionPipeline, .expansionWon].map {
        metric in
        CardFigure(path: ["metrics", metric.rawValue, "month_value"], metric: nil) {
            $0.metrics[keyPath: metric.path].monthValue
        }
    }

    private static func count(
        _ name: String, _ value: @escaping @Sendable (RenewalCounts) -> Int
    ) -> CardFigure {
        CardFigure(path: ["renewals", name], metric: nil) { Double(value($0.renewals)) }
    }
}
