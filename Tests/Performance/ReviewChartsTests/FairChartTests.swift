import Attribution
import Charting
import PerformanceTestSupport
import Review
import ReviewCharts
import Scorecards
import TestSupport
import Testing

@Suite struct FairChartTests {
    @Test func `Charts say what the numbers say and name only who stands out`() throws {
        let review = try PortfolioBuilder.fourBooks.review()
        let funnel = ReviewChart.funnel.described(review)
        let out = review.fair.csms?.outside ?? 0
        #expect(funnel.chart.text.title.hasPrefix("\(out) of 3 books stand"))
        #expect(funnel.altText.contains("Zoe") && !funnel.altText.contains("Émile"))
        let drawn = try #require(funnel.chart as? FunnelChart)
        #expect(drawn.dots.count { !$0.words.isEmpty } == out)
        #expect(drawn.dots.allSatisfy { $0.isEmphasised == !$0.words.isEmpty })

        let expectation = ReviewChart.expectation.described(review)
        #expect(expectation.chart.text.title.hasPrefix("\(3 - out) of 3 CSMs"))
        let rows = try #require(expectation.chart as? DotRangeChart).rows
        #expect(rows.map(\.label) == ["Ana", "Bo", "Émile", "Zoe"])
        #expect(rows[1].value == nil && rows[1].remark == "too few to say")
    }

    @Test func `A bridge leads from the company to one book`() throws {
        let review = try PortfolioBuilder.fourBooks.review()
        let bridge = try #require(review.bridgeChart(of: .csm(0)))
        #expect(bridge.chart.text.title.hasPrefix("Zoe: 40 % against the company’s 76 %, "))
        let chart = try #require(bridge.chart as? BridgeChart)
        let end = chart.steps.reduce(chart.start.value) { $0 + $1.change }
        #expect(abs(end - chart.end.value) < 1e-12)
        #expect(try #require(review.bridgeChart(of: .team("A"))).altText.hasPrefix("Team A: "))
        #expect(review.bridgeChart(of: .csm(3)) == nil)
        #expect(review.bridgeChart(of: .company) == nil)
        let fonts = try Fonts.resolve()
        let png = try renderPNG(bridge.chart, size: .reference, theme: .dark, fonts: fonts)
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    }
}
