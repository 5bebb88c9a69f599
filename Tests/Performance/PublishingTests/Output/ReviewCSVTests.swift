import Domain
import Formats
import PerformanceTestSupport
import Publishing
import Review
import Scorecards
import TestSupport
import Testing

@Suite struct ReviewCSVTests {
    private func rows(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map(String.init)
    }

    @Test func `scorecards have a row for each card and metric`() throws {
        let rows = rows(try PortfolioBuilder.clean.review().scorecardsCSV())
        let metrics = RateMetric.allCases.count + AmountMetric.allCases.count
        #expect(rows.count == 1 + 6 * (10 + metrics + 11))
        #expect(rows.contains("2026-10,company,,,renewals_churned,1,,,,,,,,,,,,,"))
        #expect(rows.contains("2026-10,csm,c1,Ada,nps,,,,0,0,,,,,,too_few,,,"))
        #expect(rows.contains("2026-10,csm,c2,\"'=Bo, \"\"B\"\"\",accounts,5,,,,,,,,,,,,,"))
        #expect(
            rows.contains(
                "2026-10,team,North,North,logo_renewal_rate,,,,6,6,,,0.9,cannot_tell,,too_few,,,"))
    }

    @Test func `trends have a row for each scope, metric and period`() throws {
        let review = try PortfolioBuilder.clean.review()
        let few = rows(review.trendsCSV())
        #expect(few.count == 1 + review.trends.reduce(0) { $0 + $1.points.count })
        #expect(few.contains("mean_score,team,North,month,2026-10,,,222,6,,,,,,,"))
        var policy = policy()
        policy.trendMinimumMonths = 25
        policy.trendMinimumQuarters = 1
        let quarters = rows(
            try PortfolioBuilder.small.review(policy: policy).trendsCSV())
        let start = "logo_renewal_rate,company,,quarter,2026-03,2026-Q1,0.75,15,20,,0.75,"
        #expect(quarters.contains { $0.hasPrefix(start) })
    }
}
