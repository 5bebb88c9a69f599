import Attribution
import Brief
import Calendar
import Domain
import PerformanceTestSupport
import Review
import Sample
import TestSupport
import Testing

struct BriefTests {
    private func brief(
        _ month: PlantedMonth, for reader: Brief.Reader = .everybody, policy: Policy = Policy()
    ) throws -> Brief {
        Brief(try month.builder.review(policy: policy), for: reader)
    }

    @Test func `A quiet month says that it was quiet`() throws {
        let brief = try brief(PlantedMonth())
        #expect(brief.findings.map(\.title) == [])
        #expect(brief.headline.hasSuffix(" A quiet month: nothing stands out."))
        #expect(brief.isQuiet && brief.more == nil && brief.changes == [])
    }

    @Test(arguments: 0..<PlantedMonth.csms)
    func `A portfolio that lost too many comes first`(csm: Int) throws {
        let brief = try brief(PlantedMonth(churned: [csm: 16]))
        let first = try #require(brief.findings.first)
        #expect(first.kind == .portfolioBelow && first.tone == .worse)
        #expect(first.strength == .strong && first.evidence == .card(csm: csm))
        #expect(first.title.hasPrefix("Person\(csm) Family\(csm)’s portfolio renewed 14 of 30"))
        #expect(first.figure.value == "14 of 30")
        #expect(first.action.hasPrefix("Ask about the 16 contracts that churned"))
        #expect(brief.headline.hasSuffix(" One portfolio is below its expected range."))
    }

    @Test(arguments: [0, 3, 7])
    func `A portfolio that kept everybody is one to learn from`(csm: Int) throws {
        let churned = Dictionary(
            uniqueKeysWithValues: (0..<PlantedMonth.csms).map { ($0, $0 == csm ? 0 : 8) })
        let findings = try brief(PlantedMonth(churned: churned)).findings
        // A month in which more churned than usual comes before good news.
        let good = try #require(findings.first { $0.tone == .better })
        #expect(good.kind == .portfolioAbove && good.evidence == .card(csm: csm))
        #expect(good.action.hasPrefix("Learn from this portfolio"))
        #expect(findings.allSatisfy { $0.kind == .trend || $0 == good })
    }

    @Test(arguments: ["2026-01-01", "2026-03-01", "2026-05-01"] as [Day])
    func `Missing outcomes come before everything else`(since: Day) throws {
        let brief = try brief(PlantedMonth(churned: [2: 20], openSince: since))
        let first = try #require(brief.findings.first)
        #expect(first.kind == .outcomesMissing && first.evidence == .data)
        #expect(first.title.contains("no recorded outcome"))
    }

    @Test(arguments: [0.95, 0.97])
    func `A target that the company misses comes first`(target: Double) throws {
        var month = PlantedMonth()
        month.builder.target(.company, "logo_renewal_rate", target)
        let brief = try brief(month)
        let first = try #require(brief.findings.first)
        #expect(first.kind == .target && first.tone == .worse)
        #expect(first.title.contains("below the \(Int(target * 100)) % target"))
        #expect(brief.headline.contains("below the \(Int(target * 100)) % target"))
    }

    @Test func `Unhappy customers are a finding`() throws {
        var month = PlantedMonth()
        for account in 0..<120 {
            month.builder.answer(account, .csat, account % 2 == 0 ? 5 : 2, on: "2026-06-01")
        }
        month.builder.target(.company, "csat", 0.85)
        let first = try #require(try brief(month).findings.first)
        #expect(first.kind == .target && first.title.hasPrefix("CSAT is 50.0 %, below the 85 %"))
    }

    @Test func `A health feed that stopped is a finding`() throws {
        var month = PlantedMonth()
        month.builder.health.remove { $0 > "2026-10-20" }
        let first = try #require(try brief(month).findings.first)
        #expect(first.kind == .data && first.evidence == .data)
    }

    @Test func `A team whose portfolios all lie a little low is a finding of its own`() throws {
        let churned = Dictionary(uniqueKeysWithValues: (0..<4).map { ($0, 10) })
        let brief = try brief(PlantedMonth(churned: churned))
        let team = try #require(brief.findings.first { $0.kind == .team && $0.tone == .worse })
        #expect(team.title.hasPrefix("Team Aurora renewed 80 of 120 contracts; about 100 were"))
    }

