import Attribution
import Calendar
import Domain
import Signals
import Statistics
import TestSupport
import Testing

struct SignalFigureTests {
    /// Accounts with one renewal each; every fourth churns. The value of the measure follows.
    private func company(
        _ accounts: Int, value: (_ account: Int, _ churns: Bool) -> Double?
    ) -> PortfolioBuilder {
        var builder = PortfolioBuilder(accounts: accounts)
        for account in 0..<accounts {
            let churns = account % 4 == 0
            let due = ("2025-01-01" as Day) + account % 400
            builder.renewal(account, due: due, churns ? .churned : .renewed)
            if let value = value(account, churns) {
                builder.measures.record(account, "usage", due - 91, value)
            }
        }
        return builder
    }

    private func usage(_ builder: PortfolioBuilder) throws -> SignalFigures {
        let landmark = try #require(try builder.signals().weightsLandmark)
        return try #require(landmark.signals.first { $0.name.name == "usage" })
    }

    @Test func `Too few, constant, without variation: each has its reason`() throws {
        let few = try usage(company(400) { account, _ in account < 29 ? 1 : nil })
        #expect(few.reason == .tooFew && few.known == 29 && few.churned == 8)
        #expect(few.auc == nil && few.renewedMean == nil && few.missingShare == 371.0 / 400)
        let noChurn = try usage(
            company(400) { account, churns in churns && account > 35 ? nil : 1 })
        #expect(noChurn.reason == .tooFew && noChurn.churned == 9)
        let constant = try usage(company(400) { _, _ in 7 })
        #expect(constant.reason == .constant && constant.renewedMean == 7 && constant.auc == nil)
        let split = try usage(company(400) { account, churns in churns ? 1 : Double(2 + account) })
        #expect(split.reason == .noVariation && split.auc == 1)
        #expect(split.p == nil && split.interval == nil && split.adjustedP == nil)
        #expect(!split.isStarred && !split.isStrongest)
    }

    @Test func `One account with all churns has no interval`() throws {
        var builder = PortfolioBuilder(accounts: 60)
        for account in 1..<60 { builder.renewal(account, due: "2025-03-01", .renewed) }
        for month in 0..<12 {
            builder.renewal(
                0, due: "2025-01-01" + 30 * month, .churned, closed: "2025-01-01" + 30 * month)
        }
        for account in 0..<60 {
            for day in 0..<14 {
                builder.measures.record(
                    account, "usage", "2024-08-15" + 30 * day, Double(account % 7 + day))
            }
        }
        let figures = try usage(builder)
        #expect(figures.churned == 12 && figures.reason == .oneAccount && figures.auc != nil)
    }

    @Test func `Figures are those of the kit, and the family is the landmark's`() throws {
        let signals = try StudyWorld(.score, seed: 9, accounts: 250).signals()
        for landmark in signals.landmarks {
            let tested = landmark.signals.filter { $0.p != nil }
            let adjusted = benjaminiHochberg(tested.compactMap(\.p))
            #expect(tested.map { $0.adjustedP ?? -1 } == adjusted)
            #expect(tested.allSatisfy { $0.isStarred == (($0.adjustedP ?? 1) < 0.05) })
            #expect(landmark.signals.count { $0.isStrongest } == 1)
            #expect(landmark.strongestFirst.first?.isStrongest == true)
            let p = landmark.strongestFirst.compactMap(\.p)
            #expect(p == p.sorted())
            #expect(landmark.signals.map(\.name) == landmark.signals.map(\.name).sorted())
            #expect(landmark.signals.allSatisfy { ($0.reason == nil) == ($0.p != nil) })
        }
        #expect(signals.landmarks.map(\.days) == [180, 90, 60, 30])
    }

    @Test func `A measure that moved is shifted, and one that did not is not`() throws {
        let moved = try usage(
            company(400) { account, _ in Double(account % 10) + (account % 400 < 200 ? 0 : 6) })
        #expect(moved.isShifted == true && (moved.stability?.index ?? 0) > 0.25)
        let still = try usage(company(400) { account, _ in Double(account * 7 % 10) })
        #expect(still.isShifted == false)
        // A hundred in each half.
        #expect(try usage(company(199) { account, _ in Double(account) }).stability == nil)
        #expect(try usage(company(200) { account, _ in Double(account) }).stability != nil)
    }

