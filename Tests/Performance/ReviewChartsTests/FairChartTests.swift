import Attribution
import Charting
import Domain
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
        #expect(funnel.chart.text.title.hasPrefix("\(out) of 3 portfolios stand"))
        #expect(funnel.altText.contains("Zoe") && !funnel.altText.contains("Émile"))
        let drawn = try #require(funnel.chart as? FunnelChart)
        #expect(drawn.dots.count { $0.label != nil } == out)
        #expect(drawn.dots.allSatisfy { $0.isEmphasised == ($0.label != nil) })

        let expectation = ReviewChart.expectation.described(review)
        #expect(expectation.chart.text.title.hasSuffix("; \(3 - out) of 3 within it"))
        let rows = try #require(expectation.chart as? DotRangeChart).rows
        #expect(rows.map(\.label.name) == ["Ana", "Bo", "Émile", "Zoe"])
        #expect(rows[1].value == nil && rows[1].remark == "too early to tell")
    }

    @Test(arguments: [
        (ReviewChart.expectation, "Outcomes are missing: no CSM can be compared"),
        (.funnel, "Outcomes are missing: no portfolio can be compared"),
    ])
    func `Where outcomes are missing, no chart says that books are in line`(
        chart: ReviewChart, title: String
    ) throws {
        let review = try PortfolioBuilder.withoutOutcomes.review()
        #expect(chart.described(review).chart.text.title == title)
    }

    @Test(arguments: [ReviewChart.scorecards, .expectation])
    func `The words of a picture of many CSMs name only those who stand out`(
        _ chart: ReviewChart
    ) throws {
        var builder = PortfolioBuilder()
        for position in 0..<60 {
            let csm = builder.csm("c\(100 + position)", name: "Ana \(100 + position)")
            for index in 0..<12 {
                let account = builder.account("a\(10_000 + builder.facts.accounts.count)")
                builder.assign(account, to: csm, from: "2024-01-01")
                let isRenewed = position == 50 ? index == 0 : index > 0
                builder.renewal(account, due: "2026-03-15", after: isRenewed ? 100 : 0)
            }
        }
        builder.target(.company, "logo_renewal_rate", 0.9, from: "2026-01-01", to: "2026-12-31")
        let words = chart.described(try builder.review()).altText
        #expect(words.contains("Ana 150: "))
        #expect(!words.contains("Ana 100"))
        #expect(words.contains("59 more are not named here"))
    }

    @Test func `A bridge leads from the company to one book`() throws {
        let review = try PortfolioBuilder.fourBooks.review()
        let bridge = try #require(review.bridgeChart(of: .csm(0)))
        #expect(bridge.chart.text.title.hasPrefix("Zoe: 40 % against the others’ 91 %, "))
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
