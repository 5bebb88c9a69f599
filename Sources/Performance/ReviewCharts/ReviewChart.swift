import Calendar
import Formats
import Attribution
public import Review
public import Charting
import Domain
import Scorecards

/// A chart of a review, named as its file is.
public enum ReviewChart: String, Sendable, CaseIterable {
    /// Contracts renewed, month by month, with the limits of what is usual.
    case renewalRate = "renewal_rate"
    /// Revenue kept at renewal, with and without growth, month by month.
    case revenueRetention = "revenue_retention"
    /// Every CSM's rates with what chance leaves open, by name.
    case scorecards
    /// Renewals against expectation by size of book, with what luck alone gives.
    case funnel
    /// Every CSM's renewals against expectation, by name, with what luck alone gives.
    case expectation
    /// How many accounts are green, amber and red, month by month.
    case tierMix = "tier_mix"
    /// Opportunities created, month by month.
    case expansionPipeline = "expansion_pipeline"
    /// The net promoter score, month by month, with the limits of what is usual.
    case nps
    /// What CSMs said against what came of it.
    case overrideOutcomes = "override_outcomes"
    /// Overridden accounts that left against what their scores implied, month by month.
    case overrideExpected = "override_expected"
    /// Overridden accounts against similar ones, part by part of the book.
    case overrideSegments = "override_segments"
    /// What was forecast against what came, for the score and for CSMs.
    case reliability
    /// Whether CSMs forecast better than the score.
    case overrideValue = "override_value"
    /// How much of the book stands under an override.
    case overrideVolume = "override_volume"

    /// The name of its file.
    public var fileName: String { rawValue + ".png" }

    /// The picture of a review's values, with its words.
    public func described(_ review: MonthlyReview) -> DescribedChart {
        switch self {
        case .renewalRate: review.renewalRateChart()
        case .revenueRetention: review.revenueRetentionChart()
        case .scorecards: review.scorecardsChart()
        case .funnel: review.funnelChart()
        case .expectation: review.expectationChart()
        case .tierMix: review.tierMixChart()
        case .expansionPipeline: review.expansionPipelineChart()
        case .nps: review.npsChart()
        case .overrideOutcomes: review.overrideOutcomesChart()
        case .overrideExpected: review.overrideExpectedChart()
        case .overrideSegments: review.overrideSegmentsChart()
        case .reliability: review.reliabilityChart()
        case .overrideValue: review.overrideValueChart()
        case .overrideVolume: review.overrideVolumeChart()
        }
    }
}

/// A picture and its main numbers in words.
public struct DescribedChart: Sendable {
    /// The picture.
    public let chart: any Chart
    /// Sentences without full stops.
    let facts: [String]

    /// What the picture shows, with its main numbers, for who does not see it.
    public var altText: String { ([chart.text.title] + facts).joined(separator: ". ") + "." }
}

extension MonthlyReview {
    /// What stands below a chart: count and method, then how to tell this review from another.
    package func footer(_ parts: String?...) -> [String] {
        parts.compactMap { $0 }
            + ["policy \(policyDigest.prefix(7))", "as of \(frame.asOf.words)"]
    }

    /// The months that trends show: "Nov 2024 to Oct 2026".
    var trendSpan: String {
        guard let first = frame.trendMonths.first else { return frame.month.name }
        return first.span(to: frame.month)
    }
}
