import Domain
import PerformanceTestSupport
import Scorecards
import TestSupport
import Testing

@Suite struct SentenceTests {
    private func builder(renewed: Int, of settled: Int, open: Int = 0) -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.csm("c0", team: "North")
        builder.facts.csms[0].name = "Dana Whitfield"
        for index in 0..<(settled + open) {
            let account = builder.account("a\(100 + index)")
            builder.assign(account, to: 0, from: "2024-01-01")
            if index < settled {
                builder.renewal(account, due: "2026-03-10", after: index < renewed ? 100 : 0)
            } else {
                builder.renewal(account, due: "2026-10-10")
            }
        }
        return builder
    }

    private func sentence(_ builder: PortfolioBuilder) -> String {
        cards(builder, policy: Policy()).csms[0].sentence
    }

    @Test func `It says what cannot be told yet`() {
        var builder = builder(renewed: 43, of: 52, open: 3)
        builder.target(.company, "logo_renewal_rate", 0.9)
        #expect(
            sentence(builder) == """
                Dana Whitfield renewed 43 of 52 settled contracts (83 %, likely between 70 and \
                91 %); too early to tell whether that differs from the 90 % target; 3 are still open.
                """)
    }

    @Test func `It says what differs from the target`() {
        var builder = builder(renewed: 41, of: 52)
        builder.target(.csm, of: "c0", "logo_renewal_rate", 0.925)
        #expect(
            sentence(builder) == """
                Dana Whitfield renewed 41 of 52 settled contracts (79 %, likely between 66 and \
                88 %); that is below the 92.5 % target.
                """)
        builder = self.builder(renewed: 52, of: 52, open: 1)
        builder.target(.company, "logo_renewal_rate", 0.9)
        #expect(
            sentence(builder) == """
                Dana Whitfield renewed all 52 settled contracts (100 %, likely between 93 and \
                100 %); that is above the 90 % target; 1 is still open.
                """)
    }

    @Test func `Company and team speak for themselves`() {
        let board = cards(builder(renewed: 0, of: 12, open: 2), policy: Policy())
        let rest = """
            renewed none of 12 settled contracts (0 %, likely between 0 and 24 %); \
            2 are still open, so the rate may change.
            """
        #expect(board.company.sentence == "The company \(rest)")
        #expect(board.teams[0].sentence == "The North team \(rest)")
    }

    @Test func `A rate close to all or nothing is not rounded to it`() {
        #expect(sentence(builder(renewed: 300, of: 301)).contains("300 of 301"))
        #expect(sentence(builder(renewed: 300, of: 301)).contains("(over 99 %"))
        #expect(sentence(builder(renewed: 1, of: 301)).contains("(under 1 %"))
    }

    @Test(arguments: [
        (0, 0, "has no settled contract yet"),
        (0, 1, "has 1 settled contract, which was not renewed"),
        (1, 1, "has 1 settled contract, which was renewed"),
        (0, 2, "has 2 settled contracts, none of them renewed"),
        (2, 2, "has 2 settled contracts, all of them renewed"),
        (5, 7, "has 7 settled contracts, 5 of them renewed"),
    ])
    func `Too few give counts and no rate`(renewed: Int, settled: Int, finding: String) {
        #expect(
            sentence(builder(renewed: renewed, of: settled, open: 1)) == """
                Dana Whitfield \(finding); too few to tell a rate, which takes 10; 1 is still open.
                """)
    }

    @Test func `Pools say what they are`() {
        var builder = builder(renewed: 0, of: 0)
        for index in 0..<12 {
            let account = builder.account("u\(100 + index)")
            builder.renewal(account, due: "2026-03-10", after: index == 0 ? 9 : 0)
        }
        let board = cards(builder, policy: Policy())
        #expect(
            board.unassigned.sentence == """
                Contracts that nobody owned: 1 of 12 settled contracts was renewed (8 %, likely \
                between 1 and 35 %).
                """)
        #expect(
            board.transition.sentence == """
                Contracts that nobody owned for long enough: no settled contract yet; too few to \
                tell a rate, which takes 10.
                """)
    }
}
