import Calendar
import Formats
import Attribution
public import Review
public import Charting
import Domain
import Scorecards

/// A chart of a review, named like its file.
public enum ReviewChart: String, Sendable, CaseIterable {
    /// Contracts renewed, month by month or quarter by quarter, with the limits of what is usual.
    case renewalRate = "renewal_rate"
    /// Revenue kept at renewal, with and without growth, month by month or quarter by quarter.
    case revenueRetention = "revenue_retention"
    /// From the ARR before the window to that on its last day, in steps.
    case arrWalk = "arr_walk"
    /// Every CSM's rates with their intervals, by name.
    case scorecards
    /// Renewals observed / expected by size of book, with the funnel that chance alone gives.
    case funnel
    /// Every CSM's renewals and their expectation, by name, with the range that chance alone gives.
    case expectation
    /// How many accounts are green, amber and red, month by month.
    case tierMix = "tier_mix"
    /// Opportunities created, month by month.
    case expansionPipeline = "expansion_pipeline"
    /// The net promoter score, month by month or quarter by quarter, with the limits of what is usual.
    case nps
    /// The tiers that CSMs asserted, and the outcomes.
    case overrideOutcomes = "override_outcomes"
    /// Overridden accounts that churned, and what their scores implied, month by month.
    case overrideExpected = "override_expected"
    /// Overridden accounts compared with similar ones, by part of the portfolio.
    case overrideSegments = "override_segments"
    /// Forecast and actual churn, for the score and for the CSMs.
    case reliability
    /// Whether CSMs forecast better than the score.
    case overrideValue = "override_value"
    /// How many overrides were logged, and how many accounts are under one.
    case overrideVolume = "override_volume"
    /// What told renewal and churn apart, how early and how surely.
    case signals
    /// The weights of the score today, and those that past renewals support.
    case weights
    /// How often accounts renewed by band of the score.
    case scoreReliability = "score_reliability"
    /// The values of the strongest signals, for accounts that churned and for those that renewed.
    case signalSplit = "signal_split"
    /// How the score and the proposals rank renewals that no weights were fitted to.
    case modelROC = "model_roc"

    /// The name of its file.
    public var fileName: String { fileName(as: .png) }

    /// The name of its file in a format.
    public func fileName(as format: PictureFormat) -> String { "\(rawValue).\(format.rawValue)" }

    /// The parts of a review that it shows. Others need not be worked out.
    public var parts: Set<ReviewPart> {
        switch self {
        case .scorecards, .funnel, .expectation: [.fair]
        case .renewalRate, .revenueRetention, .expansionPipeline, .nps: [.history]
        // It marks where the model of the score changed.
        case .tierMix: [.history, .signals]
        case .arrWalk: [.finance]
        case .overrideOutcomes, .overrideExpected, .overrideSegments, .reliability, .overrideValue,
            .overrideVolume:
            [.audit]
        case .signals, .weights, .scoreReliability, .signalSplit, .modelROC: [.signals]
        }
    }

    /// The picture of a review's values, with its words.
    public func described(_ review: MonthlyReview) -> DescribedChart {
        switch self {
        case .renewalRate: review.renewalRateChart()
        case .revenueRetention: review.revenueRetentionChart()
        case .arrWalk: review.arrWalkChart()
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
        case .signals: review.signalsChart()
        case .weights: review.weightsChart()
        case .scoreReliability: review.scoreReliabilityChart()
        case .signalSplit: review.signalSplitChart()
        case .modelROC: review.modelROCChart()
        }
    }

    /// Whether `review.html` shows it. Charts about the health model are files of their own, so that
    /// the page stays short in print.
    public var isOnPage: Bool {
        switch self {
        case .signals, .weights, .scoreReliability, .signalSplit, .modelROC: false
        default: true
        }
    }
}

/// A chart and its main numbers in words.
public struct DescribedChart: Sendable {
    /// The picture.
    public let chart: any Chart
    /// Sentences without full stops.
    let facts: [String]

    /// A picture with its main numbers.
    init(chart: any Chart, facts: [String]) {
        self.chart = chart
        self.facts = facts
    }

    /// A picture of many books. Words name all books where they are few, and otherwise those that
    /// stand out, up to twelve.
    init(chart: any Chart, books: [(fact: String, standsOut: Bool)]) {
        let most = 12
        let named = books.count > most ? Array(books.filter(\.standsOut).prefix(most)) : books
        let left = books.count - named.count
        self.init(
            chart: chart,
            facts: named.map(\.fact)
                + (left > 0 ? ["\(numberText(Double(left))) more are not named here"] : []))
    }

    /// What the picture shows in two sentences, for people who do not see it: the finding, then
    /// what is drawn with its main numbers.
    public var altText: String {
        let text = chart.text
        let drawn = facts.isEmpty ? "" : ": " + facts.joined(separator: "; ")
        return text.title.asSentence + " " + (text.subtitle + drawn).asSentence
    }

    /// Draws the picture, with its words inside.
    ///
    /// - Throws: `ChartError.outOfMemory`.
    public func render(
        as format: PictureFormat, size: ChartSize, theme: Theme, fonts: Fonts,
        kept: KeptPicture? = nil
    ) throws(ChartError) -> [UInt8] {
        try format.render(
            chart, size: size, theme: theme, fonts: fonts, description: altText, kept: kept)
    }
}

extension MonthlyReview {
    /// The footer of a chart: count and method, then the digests of policy and data, the day of the
    /// review and whether it is published.
    package func footer(_ parts: String?...) -> [String] {
        parts.compactMap { $0 } + notImportedSentences
            + [
                "policy \(policyDigest.prefix(7)), data \(dataDigest.prefix(7))",
                "as of \(frame.asOf.words)",
            ]
            + [publication.shortWords].compactMap(\.self)
    }

    /// The months that trends show: "Nov 2024 to Oct 2026".
    var trendSpan: String {
        frame.firstTrendMonth.span(to: frame.month)
    }
}
