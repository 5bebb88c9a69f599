import ArgumentParser
import Concurrency
import Glibc
import Terminal

@main
struct Parallax: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parallax",
        abstract: "How well customers are kept, and whether judgement beats the score.",
        subcommands: [
            SampleCommand.self, ImportCommand.self, ReviewCommand.self, ScorecardCommand.self,
            AuditCommand.self, ChartCommand.self, DoctorCommand.self, HistoryCommand.self,
            WithdrawCommand.self, RejectsCommand.self, MappingCommand.self,
            TokenCommand.self, ServeCommand.self, BackupCommand.self,
            VerifyCommand.self,
        ])

    static func main() {
        Terminal.guardOutput()
        Threads.shareHeaps()
        do {
            // Without a thread, Dispatch would wait for one for ever.
            guard Threads.left(upTo: 1) == 1 else { throw CommandError.tooFewThreads(1) }
            var command = try parseAsRoot()
            try command.run()
        } catch {
            end(with: error)
        }
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
                Terminal.log("Error: \(error)")
                Glibc.exit(EXIT_FAILURE)
            }
        } else if !message.isEmpty {
            Terminal.log(message)
        }
        Glibc.exit(status.rawValue)
    }
}
