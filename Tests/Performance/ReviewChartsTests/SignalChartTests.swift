import Charting
import Domain
import PerformanceTestSupport
import Review
import ReviewCharts
import Signals
import TestSupport
import Testing

@Suite struct SignalChartTests {
    private static let charts: [ReviewChart] = [
        .signals, .weights, .scoreReliability, .signalSplit, .modelROC,
    ]

    private static let predictable = Result { try PortfolioBuilder.predictable().review() }

    private func multiples(_ chart: ReviewChart, _ review: MonthlyReview) throws -> SmallMultiples {
        try #require(chart.described(review).chart as? SmallMultiples)
    }

    @Test func `The strongest signal is named, and each panel says which way is good`() throws {
        let review = try Self.predictable.get()
        let chart = try multiples(.signals, review)
        let figures = try #require(review.signals.weightsLandmark)
        let strongest = figures.strongestFirst
        let starred = strongest.count { $0.isStarred }
        #expect(starred >= 2)
        #expect(
            chart.text.title
                == "\(strongest[0].name.shortTitle) predicted renewal best; "
                + "\(starred) of \(strongest.count) signals did")
        #expect(chart.panels.map(\.label.name) == strongest.prefix(10).map(\.name.shortTitle))
        for (panel, one) in zip(chart.panels, strongest) {
            #expect(panel.isFinding == one.isStarred)
            #expect(panel.remark.hasSuffix(one.isStarred ? "is better" : "may be luck"))
        }
        let kickOff = try #require(chart.panels.first { $0.label.name.hasPrefix("Kick off") })
        #expect(kickOff.remark.hasSuffix("yes is better"))
        #expect(ReviewChart.signals.described(review).altText.contains("Usage component: "))
    }

    @Test func `A point is strong where its signal is starred at that landmark`() throws {
        let review = try Self.predictable.get()
        let chart = try multiples(.signals, review)
        for panel in chart.panels {
            guard case .points(let points) = try #require(panel.series.first).shape else {
                Issue.record("\(panel.label.name) has no points")
                continue
            }
            for point in points {
                let figures = review.signals.landmarks[Int(point.x)].signals.first {
                    $0.name.shortTitle == panel.label.name
                }
                #expect(figures?.auc == point.value && figures?.isStarred == point.isStrong)
            }
        }
    }

    @Test func `Weights are proposed where a gain is shown, and dots outside the range stand out`()
        throws
    {
        let review = try Self.predictable.get()
        #expect(review.signals.proposalText.decision == .changeComponents)
        let described = ReviewChart.weights.described(review)
        #expect(described.chart.text.title.hasPrefix("New weights rank "))
        let rows = try #require(described.chart as? DotRangeChart).rows
        #expect(rows.map(\.label.name) == ["Sentiment", "Usage"])
        for row in rows {
            let (value, range) = (try #require(row.value), try #require(row.range))
            #expect(row.isEmphasised == !range.contains(value))
            let tick = try #require(row.tick)
            #expect(range.contains(tick))
        }
        #expect(rows.contains { $0.isEmphasised })
    }

    @Test func `A score that counts what tells nothing is not said to work`() throws {
        let chart = try multiples(.scoreReliability, Self.predictable.get())
        #expect(chart.text.title == "Higher scores are not shown to renew more often")
        guard case .marks(let marks, _) = try #require(chart.panels.first).across else {
            Issue.record("the bands have no words")
            return
        }
        #expect(marks.allSatisfy { $0.label.contains("–") && $0.note.hasPrefix("n = ") })
    }

    @Test func `Churned and renewed accounts each add up to all of them`() throws {
        let chart = try multiples(.signalSplit, Self.predictable.get())
        #expect(chart.panels.count == 4)
        for panel in chart.panels {
            #expect(panel.series.count == 2)
            #expect(panel.series[0].caption.hasPrefix("renewed: "))
            #expect(panel.series[1].caption.hasPrefix("churned: "))
            for series in panel.series {
                guard case .steps(let edges, let heights, _) = series.shape else { continue }
                #expect(edges.count == heights.count + 1)
                #expect(abs(heights.reduce(0, +) - 1) < 1e-9)
            }
        }
    }

    @Test func `The proposal with a gain is the only one that stands out`() throws {
        let review = try Self.predictable.get()
        let chart = try multiples(.modelROC, review)
        #expect(chart.text.title.hasPrefix("New weights rank "))
        #expect(chart.panels.count == 2)
        #expect(chart.panels[0].series.last?.tone == .emphasised)
        #expect(chart.panels[1].series.allSatisfy { $0.tone != .emphasised })
        for panel in chart.panels {
            for series in panel.series {
                guard case .line(let points) = series.shape else { continue }
                #expect(points.first?.value == 0 && points.last?.value == 1)
            }
        }
    }

    @Test(arguments: charts)
    func `With too few churns, a picture says what is missing`(_ chart: ReviewChart) throws {
        let review = try PortfolioBuilder.predictable(accounts: 24).review()
        let described = chart.described(review)
        #expect(described.chart.text.title.count <= 70)
        if chart != .scoreReliability, chart != .weights {
            let missing = try multiples(chart, review).missingWords
            #expect(missing.contains("it takes 30, and 10 of either outcome"), "\(missing)")
            #expect(described.altText == described.chart.text.description)
        }
    }

    @Test(arguments: charts, ["1280x720", "1920x1080", "3840x2160"])
    func `All words stand on the canvas and apart`(_ chart: ReviewChart, _ size: String) throws {
        let review = try Self.predictable.get()
        let (size, fonts) = (try #require(ChartSize(text: size)), try Fonts.resolve())
        for theme in Theme.builtIn {
            let scene = layOut(
                chart.described(review).chart, size: size, theme: theme, fonts: fonts)
            for (place, text) in scene.texts.enumerated() {
                #expect(scene.bounds.contains(text.box), "\(text.string)")
                let clash = scene.texts[(place + 1)...].first { $0.box.overlaps(text.box) }
                #expect(clash == nil, "\(text.string) on \(clash?.string ?? "")")
            }
        }
    }

    @Test func `The page leaves the charts of the model out`() {
        #expect(ReviewChart.allCases.filter { !$0.isOnPage } == Self.charts)
    }
}
