import ArgumentParser
import DeskAccess
import DeskMemory
import Glibc
import Ledger
import Storage
import Terminal

struct BackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy the ledger and the files beside it while they are in use.")

    @OptionGroup var ledger: DeskLedgerOptions

    @Argument(help: "The file to write; it must not exist yet.")
    var path: String

    func run() throws {
        let store = try ledger.open()
        try store.backUp(to: path)
        var copies = [path]
        for ending in Self.companions where access(ledger.file + ending, F_OK) == 0 {
            try backUpDatabase(ledger.file + ending, to: path + ending)
            copies.append(path + ending)
        }
        try Terminal.show(
            "Wrote \(copies.joined(separator: ", ")) and checked every copy. To restore, put them "
                + "in place of the ledger.")
    }

    /// How the names of the files end that stand beside a ledger: tokens and the access log, and what
    /// was sent and told.
    static let companions = [
        DeskAccessStore.path(besideLedger: ""), SQLiteDeskMemory.path(besideLedger: ""),
    ]
}
