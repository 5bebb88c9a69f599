import Attribution
import PerformanceTestSupport
import Review
import Scorecards
import TestSupport
import Testing

@Suite struct FairWordingTests {
    @Test func `Who stands out for the first time is told what mostly follows`() throws {
        let review = try PortfolioBuilder.fourBooks.review()
        let zoe = review.fairSentences(of: .csm(0))
        #expect(zoe.contains { $0.contains("regression to the mean") })
        #expect(zoe.first?.contains("8 of 20 renewed") == true)
        #expect(
            zoe.last
                == "From the others’ 91.3 % to 40.0 %, in points: easier or harder accounts 0.0, taken over "
                + "within the year 0.0, the rest −51.3.")
        let emile = review.fairSentences(of: .csm(2))
        #expect(!emile.contains { $0.contains("regression") })
        #expect(emile.first?.hasPrefix("Within expected range: 18 of 20") == true)
        #expect(
            review.fairSentences(of: .csm(3))
                == ["Too early to compare: that takes 10 settled renewals."])
        #expect(review.fairSentences(of: .company) == [])
        let endGame = review.fair.figures(of: .csm(0))?.endGameSentence
        #expect(endGame?.hasPrefix("End-game version, never the headline: 18.3 expected") == true)
        #expect(review.fair.figures(of: .csm(3))?.endGameSentence == nil)
    }
}
