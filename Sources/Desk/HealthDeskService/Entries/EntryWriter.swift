import Calendar
import DeskAccess
import Domain
import Formats
import HealthDesk
import Web

/// Writes what people enter to the ledger, one entry after the other. An entry is in the ledger
/// before anybody is told so.
struct EntryWriter: Sendable {
    private let store: any FactStore & Sendable
    private let library: DayLibrary
    private let measurements: Measurements

    init(
        _ store: any FactStore & Sendable, _ library: DayLibrary, _ measurements: Measurements
    ) {
        self.store = store
        self.library = library
        self.measurements = measurements
    }

    /// What became of an entry.
    struct Written: Sendable {
        /// The feed; nil if everything was so already.
        let feed: Feed?
        /// The identifiers of its rows.
        let ids: [String]
    }

    /// Writes an entry.
    ///
    /// - Parameters:
    ///   - kind: the kind of entry.
    ///   - author: who enters it.
    ///   - make: makes the entry for the day as it stands when its turn comes.
    /// - Returns: what was written.
    /// - Throws: `EntryFault`; `Problem`; what the store throws.
    func write(
        _ kind: EntryKind, by author: Viewer,
        _ make: @escaping @Sendable (OpenDay) throws -> Entry
    ) async throws -> Written {
        try await BlockingWork.run(on: .entries) {
            let entry = try make(library.opened())
            guard let made = try kind.rows(entry) else { return Written(feed: nil, ids: []) }
            let keys = made.rows.compactMap { made.feed.key(of: $0).first?.written }
            if entry.has(keys, in: made.feed) { return Written(feed: made.feed, ids: keys) }
            let file = ImportedFile(
                feed: made.feed, name: "\(kind.name) entered on the desk",
                origin: .entry(by: "\(author.name) (\(author.subject))"))
            _ = try store.importFile(file) { writer in
                for row in made.rows { try writer.write(row) }
                try writer.flush()
                return ImportReceipt(rejected: 0, digest: entry.id, time: now())
            }
            measurements.entered()
            return Written(feed: made.feed, ids: keys)
        }
    }
}

extension Entry {
    /// Whether the account has these new rows already, because the entry was sent before.
    fileprivate func has(_ keys: [String], in feed: Feed) -> Bool {
        guard keys.allSatisfy({ $0.contains(self.key) }), let key = keys.first else { return false }
        return switch feed {
        case .touches: open.touches(standing).contains { $0.id == key }
        case .actions: standing.actions.contains { $0.id == key }
        case .contacts: standing.contacts.contains { $0.id == key }
        case .ratings: open.ratings(standing).contains { $0.id == key }
        case .dismissals: open.dismissals(standing).contains { $0.id == key }
        case .overrides: open.overrides(standing).contains { $0.id.hasSuffix(self.key) }
        default: false
        }
    }
}
