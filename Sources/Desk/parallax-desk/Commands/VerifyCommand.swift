import ArgumentParser
import Domain
import Glibc
import Ledger
import Storage
import Terminal

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check a ledger or backup for damage, without changing it.",
        discussion: "Prints one line for each fault. The exit code is 1 if there are any.")

    @OptionGroup var ledger: DeskLedgerOptions

    @Argument(help: "The file to check (default: the ledger).")
    var path: String?

    func run() throws {
        let path = path ?? ledger.file
        let verification = try LedgerVerification(path: path, feeds: Feed.desk)
        var faults = verification.faults
        try Terminal.show("Checked \(path):")
        for part in verification.checked { try Terminal.show("- \(part)") }
        for file in BackupCommand.companions.map({ path + $0 }) where access(file, F_OK) == 0 {
            faults += try structureFaults(ofFile: file).map { "\(file): \($0)" }
            try Terminal.show("- the structure of \(file)")
        }
        guard !faults.isEmpty else { return try Terminal.show("No damage found.") }
        for fault in faults { try Terminal.show("FAULT  \(fault)") }
        throw ExitCode.failure
    }
}
