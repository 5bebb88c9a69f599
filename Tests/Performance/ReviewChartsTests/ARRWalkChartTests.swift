import Charting
import Domain
import PerformanceTestSupport
import Review
import ReviewCharts
import TestSupport
import Testing

@Suite struct ARRWalkChartTests {
    @Test func `The bridge leads from opening over the steps to closing`() throws {
        var builder = PortfolioBuilder()
        for name in ["grows", "leaves", "new"] { builder.account(name) }
        builder.arr(0, "2024-01-01", 10_000)
        builder.arr(0, "2026-03-01", 12_000)
        builder.arr(1, "2024-01-01", 5000)
        builder.arr(1, "2026-03-01", 0)
        builder.arr(2, "2026-05-01", 4000)
        let described = ReviewChart.arrWalk.described(try builder.review())
        let chart = try #require(described.chart as? BridgeChart)
        #expect(chart.start.value == 15_000 && chart.end.value == 16_000)
        #expect(
            chart.steps.map(\.label) == ["New", "Returned", "Expansion", "Contraction", "Churn"])
        #expect(chart.steps.map(\.change) == [4000, 0, 2000, 0, -5000])
        #expect(chart.text.title.hasPrefix("ARR grew from USD 15"), "\(chart.text.title)")
        #expect(chart.text.title.hasSuffix(" lost"))
        #expect(
            chart.text.footer.contains("steps are gross: they do not give gross retention"))
        #expect(described.altText.contains("Churn: USD −5,000"))
    }
}
