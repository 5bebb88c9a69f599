import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import Review
import Scorecards
import TestSupport
import Testing

@Suite struct EarlierFigureTests {
    /// A dozen renewals of Ana's in each of three months, some of them renewed.
    private func builder() -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        let ana = builder.csm("c0", team: "A", name: "Ana")
        for (due, renewed) in [("2024-11-15", 9), ("2026-09-10", 12), ("2026-10-05", 0)] {
            for index in 0..<12 {
                let account = builder.account("a\(100 + builder.facts.accounts.count)")
                builder.assign(account, to: ana, from: "2023-01-01")
                builder.renewal(
                    account, due: Day(due) ?? "2026-10-05", after: index < renewed ? 100 : 0)
            }
        }
        return builder
    }

    @Test func `An earlier figure is that of the earlier month's scorecards`() throws {
        let review = try builder().review()
        for scope in [Scope.company, .team("A"), .csm(0)] {
            func text(_ earlier: EarlierMonth) -> String {
                review.figure(.logoRenewalRate, of: scope, earlier).text
            }
            #expect(text(.lastMonth) == "100.0 %", "\(scope)")
            #expect(text(.lastYear) == "75.0 %", "\(scope)")
            #expect(review.figure(.logoRenewalRate, of: scope, .lastYear).reason == nil)
        }
        let earlier = try builder().review(month: october - 12)
        let value = earlier.scoreboard.company.metrics.logoRenewalRate.estimate.value
        #expect(value == 0.75)
    }

    @Test func `What cannot be told is a dash with its reason`() throws {
        let review = try builder().review()
        let nps = review.figure(.nps, of: .company, .lastMonth)
        #expect(nps.text == "–" && nps.reason == "no data")
        let young = try PortfolioBuilder.fourBooks.review()
        let rate = young.figure(.logoRenewalRate, of: .company, .lastYear)
        #expect(rate.text == "–" && rate.reason == "data begin in Mar 2026")
        #expect(review.figure(.logoRenewalRate, of: .transition, .lastMonth).text == "–")
    }

    @Test func `People who may not see small teams see no team's earlier figures`() throws {
        let review = try builder().review().withoutSmallGroups()
        #expect(
            review.figure(.logoRenewalRate, of: .team("A"), .lastYear).reason == "not shown here")
        #expect(review.figure(.logoRenewalRate, of: .company, .lastYear).text == "75.0 %")
    }
}
