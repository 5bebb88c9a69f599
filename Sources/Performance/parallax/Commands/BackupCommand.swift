import Terminal
import AccessLedger
import ArgumentParser
import Glibc
import Ledger

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger, tokens, access log and comments while in use.")

    @OptionGroup var ledger: LedgerOptions

    @Argument(help: "The file to write; it must not exist yet.")
    var path: String

    func run() throws {
        // Both are opened before anything is written: one may be of a newer version.
        let store = try ledger.open()
        let accessFile = SQLiteAccessStore.path(besideLedger: ledger.file)
        let accessStore = access(accessFile, F_OK) == 0 ? try ledger.accessStore() : nil
        try store.backUp(to: path)
        var copies = path
        if let accessStore {
            let copy = SQLiteAccessStore.path(besideLedger: path)
            try accessStore.backUp(to: copy)
            copies += " and \(copy)"
        }
        try Terminal.show(
            "Wrote \(copies) and checked every copy. To restore, put them in place of the ledger.")
    }
}
