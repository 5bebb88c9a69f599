import Charting
import Domain
import OverrideAudit
import Statistics

extension MonthlyReview {
    /// More rows could not be read on a slide.
    private static let drawnSegments = 24

    /// The parts of the book in which overrides were tested against similar accounts.
    func overrideSegmentsChart() -> DescribedChart {
        let tested = audit.segments.filter { $0.adjustedP != nil }
        let confirmed = tested.count { $0.status == .confirmed }
        let candidates = tested.count { $0.status == .candidate }
        // What is shown for certain, then the parts with most overrides, in their own order.
        let firmest = tested.indices.sorted { left, right in
            let (one, other) = (tested[left], tested[right])
            if one.isShown != other.isShown { return one.isShown }
            return one.figures.matured == other.figures.matured
                ? left < right : one.figures.matured > other.figures.matured
        }
        let drawn = firmest.prefix(Self.drawnSegments).sorted().map { tested[$0] }
        let groups = OverrideDirection.allCases.map { direction in
            ForestPlot.Group(
                heading: direction == .up ? "Seen better than the score" : "Seen worse",
                rows: drawn.filter { $0.figures.direction == direction }.map(\.row))
        }
        let title =
            tested.isEmpty
            ? "No part of the book has enough overrides to compare"
            : confirmed > 0
                ? "Judgement and score differ, confirmed, in \(confirmed) of \(tested.count) parts"
                : candidates > 0
                    ? "\(candidates) of \(tested.count) parts of the book are candidates, none confirmed"
                    : "In no part of the book is a difference shown"
        let chart = ForestPlot(
            text: ChartText(
                title: title,
                subtitle: "Share that left less that of similar accounts without an override, "
                    + "points, 95 % intervals, to \(frame.month.name)",
                footer: footer(
                    "Mantel-Haenszel, strata of score, lead and segment",
                    drawn.count < tested.count
                        ? "the \(drawn.count) with most overrides of \(tested.count) compared"
                        : "\(tested.count) compared")),
            groups: groups.filter { !$0.rows.isEmpty }, format: .points(decimals: 0),
            leftWords: "fewer left than similar accounts", rightWords: "more left",
            countHeading: "n", limits: -0.5...0.5)
        return DescribedChart(
            chart: chart,
            facts: tested.isEmpty
                ? []
                : [
                    "\(confirmed) confirmed", "\(candidates) candidates",
                    "\(tested.count) compared",
                ])
    }

    /// Whether taking CSMs at their word forecasts better, at three distances from the due date.
    func overrideValueChart() -> DescribedChart {
        let added = audit.valueAdded
        func row(_ label: String, _ part: ValueAdded.Part) -> ForestPlot.Row {
            ForestPlot.Row(
                label: label, count: numberText(Double(part.rows)),
                estimate: part.difference.flatMap { difference in
                    guard let low = difference.low, let high = difference.high else { return nil }
                    return ForestPlot.Estimate(
                        value: difference.mean * 1000, low: low * 1000, high: high * 1000)
                }, remark: part.difference == nil ? "too few" : "")
        }
        let chart = ForestPlot(
            text: ChartText(
                title: added.difference.map(\.finding)
                    ?? "Too few forecasts to tell what judgement adds",
                subtitle: "Mean squared error of the score alone less that of CSMs at their word, "
                    + "thousandths, 95 % intervals, to \(frame.month.name)",
                footer: footer(
                    "n = \(numberText(Double(added.rows))) forecasts of matured renewals",
                    "intervals clustered by account")),
            groups: [
                .init(
                    heading: "Days before the due date",
                    rows: added.byLandmark.map { row("\($0.landmark) days", $0.part) }),
                .init(
                    heading: "Where a CSM had departed from the score",
                    rows: added.byDirection.map {
                        row($0.direction == .up ? "seen better" : "seen worse", $0.part)
                    }
                        + added.byDisagreement.map {
                            row($0.tiers == 1 ? "one tier apart" : "two tiers apart", $0.part)
                        }),
            ], format: .signed(decimals: 1), leftWords: "the score forecasts better",
            rightWords: "CSMs forecast better", countHeading: "forecasts")
        return DescribedChart(chart: chart, facts: [])
    }

    /// What was forecast against what came, for the score and for CSMs at their word.
    func reliabilityChart() -> DescribedChart {
        let added = audit.valueAdded
        func series(
            _ name: String, _ parts: BrierDecomposition, _ brier: Double
        ) -> ReliabilityDiagram.Series {
            ReliabilityDiagram.Series(
                name: name, remark: "Brier \(ValueFormat.number(decimals: 3).text(brier))",
                bins: parts.bins.map { bin in
                    ReliabilityDiagram.Bin(
                        forecast: bin.forecast, observed: bin.observed, count: bin.count)
                })
        }
        let both = added.decomposition.flatMap { parts in
            added.brier.map { brier in
                [
                    series("score alone", parts.score, brier.score),
                    series("CSMs at their word", parts.csm, brier.csm),
                ]
            }
        }
        let chart = ReliabilityDiagram(
            text: ChartText(
                title: added.difference.map(\.reliabilityFinding)
                    ?? "Too few forecasts to hold against what came",
                subtitle: "Forecast and actual share of accounts that left, 60 to 180 days before "
                    + "the due date, to \(frame.month.name)",
                footer: footer(
                    "n = \(numberText(Double(added.rows))) forecasts",
                    "classes by isotonic regression (CORP)")),
            series: both ?? [], forecastWords: "forecast to leave, %", observedWords: "left, %")
        return DescribedChart(chart: chart, facts: [])
    }
}

extension SegmentFinding {
    fileprivate var row: ForestPlot.Row {
        let test = figures.matched?.test
        let estimate = test.flatMap { test -> ForestPlot.Estimate? in
            // An interval without width comes of strata in which all did the same.
            guard let value = test.riskDifference, let low = test.riskDifferenceLow,
                let high = test.riskDifferenceHigh, low < high
            else { return nil }
            return ForestPlot.Estimate(value: value, low: low, high: high)
        }
        let standing: ForestPlot.Standing =
            switch status {
            case .confirmed: .confirmed
            case .candidate: .candidate
            case .insufficient, .noDifference: .quiet
            }
        return ForestPlot.Row(
            label: "\(dimension.title): \(value)",
            count: numberText(Double(figures.matured)), estimate: estimate, standing: standing,
            remark: estimate == nil
                ? "too alike to compare" : standing == .quiet ? "" : status.rawValue)
    }

    fileprivate var isShown: Bool { status == .confirmed || status == .candidate }
}

extension ClusteredMean {
    /// What the difference shows, as a title.
    fileprivate var finding: String {
        guard let low, let high else { return "Too few accounts to tell what judgement adds" }
        return low > 0
            ? "CSMs at their word forecast better than the score"
            : high < 0
                ? "The score forecasts better than CSMs at their word"
                : "Whether judgement adds to the score cannot be told yet"
    }

    fileprivate var reliabilityFinding: String {
        guard let low, let high else { return "Forecasts against what came, so far" }
        return low > 0
            ? "With CSMs at their word forecasts lie closer to what came"
            : high < 0
                ? "The score alone lies closer to what came"
                : "Score alone and CSMs at their word lie equally close so far"
    }
}
