import Terminal
import AccessLedger
import ArgumentParser
import Glibc
import Ledger

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger, with tokens, log and comments, while it is in use.")

    @OptionGroup var ledger: LedgerOptions

    @Argument(help: "The copy: a file that does not exist yet.")
    var path: String

    func run() throws {
        try ledger.open().backUp(to: path)
        var copies = path
        let accessFile = SQLiteAccessStore.path(besideLedger: ledger.file)
        if access(accessFile, F_OK) == 0 {
            let copy = SQLiteAccessStore.path(besideLedger: path)
            try ledger.accessStore().backUp(to: copy)
            copies += " and \(copy)"
        }
        try Terminal.show(
            "Wrote \(copies), each checked. To restore, put them in the ledger's place.")
    }
}
