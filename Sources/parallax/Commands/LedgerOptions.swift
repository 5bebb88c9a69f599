import ArgumentParser
import Glibc
import Ledger

/// Which ledger a command works on.
struct LedgerOptions: ParsableArguments {
    @Option(name: .customLong("db"), help: "The ledger's file (default: $PARALLAX_DB, else parallax.sqlite).")
    var path: String?

    var file: String {
        path ?? getenv("PARALLAX_DB").map { String(cString: $0) } ?? "parallax.sqlite"
    }

    /// The folder the ledger is in.
    var folder: String {
        file.contains("/") ? String(file[..<(file.lastIndex(of: "/") ?? file.startIndex)]) : "."
    }

    func open(creating: Bool = false) throws -> SQLiteLedger {
        try SQLiteLedger(path: file, creating: creating)
    }
}
