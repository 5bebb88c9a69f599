import Calendar
import Domain
import Ledger
import LedgerTestSupport
import TestSupport
import Testing

@Suite struct WithdrawnOverrideTests {
    private func write(_ folder: LedgerFolder, _ tier: String) throws {
        try folder.importFile(.overrides) { writer in
            try writer.write(
                FeedRow(
                    .overrides,
                    [
                        "override_id": .text("o1"), "account_id": .text("a0"),
                        "csm_id": .text("c"), "logged_on": .day("2026-05-01"),
                        "asserted_tier": .text(tier),
                    ]))
        }
    }

    private func withdrawn(_ folder: LedgerFolder, knownAt moment: Instant? = nil) throws
        -> [String]
    {
        try folder.ledger.reading(knownAt: moment).portfolio.withdrawnOverrides.map {
            "\($0.override.id) \($0.override.asserted) \($0.day)"
        }
    }

    @Test func `A withdrawn override is read with the day of its withdrawal, as known then`() throws
    {
        let folder = try LedgerFolder()
        try folder.importFile(.csms) { writer in
            try writer.write(FeedRow(.csms, ["csm_id": .text("c"), "name": .text("C")]))
        }
        try write(folder, "red")
        try write(folder, "amber")
        let before = folder.time
        let digest = try folder.digest
        try folder.importFile(.overrides) { _ = try $0.withdraw([.text("o1")]) }
        let gone = folder.time
        let all = ["o1 amber \(LedgerFolder.start.description.prefix(10))"]
        #expect(try withdrawn(folder) == all)
        #expect(try folder.ledger.reading().portfolio.overrides.isEmpty)
        #expect(try folder.digest != digest)

        try write(folder, "green")
        #expect(try withdrawn(folder).isEmpty)
        #expect(try withdrawn(folder, knownAt: gone) == all)
        #expect(try withdrawn(folder, knownAt: before).isEmpty)
        #expect(try folder.ledger.reading(knownAt: before).dataDigest == digest)
    }
}
