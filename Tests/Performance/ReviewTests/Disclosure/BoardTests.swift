import Attribution
import Domain
import Finance
import OverrideAudit
import PerformanceTestSupport
import Review
import Scorecards
import TestSupport
import Testing

@Suite struct BoardTests {
    /// Two teams of six and one of one; the largest account left, and so did smaller ones.
    private func review(limit: Double = 1000) throws -> MonthlyReview {
        var builder = PortfolioBuilder()
        for index in 0..<13 {
            let team = index == 12 ? "Solo" : index < 6 ? "North" : "South"
            let csm = builder.csm(
                "c\(100 + index)", team: team, name: "Person\(index)q Name\(index)q")
            for number in 0..<12 {
                let account = builder.account(
                    "a\(1000 + index * 100 + number)", name: "Client \(index)-\(number)")
                builder.assign(account, to: csm, from: "2024-01-01")
                let isLost = number < 2
                builder.renewal(
                    account, due: "2026-03-15", before: index == 0 && number == 0 ? 5000 : 100,
                    after: isLost ? 0 : 100,
                    reason: isLost
                        ? ["price", "Name3q left", "solo", nil][(index + number) % 4] : nil)
            }
        }
        var policy = Policy()
        policy.nameAccountsAbove = limit
        return try builder.review(policy: policy)
    }

    @Test func `Names are gone, but those of accounts above the limit that left`() throws {
        let board = try review().forBoard()
        let portfolio = board.attributed.portfolio
        #expect(Set(portfolio.csms.map(\.name)) == ["a CSM"])
        #expect(!portfolio.csms.contains { $0.id.text.hasPrefix("c1") })
        #expect(!portfolio.accounts.contains { $0.id.text.hasPrefix("a1") })
        #expect(portfolio.accounts.compactMap(\.name) == ["Client 0-0"])
        #expect(
            try review(limit: 5000).forBoard().attributed.portfolio.accounts.allSatisfy {
                $0.name == nil
            })
    }

    @Test func `Figures of the company stay as they are`() throws {
        let review = try review()
        let board = review.forBoard()
        let (one, other) = (board.scoreboard.company, review.scoreboard.company)
        #expect(one.renewals == other.renewals)
        for metric in RateMetric.allCases {
            #expect(
                one.metrics[keyPath: metric.path].estimate
                    == other.metrics[keyPath: metric.path].estimate)
        }
        #expect(board.walk.company.window == review.walk.company.window)
        #expect(board.walk.teams.isEmpty)
    }

    @Test func `A reason that names somebody is counted under other`() throws {
        let review = try review()
        let before = review.churnReasons.window.losses
        let after = review.forBoard().churnReasons.window.losses
        #expect(Set(after.reasons.map(\.reason)) == ["price", "other", nil])
        #expect(after.events == before.events && after.amountLost == before.amountLost)
        #expect(after.reasons.reduce(0) { $0 + $1.events } == before.events)
        let hidden = before.reasons.filter { $0.reason == "Name3q left" || $0.reason == "solo" }
        #expect(
            after.reasons.first { $0.reason == "other" }?.events
                == hidden.reduce(0) { $0 + $1.events })
    }

    @Test func `A small team is shown nowhere, nor is one from which it follows`() throws {
        let board = try review().forBoard()
        let teams = board.scoreboard.teams.map { board.name(of: $0.scope) }
        #expect(!teams.contains("Solo") && teams.count < 3)
        #expect(board.trends.allSatisfy { trend in trend.team.map(teams.contains) ?? true })
    }

    @Test func `What a deck builder is shown gives the same`() throws {
        let review = try review()
        let one = review.forBoard()
        let other = review.withoutSmallGroups(dimensions: [.segment]).forBoard()
        #expect(one.scoreboard.teams.map(\.scope) == other.scoreboard.teams.map(\.scope))
        #expect(one.churnReasons.window.losses == other.churnReasons.window.losses)
        #expect(
            one.attributed.portfolio.csms.map(\.id) == other.attributed.portfolio.csms.map(\.id))
    }
}
