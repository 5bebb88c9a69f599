import Statistics
import Calendar
import Domain
import OverrideAudit
import PerformanceTestSupport
import TestSupport
import Testing

struct AuditPropertyTests {
    private static let accounts = 150

    /// Three yearly renewals an account, weekly scores, and overrides before them.
    private func builder(_ random: inout SplitMix64) -> PortfolioBuilder {
        var builder = PortfolioBuilder(accounts: Self.accounts + 40, csms: 4)
        for account in 0..<Self.accounts {
            let offset = Int.random(in: 0..<360, using: &random)
            for day in stride(from: 0, to: 1200, by: 7) {
                let points = Double(Int.random(in: 0...1000, using: &random)) / 10
                builder.score(account, Day("2023-07-01") + day, points)
            }
            for year in 0..<3 {
                let due = Day("2023-12-01") + offset + year * 365
                let outcome: Renewal.Outcome =
                    Int.random(in: 0..<4, using: &random) == 0 ? .churned : .renewed
                let closed = due + Int.random(in: -20...130, using: &random)
                builder.renewal(account, due: due, outcome, closed: closed)
                guard Bool.random(using: &random) else { continue }
                let logged = due - Int.random(in: 14...170, using: &random)
                let says = Tier.allCases.randomElement(using: &random) ?? .red
                builder.override(
                    account, logged, says: says, model: nil, csm: account % 4,
                    id: "o\(account)-\(year)")
            }
        }
        return builder
    }

    private var policy: Policy {
        var policy = Policy()
        policy.trainingRows = 60
        policy.trainingChurns = 10
        return policy
    }

    @Test(arguments: 0..<6)
    func `Nothing known only after the index day moves what the score implied`(seed: UInt64) throws
    {
        var random = SplitMix64(seed: seed)
        let builder = builder(&random)
        let day = Day("2025-01-01") + Int.random(in: 0..<500, using: &random)
        var later = builder
        for index in later.facts.renewals.indices {
            let closed = later.facts.renewals[index].closed ?? later.facts.renewals[index].due
            guard closed > day else { continue }
            later.facts.renewals[index].outcome = .churned
            later.facts.renewals[index].arrAfter = 0
            later.facts.renewals[index].closed = day + Int.random(in: 1...90, using: &random)
            later.facts.renewals[index].notice = day + 1
        }
        later.health.rewrite { row in
            guard row.day > day else { return }
            row.score = Score(tenths: 1)
            row.tier = .red
        }
        later.override(0, day + 1, says: .green, model: .red, id: "later")
        let before = try builder.audit(policy).episodes.filter { $0.indexDay <= day }
        let after = Dictionary(
            uniqueKeysWithValues: try later.audit(policy).episodes.map { ($0.id, $0) })
        #expect(before.contains { $0.churnProbability != nil })
        for episode in before {
            let again = try #require(after[episode.id])
            #expect(again.churnProbability == episode.churnProbability)
            #expect(again.modelScore == episode.modelScore)
        }
    }

    @Test(arguments: 0..<4)
    func `Episodes whose outcome is open change nothing but the open counts`(seed: UInt64) throws {
        var random = SplitMix64(seed: 100 + seed)
        let builder = builder(&random)
        var more = builder
        for account in Self.accounts..<Self.accounts + 40 {
            more.renewal(account, due: Day("2026-12-15") + (account - Self.accounts), .open)
            more.override(
                account, Day("2026-10-05"), says: .green, model: .red, id: "open\(account)")
        }
        let (one, other) = (try builder.audit(policy), try more.audit(policy))
        #expect(other.count(of: .pending) == one.count(of: .pending) + 40)
        #expect(other.count(of: .eligible) == one.count(of: .eligible) + 40)
        for (left, right) in zip(one.directions, other.directions) {
            #expect(left.matured == right.matured && left.observed == right.observed)
            #expect(left.implied?.expected == right.implied?.expected)
            #expect(left.matched?.test == right.matched?.test)
            #expect(left.verdict == right.verdict)
        }
        #expect(one.valueAdded.difference == other.valueAdded.difference)
        #expect(one.segments.map(\.adjustedP) == other.segments.map(\.adjustedP))
    }

    @Test(arguments: 0..<4)
    func `The counts add up`(seed: UInt64) throws {
        var random = SplitMix64(seed: 200 + seed)
        let audit = try builder(&random).audit(policy)
        #expect(
            OverrideEligibility.allCases.reduce(0) { $0 + audit.count(of: $1) }
                == audit.overrides.count)
        #expect(
            EpisodeState.allCases.reduce(0) { $0 + audit.count(of: $1) } == audit.episodes.count)
        let merged = audit.episodes.reduce(0) { $0 + $1.overrides.count }
        #expect(merged == audit.count(of: .eligible))
        for figures in audit.directions {
            let byCSM = audit.csms.reduce(0) { sum, csm in
                sum
                    + csm.figures.filter { $0.direction == figures.direction }
                    .reduce(0) { $0 + $1.matured }
            }
            #expect(byCSM == figures.matured)
        }
    }
}