    @Test func `The order of the facts does not matter`() throws {
        var random = SplitMix64(seed: 8)
        for _ in 0..<2 {
            let builder = randomSignals(&random)
            let signals = try builder.signals()
            #expect(try builder.shuffled(using: &random).signals() == signals)
        }
    }

    @Test func `What became known later changes nothing`() throws {
        var random = SplitMix64(seed: 12)
        let builder = randomSignals(&random)
        let signals = try builder.signals(month: Month(year: 2026, month: 5))
        let asOf: Day = "2026-05-31"
        var known = builder
        known.facts.sessions.removeAll { $0.held > asOf }
        known.facts.surveys.removeAll { $0.responded > asOf }
        known.facts.milestones.removeAll { $0.reached.map { $0 > asOf } ?? false }
        known.facts.assignments.removeAll { $0.start > asOf }
        known.measures.remove { _, _, day in day > asOf }
        known.health.remove { $0 > asOf }
        for index in known.facts.renewals.indices {
            let line = known.facts.renewals[index]
            if let notice = line.notice, notice > asOf { known.facts.renewals[index].notice = nil }
            if line.outcome != .open, line.closed ?? line.due > asOf {
                known.facts.renewals[index].outcome = .open
                known.facts.renewals[index].closed = nil
                known.facts.renewals[index].arrAfter = 0
            }
        }
        #expect(try known.signals(month: Month(year: 2026, month: 5)) == signals)
    }

    @Test func `Nothing, one account, no churn: there are no verdicts, and the words say so`()
        throws
    {
        var one = PortfolioBuilder(accounts: 1)
        one.renewal(0, due: "2026-01-01", .renewed)
        one.score(0, "2025-09-30", 50)
        var renewed = PortfolioBuilder(accounts: 300)
        for account in 0..<300 {
            renewed.renewal(account, due: ("2025-01-01" as Day) + account, .renewed)
            renewed.scores(account, from: "2024-06-01", through: "2024-06-02") { _ in account % 100
            }
            renewed.score(account, ("2025-01-01" as Day) + account - 95, Double(account % 90))
        }
        for builder in [PortfolioBuilder(), one, renewed] {
            let signals = try builder.signals()
            #expect(signals.landmarks.allSatisfy { $0.signals.allSatisfy { $0.p == nil } })
            #expect(signals.proposals.allSatisfy { $0.judgement.verdict == .tooFew })
            #expect(signals.splits.isEmpty && signals.currentCurve == nil)
            let text = signals.proposalText
            #expect(text.decision == .keep)
            #expect(text.headline.hasPrefix("Keep the current weights"))
            #expect(signals.reliability.bands.count == 10)
            for figures in signals.landmarks[1].signals {
                #expect(signals.sentence(on: figures.name)?.isEmpty == false)
            }
        }
    }

    @Test func `Versions of the model stand apart`() throws {
        var builder = PortfolioBuilder(accounts: 200)
        for account in 0..<200 {
            let churns = account % 4 == 0
            let due = ("2025-01-01" as Day) + account
            builder.renewal(account, due: due, churns ? .churned : .renewed)
            builder.health.record(
                account,
                HealthDay(
                    day: due - 92, score: Score(tenths: Int16(400 + account % 90 * 5)),
                    modelVersion: account < 120 ? "2.0" : "10.1",
                    components: ["usage": Score(tenths: Int16(account))]))
        }
        let signals = try builder.signals()
        let versions = signals.versions.filter { $0.days == 90 }
        #expect(versions.map(\.version) == ["10.1", "2.0"] && versions.map(\.events) == [80, 120])
        #expect(versions[1].churned == 30)
        #expect(versions[0].signals.map(\.name.name) == ["composite", "usage"])
        #expect(versions[1].signals[0].auc != nil)
        builder.health.rewrite { $0.modelVersion = "2.0" }
        #expect(try builder.signals().versions.isEmpty)
    }
}
