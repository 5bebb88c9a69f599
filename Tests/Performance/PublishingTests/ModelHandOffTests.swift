import Calendar
import Domain
import OverrideAudit
import PerformanceTestSupport
import Publishing
import Review
import Statistics
import TestSupport
import Testing

@Suite struct ModelHandOffTests {
    private func change(
        _ direction: OverrideDirection, _ difference: Double, isConfirmed: Bool = true
    ) -> ProposedChange {
        ProposedChange(
            dimension: .industry, value: "Retail|*x*", direction: direction,
            isConfirmed: isConfirmed, treated: 120, controls: 300, difference: difference,
            differenceLow: difference - 0.05, differenceHigh: difference + 0.05, p: 0.0004,
            adjustedP: 0.012, firstMonth: Month(year: 2024, month: 3), lastMonth: october, csms: 7,
            largestCSM: "CSM-3f9a", largestCSMEpisodes: 31, enough: 150)
    }

    private func handOff(_ changes: ProposedChange...) -> ModelHandOff {
        ModelHandOff(changes, worth: [], asOf: "2026-10-31", policyDigest: "0123", looked: 40)
    }

    @Test func `Without anything confirmed it says so and proposes nothing`() {
        let text = handOff(change(.up, -0.12, isConfirmed: false)).markdown
        #expect(text.contains("Nothing is confirmed yet. Nothing is proposed."))
        #expect(!text.contains("**Change:**"))
        let row =
            "| Industry Retail\\|\\*x\\*: overridden to a better tier | −12 points (−17 to −7) |"
        #expect(text.contains(row))
        #expect(handOff().markdown.hasSuffix("## To be confirmed\n\nNothing.\n"))
    }

    @Test func `A proposal has its evidence and what would refute it`() {
        let text = handOff(change(.up, -0.12)).markdown
        for words in [
            "120 episodes against 300 similar accounts", "p below 0.001, among all segments 0.012",
            "renewals due Mar 2024 to Oct 2026", "7 CSMs, at most 31 episodes by one (CSM-3f9a)",
            "The next 150 episodes", "not below 0",
        ] {
            #expect(text.contains(words), "\(words)")
        }
    }

    @Test func `What an override is worth is the rule, with its interval`() throws {
        let worth = OverrideWorth(
            .up,
            effect: OverrideEffect(
                treated: 60, controls: 200, accounts: 240,
                estimate: OverrideEffect.Estimate(
                    delta: -0.46, standardError: 0.16, interval: Interval(low: -0.77, high: -0.15)),
                reason: nil),
            slope: -0.05,
            points: OverrideWorth.Points(value: 9.2, interval: Interval(low: 3, high: 15.4)),
            shown: .rightWay, faceValue: .worse, contrastDifference: -0.1)
        let handOff = ModelHandOff(
            [], worth: [worth], asOf: "2026-10-31", policyDigest: "0123", looked: 40)
        #expect(handOff.markdown.contains("| To a better tier | about 9 score points (3 to 15) |"))
        #expect(handOff.markdown.contains(worth.sentence))
        let rows = String(decoding: handOff.csv, as: UTF8.self).split(separator: "\r\n")
        #expect(rows[1].hasPrefix("rule,count_as_points,all,,up,"))
        #expect(rows[1].hasSuffix(",-0.46,-0.77,-0.15,9.2,3,15.4"))
        let names = rows[0].split(separator: ",", omittingEmptySubsequences: false)
        #expect(names.suffix(6).first == "delta")
    }

    @Test func `To keep the score is a rule, in the table and in the summary`() {
        let worth = OverrideWorth(
            .up,
            effect: OverrideEffect(
                treated: 60, controls: 200, accounts: 240,
                estimate: OverrideEffect.Estimate(
                    delta: 0.46, standardError: 0.16, interval: Interval(low: 0.15, high: 0.77)),
                reason: nil),
            slope: nil, points: nil, shown: .wrongWay, faceValue: .worse, contrastDifference: 0.1)
        let handOff = ModelHandOff(
            [], worth: [worth], asOf: "2026-10-31", policyDigest: "0123", looked: 40)
        let rows = String(decoding: handOff.csv, as: UTF8.self).split(separator: "\r\n")
        #expect(rows[1].hasPrefix("rule,keep_score,all,,up,"))
        #expect(
            handOff.summary.hasPrefix(
                "Rule from this review, not yet confirmed by new renewals: overrides to a better "
                    + "tier, keep the score as it is. "))
    }

    @Test(arguments: [
        (OverrideDirection.up, -0.1, ProposedChange.Kind.heedUpward), (.up, 0.1, .keepScore),
        (.down, 0.1, .heedDownward), (.down, -0.1, .noChange),
    ])
    func `What to change follows from direction and sign`(
        _ direction: OverrideDirection, _ difference: Double, _ kind: ProposedChange.Kind
    ) {
        #expect(change(direction, difference).kind == kind)
    }

    @Test func `Only a confirmed finding has a change in the table`() {
        let text = String(
            decoding: handOff(change(.down, 0.1, isConfirmed: false), change(.up, -0.1)).csv,
            as: UTF8.self)
        let rows = text.split(separator: "\r\n")
        #expect(rows.count == 3)
        #expect(rows[1].hasPrefix("confirmed,heed_upward_overrides,industry,Retail|*x*,up,"))
        #expect(rows[2].hasPrefix("to_be_confirmed,,industry,Retail|*x*,down,,120,300,0.1,"))
    }

    @Test func `It holds no name, no identifier, no account and no note`() throws {
        let review = try PortfolioBuilder.audited.review()
        let handOff = ModelHandOff(review)
        let text = handOff.markdown + String(decoding: handOff.csv, as: UTF8.self)
        for word in ["Zelda", "Moss", "csm-77", "csm-78", "Customer", "a10", "CFO"] {
            #expect(!text.contains(word), "\(word)")
        }
    }
}
