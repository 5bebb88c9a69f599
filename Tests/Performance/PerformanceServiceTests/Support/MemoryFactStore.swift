import Calendar
import Domain
import TestSupport

/// A store of facts that were written before; it takes no others.
struct MemoryFactStore: FactStore, Sendable {
    /// What it holds; nil for a store that is damaged.
    var facts: InMemoryReading?

    func importFile(
        _ file: ImportedFile, _ body: (any FactWriter) throws -> ImportReceipt?
    ) throws -> Bool { throw Damage() }

    func dryRun<Result>(_ body: (any FactStore) throws -> Result) throws -> Result {
        throw Damage()
    }

    func revision() throws -> Int { 1 }

    func importLog(of feed: Feed, after revision: Int) throws -> [LoggedImport] {
        throw Damage()
    }

    /// Refused files are not remembered.
    func refuse(_ file: ImportedFile, reason: String, time: Instant) throws {}

    func hasWaitingRows(of feed: Feed) throws -> Bool { false }

    func forEachReject(of feed: Feed, _ body: (StandingReject) throws -> Void) throws {}

    func forgetRejects(of feed: Feed, time: Instant) throws -> Int { throw Damage() }

    func withdrawals() throws -> [Withdrawal] { [] }

    func reading(knownAt moment: Instant?) throws -> any FactReading {
        guard let facts else { throw Damage() }
        return facts
    }

    /// What a damaged store throws, in words that are nobody's business.
    struct Damage: Error, CustomStringConvertible {
        let description = "malformed at /secret/ledger"
    }
}
