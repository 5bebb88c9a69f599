import ArgumentParser
import Domain
import Glibc
import Ledger

/// The ledger of the desk that a command uses.
struct DeskLedgerOptions: ParsableArguments {
    @Option(
        name: .customLong("db"),
        help: "The ledger's file (default: $PARALLAX_DESK_DB, else parallax-desk.sqlite).")
    var path: String?

    var file: String {
        path ?? getenv("PARALLAX_DESK_DB").map { String(cString: $0) } ?? "parallax-desk.sqlite"
    }

    /// The folder of the ledger.
    var folder: String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    func open(creating: Bool = false) throws -> SQLiteLedger {
        try SQLiteLedger(path: file, creating: creating, feeds: Feed.desk)
    }
}
