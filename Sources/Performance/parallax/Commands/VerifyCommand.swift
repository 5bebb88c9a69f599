import AccessLedger
import ArgumentParser
import Glibc
import Ledger
import Terminal

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a ledger or backup for damage, without changing it.",
        discussion: "Prints one line for each fault. The exit code is 1 if there are any.")

    @OptionGroup var ledger: LedgerOptions

    @Argument(help: "The file to check (default: the ledger).")
    var path: String?

    func run() throws {
        let path = path ?? ledger.file
        let verification = try LedgerVerification(path: path)
        var faults = verification.faults
        try Terminal.show("Checked \(path):")
        for part in verification.checked { try Terminal.show("- \(part)") }
        let accessFile = SQLiteAccessStore.path(besideLedger: path)
        if access(accessFile, F_OK) == 0 {
            faults += try SQLiteAccessStore.faults(ofFile: accessFile).map {
                "\(accessFile): \($0)"
            }
            try Terminal.show("- the structure of \(accessFile)")
        }
        guard !faults.isEmpty else {
            try Terminal.show("No damage found.")
            return
        }
        for fault in faults { try Terminal.show("FAULT  \(fault)") }
        throw ExitCode.failure
    }
}
