import Attribution
import Domain
import OverrideAudit
import Review
import Scorecards
import Statistics

/// What a review would say if everything that lapsed were still open: the second computation where
/// outcomes are missing, made here anew.
struct Doubt: Sendable {
    /// On which side of its expectation a book stands out.
    enum Side: Sendable {
        case above
        case below
    }

    /// What overrides of a direction are worth.
    struct Worth: Sendable {
        var shown: String?
        var faceValue: String
        /// The difference from similar accounts, where the contrast shows one.
        var difference: Double?
    }

    /// A part of the book.
    struct Part: Sendable {
        var status: String
        var difference: Double?
        var verdict: String?
    }

    /// The verdict on a rate, by card and metric.
    var verdicts: [String: String] = [:]
    /// The books that stand out.
    var sides: [String: Side] = [:]
    /// By direction.
    var worth: [String: Worth] = [:]
    /// The verdicts on all overrides, by direction.
    var directions: [String: String] = [:]
    /// By dimension, value and direction.
    var parts: [String: Part] = [:]
}

extension Doubt {
    /// The words about the facts of a review.
    ///
    /// - Throws: what the history throws.
    init(_ review: MonthlyReview, health: any HealthHistory) throws {
        let attributed = review.attributed.holdingLapsedOpen
        let board = Scoreboard(attributed)
        let fair = try FairComparison(attributed, health: health)
        let audit = try OverrideAudit(attributed, health: health)
        for card in [board.company] + board.teams + board.csms {
            let name = subject(of: card.scope, in: review)
            for metric in RateMetric.allCases {
                let rate = card.metrics[keyPath: metric.path]
                verdicts["\(name) \(metric.rawValue)"] = rate.comparison.versusTarget?.rawValue
            }
            guard let figures = fair.figures(of: card.scope), let expected = figures.expected,
                figures.chance?.band.isOutside == true
            else { continue }
            sides[name] = Double(figures.observed) > expected.expected ? .above : .below
        }
        for (figures, one) in zip(audit.directions, audit.worth) {
            worth[one.direction.rawValue] = Worth(
                shown: one.shown?.rawValue, faceValue: one.faceValue.rawValue,
                difference: one.contrastDifference)
            directions[figures.direction.rawValue] = figures.verdict?.rawValue
        }
        for part in audit.segments {
            let direction = part.figures.direction.rawValue
            parts["\(part.dimension.rawValue) \(part.value) \(direction)"] = Part(
                status: part.status.rawValue,
                difference: part.figures.matched?.test.riskDifference,
                verdict: part.figures.verdict?.rawValue)
        }
    }
}