    @Test func `Overrides that nobody looked at again are a finding`() throws {
        var month = PlantedMonth()
        for account in 0..<14 {
            month.builder.override(
                account, "2026-08-01", says: .amber, model: .green, csm: account / 30,
                until: "2026-10-10")
        }
        let finding = try #require(
            try brief(month).findings.first { $0.kind == .reevaluation })
        #expect(
            finding.title
                == "14 of the 14 overrides due for re-evaluation in October 2026 were not reviewed."
        )
    }

    @Test func `Calls that see what the score does not are a finding`() throws {
        var truth = PlantedTruth(overrideSkill: 1)
        truth.hiddenEffect = 2
        let world = SamplePortfolio(accounts: 1200, csms: 12, months: 36, seed: 5, truth: truth)
        let review = try MonthlyReview(SampleReading(world), policy: Policy(), month: october)
        let all = Brief(review, for: .everybody).findings
        #expect(all.contains { $0.kind == .overrideWorth || $0.kind == .segment })
    }

    @Test func `The brief of the model’s owner is about overrides, and names nobody`() throws {
        let world = SamplePortfolio(accounts: 420, csms: 10, seed: 82, truth: .story)
        let review = try MonthlyReview(SampleReading(world), policy: Policy(), month: october)
        let brief = Brief(review, for: .modelOwner)
        #expect(brief.findings.count { $0.kind == .segment } == 2)
        #expect(brief.findings.allSatisfy { $0.evidence == .audit || $0.evidence == .data })
        #expect(brief.headline.hasPrefix("It is not shown that upward overrides"))
        #expect(brief.headline.hasSuffix("true in Mid-Market, and did not in SMB and under 15k."))
        #expect(brief.month.hasPrefix("1,828 overrides logged by the end of October 2026; "))
        let text = String(describing: brief)
        for csm in review.attributed.portfolio.csms {
            #expect(!text.contains(csm.name) && !text.contains(csm.id.text))
        }
    }

    @Test func `A strong signal that the score lacks is a finding`() throws {
        let world = SamplePortfolio(accounts: 420, csms: 10, seed: 82, truth: .story)
        let reading = try SampleReading(world, withMeasures: true)
        let review = try MonthlyReview(reading, policy: Policy(), month: october)
        let findings = Brief(review, for: .modelOwner).findings
        let signal = try #require(findings.first { $0.kind == .signal })
        #expect(
            signal.title
                == "The measure active_users predicts renewal, and the health score does not use it."
        )
        #expect(signal.evidence == .signals && signal.strength == .usual)
    }

    @Test func `A team’s brief is about the team alone`() throws {
        let month = PlantedMonth(churned: [1: 16, 6: 16])
        let brief = try brief(month, for: .team("Borealis"))
        #expect(brief.headline.hasPrefix("Team Borealis renewed"))
        let people = brief.findings.filter { $0.kind == .portfolioBelow }.map(\.evidence)
        #expect(people == [.card(csm: 6)])
        let text = String(describing: brief)
        for outside in ["Person1", "Customer1x", "Aurora"] { #expect(!text.contains(outside)) }
    }

    @Test(arguments: [[0: 16], [2: 0, 5: 18], [1: 12, 4: 20]] as [[Int: Int]])
    func `The board’s brief names nobody`(churned: [Int: Int]) throws {
        var month = PlantedMonth(churned: churned)
        month.builder.target(.company, "logo_renewal_rate", 0.95)
        let brief = try brief(month, for: .board)
        #expect(!brief.isQuiet)
        let texts =
            [brief.headline, brief.month, brief.more ?? ""] + brief.changes + brief.notYet
            + brief.findings.flatMap { [$0.title, $0.action, $0.figure.value, $0.figure.beside] }
        for word in ["Person", "Family", "Customer", "Aurora", "Borealis", "a10", "c1"] {
            #expect(!texts.contains { $0.contains(word) }, "\(word) in \(texts)")
        }
    }

    @Test func `The same facts give the same brief, in any order`() throws {
        let month = PlantedMonth(churned: [1: 16, 6: 17, 3: 0])
        var other = month.builder
        other.facts.renewals.reverse()
        other.facts.assignments.reverse()
        #expect(
            try brief(month) == Brief(try other.review(), for: .everybody))
    }

    @Test func `At most five findings, two of a kind, and the rest is counted`() throws {
        let month = PlantedMonth(churned: [0: 15, 1: 15, 2: 15, 5: 0, 6: 0, 7: 0], value: 20_000)
        let brief = try brief(month)
        #expect(brief.findings.count <= 5)
        for kind in Finding.Kind.allCases {
            #expect(brief.findings.count { $0.kind == kind } <= 2)
        }
        for isWorse in [true, false] {
            let importance = brief.findings.filter { ($0.tone == .worse) == isWorse }
                .map(\.importance)
            #expect(importance == importance.sorted(by: >))
        }
        #expect(brief.more?.contains("more portfolio") == true)
    }

    @Test func `What a verdict did not say last month has changed`() throws {
        // Of thirty contracts, the twelve that fell due in October churned: until then, two of eighteen
        // had.
        var month = PlantedMonth()
        for position in month.builder.facts.renewals.indices {
            // Every other account of the first sixty is one of the first CSM with a contract in the window.
            let account = month.builder.facts.renewals[position].account
            guard account < 60, account % 2 == 0 else { continue }
            let isChurned = account < 4 || account >= 36
            if account >= 36 {
                month.builder.facts.renewals[position].due = "2026-10-05"
            } else if month.builder.facts.renewals[position].due >= "2026-10-01" {
                month.builder.facts.renewals[position].due = "2026-05-06"
            }
            month.builder.facts.renewals[position].closed =
                month.builder.facts.renewals[position].due
            month.builder.facts.renewals[position].outcome = isChurned ? .churned : .renewed
            month.builder.facts.renewals[position].arrAfter = isChurned ? 0 : 10_000
        }
        let brief = try brief(month)
        #expect(brief.findings.contains { $0.evidence == .card(csm: 0) && $0.tone == .worse })
        #expect(
            brief.changes.contains(
                "Person0 Family0: below the expected range, was within it in September 2026."),
            "\(brief.changes)")
    }

    @Test func `What cannot be told yet says when it could be`() throws {
        var month = PlantedMonth()
        month.builder.csm("c8", team: "Aurora", from: "2026-09-01", name: "New Colleague")
        for account in 0..<12 {
            let due = Month(year: 2026, month: 11) + account / 6
            month.builder.account("b\(account)", since: "2023-01-01")
            let position = month.builder.facts.accounts.count - 1
            month.builder.assign(position, to: 8, from: "2026-09-01")
            month.builder.renewal(position, due: due.firstDay + 3)
            month.builder.scores(position, from: "2026-09-15", through: "2026-10-31") { _ in 75 }
        }
        let notYet = try brief(month).notYet
        #expect(
            notYet.contains(
                "New Colleague has fewer than 10 settled renewals and could be compared from "
                    + "December 2026."), "\(notYet)")
    }
}
