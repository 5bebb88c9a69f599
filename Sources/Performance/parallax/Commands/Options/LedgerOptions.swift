public import Calendar
public import ArgumentParser
import Closing
import ClosingLedger
import Domain
import Glibc
import Ledger

/// The ledger that a command uses.
struct LedgerOptions: ParsableArguments {
    @Option(
        name: .customLong("db"),
        help: "The ledger's file (default: $PARALLAX_DB, else parallax.sqlite).")
    var path: String?

    var file: String {
        path ?? getenv("PARALLAX_DB").map { String(cString: $0) } ?? "parallax.sqlite"
    }

    /// The folder of the ledger.
    var folder: String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    /// The closed months of a ledger.
    func closings(_ store: SQLiteLedger) -> any ClosingStore { SQLiteClosingStore(store) }

    func open(creating: Bool = false) throws -> SQLiteLedger {
        try SQLiteLedger(path: file, creating: creating)
    }
}

extension SQLiteLedger {
    /// Reads the facts as they stood at a moment.
    ///
    /// - Throws: `CommandError.nothingKnown` before the first import.
    func facts(knownAt moment: Instant?) throws -> any FactReading {
        if let moment {
            let times = try Feed.performance.flatMap { feed in
                try importLog(of: feed, after: 0).map(\.receipt.time)
            }
            let first = times.min()
            guard let first, first <= moment else {
                throw CommandError.nothingKnown(moment, first: first)
            }
        }
        return try reading(knownAt: moment)
    }
}

extension Instant: ExpressibleByArgument {
    /// Parses RFC 3339: `2026-11-05T09:00:00Z`.
    public init?(argument: String) { self.init(argument) }
}

extension Month: ExpressibleByArgument {
    /// Parses `2026-10`.
    public init?(argument: String) { self.init(argument) }
}
