import Calendar
import Charting
import Deck
import Domain
import Formats
import Office
import PerformanceTestSupport
import Review
import ReviewCharts
import Sample
import Statistics
import TestSupport
import Testing

/// Names of people, accounts and small teams in every part of a deck's file.
@Suite struct NamesTests {
    @Test(arguments: 0..<20)
    func `No part of a board's file names a person, an account or a small team`(seed: Int) throws {
        let world = try World(seed: seed)
        var parts = try unzipped(try world.file(for: .board))
        if seed.isMultiple(of: 5) {
            parts += try unzipped(try world.file(for: .board, charts: .picture))
        }
        #expect(parts.count > 20)
        for name in world.hidden {
            let found = parts.filter { $0.has(name) }.map(\.path)
            #expect(found.isEmpty, "\(name) in \(found)")
        }
        for name in world.named {
            #expect(parts.contains { $0.has(name) }, "\(name) is not named, and may be")
        }
    }

    @Test func `The same search finds names in every kind of part of the deck for a VP`() throws {
        var kinds: Set<String> = []
        for seed in 0..<5 {
            let world = try World(seed: seed)
            let parts = try unzipped(try world.file(for: .vp))
            let found = world.hidden.filter { name in parts.contains { $0.has(name) } }
            #expect(world.people.contains(where: found.contains))
            #expect(world.accounts.contains(where: found.contains))
            #expect(world.teams.contains(where: found.contains))
            for part in parts where world.hidden.contains(where: part.has) {
                kinds.insert(String(part.path.prefix { !$0.isNumber }))
            }
        }
        for kind in ["ppt/slides/slide", "ppt/notesSlides/notesSlide", "ppt/charts/chart"] {
            #expect(kinds.contains(kind), "\(kinds)")
        }
        #expect(kinds.contains { $0.contains("embeddings/") }, "\(kinds)")
    }

    @Test func `The same facts give the same file`() throws {
        for audience in DeckAudience.allCases {
            let world = try World(seed: 1)
            #expect(try world.file(for: audience) == World(seed: 1).file(for: audience))
        }
    }
}

/// A portfolio of random shape, in which everything that has a name has one that nothing else has.
struct World {
    let reading: SampleReading
    let policy: Policy
    let people: [String]
    let accounts: [String]
    let teams: [String]
    /// Accounts that lost more than the policy's limit.
    let named: [String]

    /// What a board may not read.
    var hidden: [String] { people + accounts + teams }

    init(seed: Int) throws {
        var generator = SplitMix64(seed: UInt64(seed) + 77)
        let csms = [1, 3, 6, 12, 25].randomElement(using: &generator) ?? 6
        let sample = SamplePortfolio(
            accounts: Int.random(in: 30...160, using: &generator), csms: csms, months: 14,
            seed: UInt64(seed) + 5)
        var reading = try SampleReading(sample)
        var facts = reading.portfolio
        var people: [String] = []
        for index in facts.csms.indices {
            let name = "Ortrud\(index)q Wiebelskirchen\(index)z"
            people += [name, "Wiebelskirchen\(index)z", facts.csms[index].id.text]
            facts.csms[index].name = name
            // One large team where there are enough, and small ones, of which one has a person's name.
            let team =
                index < csms / 2
                ? "Grossteam"
                : index == csms - 1 ? "Team Ortrud\(index)q" : "Kleinteam\(index % 3)y"
            facts.csms[index].teams = [TeamTerm(since: nil, team: team)]
        }
        var accounts: [String] = []
        for index in facts.accounts.indices {
            facts.accounts[index].name = "Quastenflosser\(index)x AG"
            // Some segments are written with somebody's name.
            if index % 17 == 0 { facts.accounts[index].segment = "asked by Ortrud0q" }
        }
        for index in facts.overrides.indices {
            facts.overrides[index].note = "Wiebelskirchen0z said so"
            if index % 5 == 0 { facts.overrides[index].reason = "call with Ortrud0q" }
        }
        var large: Set<Int> = []
        for index in facts.renewals.indices {
            let renewal = facts.renewals[index]
            guard renewal.outcome == .churned else { continue }
            facts.renewals[index].reason =
                ["price", "Ortrud0q left", "like Quastenflosser1x AG", nil]
                .randomElement(using: &generator) ?? nil
            if renewal.due > "2026-01-01", renewal.due < "2026-09-01", large.count < 2 {
                facts.renewals[index].arrBefore = 4_000_000
                facts.renewals[index].currency = nil
                large.insert(renewal.account)
            }
        }
        for (index, account) in facts.accounts.enumerated() {
            accounts.append(account.id.text)
            if !large.contains(index), let name = account.name { accounts.append(name) }
        }
        var policy = Policy()
        policy.rebases = [
            Policy.Rebase(
                metric: "logo_renewal_rate", from: Month(year: 2026, month: 2),
                reason: "Ortrud0q changed it")
        ]
        named = large.sorted().compactMap { facts.accounts[$0].name }
        let sizes = Dictionary(
            facts.csms.compactMap { csm in csm.teams.first?.team.map { ($0, 1) } },
            uniquingKeysWith: +)
        teams = sizes.filter { $0.value < 5 }.map(\.key).sorted()
        self.people = people
        self.accounts = accounts
        self.policy = policy
        reading = SampleReading(
            portfolio: facts, health: reading.health, measures: .init(),
            lastHealthDay: reading.lastHealthDay)
        self.reading = reading
    }

    func file(for audience: DeckAudience, charts: DeckCharts = .native) throws -> [UInt8] {
        let review = try MonthlyReview(reading, policy: policy, month: october)
        let fonts = try Fonts.resolve()
        return try ReviewDeck(review, for: audience).presentation(charts: charts) { chart in
            try renderPNG(chart, size: ChartSize.reference, theme: .light, fonts: fonts)
        }.pptx(on: .standard).bytes
    }
}
