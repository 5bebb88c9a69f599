import Charting
import Domain
import PerformanceTestSupport
import Review
import ReviewCharts
import TestSupport
import Testing

@Suite struct ReviewChartTests {
    @Test(arguments: ReviewChart.allCases)
    func `A chart of an empty review can be drawn and says that there is nothing`(
        _ chart: ReviewChart
    ) throws {
        let review = try PortfolioBuilder().review()
        let png = try renderPNG(
            chart.described(review).chart, size: .reference, theme: .light, fonts: .resolve())
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let title = chart.described(review).chart.text.title
        #expect(title.hasPrefix("No ") || title.hasPrefix("Too few "), "\(title)")
        #expect(chart.described(review).altText == chart.described(review).chart.text.description)
    }

    @Test(arguments: ReviewChart.allCases)
    func `Title, footer and alternative text say what, which policy and when`(
        _ chart: ReviewChart
    ) throws {
        let review = try PortfolioBuilder.small.review()
        let text = chart.described(review).chart.text
        #expect(text.title.count <= 70, "\(text.title)")
        let digests =
            "policy \(review.policyDigest.prefix(7)), data \(review.dataDigest.prefix(7))"
        #expect(text.footer.contains(digests))
        #expect(text.footer.contains("as of 31 Oct 2026"))
        #expect(chart.described(review).altText.hasPrefix(text.title))
    }

    @Test(arguments: ReviewChart.allCases)
    func `A chart needs no part of a review but those that it names`(_ chart: ReviewChart) throws {
        let reading = InMemoryReading(PortfolioBuilder.small)
        func described(_ parts: Set<ReviewPart>) throws -> DescribedChart {
            chart.described(
                try MonthlyReview(reading, policy: Policy(), month: october, parts: parts))
        }
        let (own, whole) = (try described(chart.parts), try described(Set(ReviewPart.allCases)))
        #expect(own.altText == whole.altText)
        #expect(own.chart.text == whole.chart.text)
        let fonts = try Fonts.resolve()
        func picture(_ described: DescribedChart) throws -> [UInt8] {
            try renderPNG(described.chart, size: .reference, theme: .light, fonts: fonts)
        }
        #expect(try picture(own) == picture(whole))
    }

    @Test func `A missed target is never rounded up to reached`() throws {
        var builder = PortfolioBuilder.small
        builder.target(
            .company, "expansion_pipeline", 10_010, from: "2026-01-01", to: "2026-12-31")
        let review = try builder.review()
        #expect(
            ReviewChart.expansionPipeline.described(review).chart.text.title
                == "12 months brought USD 10 k of pipeline, 99 % of the target")
    }
}
