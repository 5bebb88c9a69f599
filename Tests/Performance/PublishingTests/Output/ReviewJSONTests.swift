import Statistics
import Domain
import Foundation
import PerformanceTestSupport
import Publishing
import Review
import Scorecards
import TestSupport
import Testing

@Suite struct ReviewJSONTests {
    private func parsed(_ review: MonthlyReview) throws -> [String: Any] {
        try #require(
            JSONSerialization.jsonObject(with: Data(review.json())) as? [String: Any])
    }

    @Test func `a review is the same bytes whatever the order of its facts`() throws {
        let review = try PortfolioBuilder.clean.review().json()
        var generator = SplitMix64(seed: 1)
        for _ in 0..<3 {
            let shuffled = PortfolioBuilder.clean.shuffled(using: &generator)
            #expect(try shuffled.review().json() == review)
        }
    }

    @Test func `the review of nothing is complete and says why`() throws {
        let review = try parsed(try PortfolioBuilder().review())
        #expect(review["schema"] as? String == "parallax.review/2")
        #expect(review["as_of"] as? String == "2026-10-31")
        #expect(review["opening"] as? String == "2025-10-31")
        // Nothing is said of measures and milestones that nobody has.
        #expect((review["feeds"] as? [Any])?.count == Feed.performance.count - 2)
        #expect((review["scorecards"] as? [Any])?.isEmpty == true)
        #expect(review["signals"] is NSNull)
        #expect(review["signals_reason"] as? String == "no_data")

        let company = try #require(review["company"] as? [String: Any])
        let largest = try #require(company["largest_share"] as? [String: Any])
        #expect(largest["reason"] as? String == "no_data")
        #expect(company["fair_reason"] as? String == "no_data")
        #expect(company["bridge_reason"] as? String == "not_applicable")
        let metrics = try #require(company["metrics"] as? [String: [String: Any]])
        #expect(metrics.count == RateMetric.allCases.count + AmountMetric.allCases.count)
        for (name, metric) in metrics where metric["value"] is NSNull {
            #expect(metric["reason"] is String, "\(name)")
        }
    }

    @Test func `a card says whom it is about`() throws {
        let review = try parsed(try PortfolioBuilder.clean.review())
        let cards = try #require(review["scorecards"] as? [[String: Any]])
        #expect(cards.map { $0["csm_id"] as? String } == ["c1", "c2"])
        #expect(cards.map { $0["team"] as? String } == ["North", nil])
        let teams = try #require(review["teams"] as? [[String: Any]])
        #expect(teams.map { $0["team"] as? String } == ["North"])
    }

    @Test func `the schema names every constant, feed and metric`() throws {
        let schema = try String(
            contentsOfFile: repositoryPath + "/Documentation/review.schema.json", encoding: .utf8)
        let names =
            Policy.constants.map(\.name) + Feed.performance.map(\.rawValue)
            + RateMetric.allCases.map(\.rawValue) + AmountMetric.allCases.map(\.rawValue)
            + TrendMetric.allCases.map(\.rawValue) + Fault.all.map(\.kind)
        for name in names { #expect(schema.contains("\"\(name)\""), "\(name)") }
    }
}
