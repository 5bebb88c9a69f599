import ArgumentParser
import Concurrency
import Glibc
import Terminal

@main
struct Parallax: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parallax",
        abstract: "Customer retention by CSM, and whether CSM judgement beats the health score.",
        discussion: """
            Lines are as wide as the terminal, or as the variable COLUMNS says. Exit codes: 0 done, \
            1 failed, 2 imported with rejected rows or reconciled with differences, 64 wrong usage.
            """,
        version: versionText,
        subcommands: [
            SampleCommand.self, ImportCommand.self, ReviewCommand.self, ScorecardCommand.self,
            AuditCommand.self, SignalsCommand.self, ChartCommand.self, DoctorCommand.self,
            HistoryCommand.self,
            WithdrawCommand.self, RejectsCommand.self, MappingCommand.self,
            ReconcileCommand.self, CloseCommand.self, RestatementsCommand.self, DisputeCommand.self,
            ConcludeCommand.self,
            TokenCommand.self, PersonCommand.self, ServeCommand.self, BackupCommand.self,
            VerifyCommand.self,
        ])

    static func main() {
        Terminal.guardOutput()
        Threads.shareHeaps()
        do {
            // Without a thread, Dispatch would wait for one for ever.
            guard Threads.left(upTo: 1) == 1 else { throw CommandError.tooFewThreads(1) }
            let arguments = Array(CommandLine.arguments.dropFirst())
            let path = CommandPath(arguments, of: Self.self)
            if let fault = path.fault { endForUsage(path.message(fault)) }
            var command = try parseAsRoot()
            do {
                try command.run()
            } catch let error as ValidationError {
                // The parser knows the usage of the root alone by now.
                endForUsage(path.message("\(error)"))
            }
        } catch {
            end(with: error)
        }
    }

    private static func endForUsage(_ message: String) -> Never {
        Terminal.complain(message)
        Glibc.exit(ExitCode.validationFailure.rawValue)
    }

    /// Shows an error, or the help that was asked for, and ends the program.
    private static func end(with error: any Error) -> Never {
        // Whoever closes a pipe early has seen enough.
        if let error = error as? OutputError, error.isClosedPipe { Glibc.exit(EXIT_FAILURE) }
        let status = exitCode(for: error)
        let message = fullMessage(for: error)
        if status.isSuccess {
            do {
                try Terminal.show(message)
            } catch {
                Terminal.complain("Error: \(error)")
                Glibc.exit(EXIT_FAILURE)
            }
        } else if !message.isEmpty {
            let lines = message.split(separator: "\n", omittingEmptySubsequences: false)
            Terminal.complain(
                lines.enumerated().map { place, line in
                    place == 0 ? String(line) : wrapped(String(line), to: Terminal.columns)
                }.joined(separator: "\n"))
        }
        Glibc.exit(status.rawValue)
    }
}
