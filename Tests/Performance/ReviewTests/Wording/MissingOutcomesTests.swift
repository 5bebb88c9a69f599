import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import Review
import Scorecards
import TestSupport
import Testing

/// What a review says where the outcomes of many renewals are missing.
@Suite struct MissingOutcomesTests {
    private let review: MonthlyReview

    init() throws { review = try PortfolioBuilder.withoutOutcomes.review() }

    @Test func `Nobody is in line, and nobody is counted as compared`() {
        #expect(
            review.fairSentence.hasPrefix("Outcomes are missing, so 3 CSMs cannot be compared."))
        #expect(review.booksByLuck(review.scoreboard.csms.map(\.scope)) == nil)
        let sentences = review.fairSentences(of: .csm(0)).joined(separator: " ")
        #expect(sentences.hasPrefix("Too early to tell: outcomes are missing"))
        #expect(!sentences.contains("lasting rate") && !sentences.contains("No rank"))
    }

    @Test func `A card says how many renewed of those that have an outcome`() {
        let sentence = review.scoreboard.company.sentence
        #expect(sentence.contains("renewed 60 of 90 contracts (67 %"))
        #expect(
            sentence.hasSuffix(
                "30 of them have no outcome and count as lost, without them 60 of 60."))
    }

    @Test func `The feed says since when there is no outcome`() {
        let extent = FeedExtent(
            feed: .renewals, rows: 90, first: "2026-03-15", last: "2026-10-28")
        let outcomes = review.attributed.outcomeCoverage
        let status = FeedStatus(extent, outcomes: outcomes, asOf: "2026-10-31", policy: Policy())
        #expect(status.freshness == .stale)
        #expect(status.reachWords == "no outcome since 15 Mar 2026")
    }

    @Test func `A feed with many rejected rows is not up to date`() {
        func words(rejected: Int) -> String {
            var notImported = NotImported()
            notImported.rows = rejected
            let extent = FeedExtent(
                feed: .renewals, rows: 827, first: "2026-03-15", last: "2026-10-28")
            return FeedStatus(
                extent, notImported: notImported, asOf: "2026-10-31", policy: Policy()
            ).reachWords
        }
        #expect(words(rejected: 0) == "up to date")
        #expect(words(rejected: 40) == "up to date")
        #expect(words(rejected: 557) == "557 of 1,384 renewals are missing")
    }
}
