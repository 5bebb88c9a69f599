import Attribution
import Domain
import PerformanceTestSupport
import Review
import Scorecards
import TestSupport
import Testing

@Suite struct VerdictWordingTests {
    /// Three CSMs with so many renewals each, so many of them renewed, all accounts alike.
    private func review(_ books: [(settled: Int, renewed: Int)], target: Double) throws
        -> MonthlyReview
    {
        var builder = PortfolioBuilder()
        for (position, book) in books.enumerated() {
            let csm = builder.csm("c\(position)", name: "Ana \(position)")
            for index in 0..<book.settled {
                let account = builder.account("a\(10_000 + builder.facts.accounts.count)")
                builder.assign(account, to: csm, from: "2024-01-01")
                builder.renewal(
                    account, due: "2026-03-15", after: index < book.renewed ? 100 : 0)
            }
        }
        builder.target(.company, "logo_renewal_rate", target)
        return try builder.review()
    }

    @Test func `A card below target and in line says both in one sentence`() throws {
        let review = try review([(50, 36), (50, 38), (50, 37)], target: 0.88)
        #expect(
            review.scoreboard.csms[0].sentence == """
                Ana 0 renewed 36 of 50 settled contracts (72 %, likely between 58 and 83 %); that \
                is below the 88 % target; an average team would also have been, with these accounts.
                """)
        #expect(review.scoreboard.company.sentence.hasSuffix("that is below the 88 % target."))
    }

    @Test func `Where an average team would have met the target, the sentence does not deny it`()
        throws
    {
        // The others' few contracts leave their rate of 90 % open.
        let review = try review([(120, 96), (10, 9)], target: 0.88)
        let sentence = review.scoreboard.csms[0].sentence
        #expect(review.fair.figures(of: .csm(0))?.chance?.band == .inLine)
        #expect(sentence.contains("below the 88 % target, yet within the expected range of"))
    }

    @Test func `Below target and out of line is said as it is`() throws {
        let review = try review([(50, 25), (50, 45), (50, 46)], target: 0.88)
        #expect(review.scoreboard.csms[0].sentence.hasSuffix("; that is below the 88 % target."))
    }

    @Test func `Rates say what they rest on`() throws {
        var builder = PortfolioBuilder.small
        for index in 0..<12 { builder.answer(index, .nps, 9, on: "2026-03-01") }
        let metrics = try builder.review().scoreboard.company.metrics
        func text(_ metric: RateMetric) -> String? {
            metrics[keyPath: metric.path].basisText(as: metric, currency: "USD")
        }
        #expect(text(.nps) == "of 12 answers")
        #expect(text(.logoChurnRate) == "of 20 accounts")
        #expect(text(.netRenewalRate) == "of USD 2,000, as much evidence as 20.0 equal contracts")
        #expect(
            text(.grossRevenueRetention)
                == "of USD 2,000, as much evidence as 20.0 equal accounts")
        #expect(text(.logoRenewalRate) == nil && text(.csat) == nil)
    }

    @Test func `Verdicts tell why nobody can tell`() throws {
        let card = try review([(50, 44)], target: 0.88).scoreboard.company
        var comparison = card.metrics.logoRenewalRate.comparison
        #expect(comparison.verdictWords == "too early to tell")
        comparison.verdictReason = .tooFewForVerdict
        #expect(comparison.verdictWords == "too early to tell: too few for a verdict")
        #expect(card.metrics.nps.comparison.verdictWords == nil)
    }

    @Test func `Churn is better or worse than its target, and not below or above it`() throws {
        let metrics = try review([(50, 44)], target: 0.88).scoreboard.company.metrics
        var rate = metrics.logoChurnRate
        rate.comparison.versusTarget = .below
        #expect(rate.verdictText(as: .logoChurnRate) == "better than target")
        #expect(rate.verdictText(as: .netRenewalRate) == "below target")
        rate.comparison.versusTarget = .above
        #expect(rate.verdictText(as: .logoChurnRate) == "worse than target")
        rate.comparison.versusTarget = nil
        #expect(rate.verdictText(as: .logoChurnRate) == nil)
    }

    @Test func `A range that rounding would take across its target has decimals`() throws {
        var rate = try review([(50, 44)], target: 0.88).scoreboard.company.metrics.logoRenewalRate
        rate.comparison.target = 0.91
        rate.estimate.low = 0.82
        rate.estimate.high = 0.905
        #expect(rate.rangeText(as: .logoRenewalRate) == "likely between 82.0 and 90.5 %")
        rate.comparison.target = 0.92
        rate.estimate.high = 0.906
        #expect(rate.rangeText(as: .logoRenewalRate) == "likely between 82 and 91 %")
    }

    @Test func `What is open is told apart from what is missing`() throws {
        var rate = try review([(50, 44)], target: 0.88).scoreboard.company.metrics.logoRenewalRate
        #expect(rate.openText(as: .logoRenewalRate, missing: 0) == nil)
        rate.worst = 0.44
        rate.best = 0.64
        let open = "between 44 and 64 % once the open ones are settled"
        #expect(rate.openText(as: .logoRenewalRate, missing: 0) == open)
        #expect(
            rate.openText(as: .logoRenewalRate, missing: 102)
                == open + "; the 102 missing outcomes can move it further")
    }

    @Test func `A page with many verdicts says how many luck would give`() throws {
        let review = try review(Array(repeating: (20, 17), count: 24), target: 0.88)
        let sentence = verdictsByLuck(
            review.scoreboard.csms, metrics: { _ in [.logoRenewalRate] }, policy: review.policy)
        #expect(
            sentence == """
                24 rates here are compared with a target. If all were exactly on it, luck alone \
                would still mark about 1.2 of them (1 in 20).
                """)
        #expect(
            verdictsByLuck(
                Array(review.scoreboard.csms.prefix(9)), metrics: { _ in [.logoRenewalRate] },
                policy: review.policy) == nil)
        let people = review.scoreboard.csms.map(\.scope)
        let luck = try #require(review.booksByLuck(people))
        #expect(luck.hasPrefix("Of 24 CSMs who can be compared here"))
        #expect(review.booksByLuck([]) == nil)
    }

    @Test func `A part within luck says so, and never against the band`() throws {
        let line = try review([(30, 26), (60, 54), (60, 52)], target: 0.5)
        #expect(line.fairSentences(of: .csm(0)).last?.contains("within what luck gives, ±") == true)
        let out = try review([(30, 12), (60, 54), (60, 52)], target: 0.5)
        #expect(out.fairSentences(of: .csm(0)).last?.contains("within what luck") == false)
        let alone = try review([(30, 26), (4, 4)], target: 0.5)
        #expect(alone.fairSentences(of: .csm(0)).first?.hasPrefix("Others have too few") == true)
        let alike = try review([(30, 26), (40, 40)], target: 0.5)
        #expect(alike.fairSentences(of: .csm(0)).first?.hasPrefix("All renewals of others") == true)
        let none = try review([(30, 30), (40, 40)], target: 0.5)
        #expect(none.fairSentence == "All contracts ended alike, so portfolios cannot be compared.")
    }
}
