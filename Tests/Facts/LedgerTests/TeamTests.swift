import Calendar
import Domain
import Ledger
import LedgerTestSupport
import TestSupport
import Testing

@Suite struct TeamTests {
    private func importFile(_ folder: LedgerFolder, _ team: String?, since: Day? = nil) throws {
        try folder.importFile(.csms) { writer in
            try writer.write(
                FeedRow(
                    .csms,
                    [
                        "csm_id": .text("c"), "name": .text("C"),
                        "team": team.map(FeedValue.text) ?? .none,
                        "team_since": since.map(FeedValue.day) ?? .none,
                    ]))
        }
    }

    private func teams(_ folder: LedgerFolder, knownAt moment: Instant? = nil) throws -> [TeamTerm]
    {
        try folder.ledger.reading(knownAt: moment).portfolio.csms.flatMap(\.teams)
    }

    @Test func `A restated team holds from the day of its import, or from the day that is given`()
        throws
    {
        let folder = try LedgerFolder()
        let imported: Day = "2026-09-21"
        try importFile(folder, "North")
        let (before, digest) = (folder.time, try folder.digest)
        #expect(try teams(folder) == [TeamTerm(since: nil, team: "North")])
        try importFile(folder, "South")
        let between = folder.time
        let change = [
            TeamTerm(since: nil, team: "North"), TeamTerm(since: imported, team: "South"),
        ]
        #expect(try teams(folder) == change)
        try importFile(folder, "South", since: "2026-08-01")
        #expect(
            try teams(folder) == [
                TeamTerm(since: nil, team: "North"), TeamTerm(since: "2026-08-01", team: "South"),
            ])
        #expect(try teams(folder, knownAt: between) == change)
        #expect(try teams(folder, knownAt: before) == [TeamTerm(since: nil, team: "North")])
        #expect(try folder.ledger.reading(knownAt: before).dataDigest == digest)
    }

    @Test func `Facts that differ only in when a team changed have different digests`() throws {
        let (straight, detour) = (try LedgerFolder(), try LedgerFolder())
        try importFile(straight, "North")
        try importFile(straight, "South", since: nil)
        try importFile(detour, "South")
        #expect(try teams(straight) != teams(detour))
        #expect(try straight.digest != detour.digest)
    }

    @Test func `A row without the day has the digest that it had before there was one`() throws {
        let folder = try LedgerFolder()
        try importFile(folder, "North")
        let plain = try folder.digest
        try importFile(folder, "North", since: "2020-01-01")
        #expect(try folder.digest != plain)
        try importFile(folder, "North")
        #expect(try folder.digest == plain)
    }
}
