import ArgumentParser
import Concurrency

@main
struct Parallax: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parallax",
        abstract: "How well customers are kept, and whether judgement beats the score.",
        subcommands: [
            SampleCommand.self, ImportCommand.self, ReviewCommand.self, ScorecardCommand.self,
            AuditCommand.self, ChartCommand.self, DoctorCommand.self, HistoryCommand.self,
            TokenCommand.self, ServeCommand.self, BackupCommand.self,
        ])

    static func main() {
        // Without a thread, Dispatch would wait for one for ever.
        guard Threads.left(upTo: 1) == 1 else { exit(withError: CommandError.tooFewThreads(1)) }
        main(nil)
    }
}
