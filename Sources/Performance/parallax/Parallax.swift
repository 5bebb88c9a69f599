import ArgumentParser

@main
struct Parallax: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parallax",
        abstract: "How well customers are kept, and whether judgement beats the score.",
        subcommands: [
            SampleCommand.self, ImportCommand.self, ReviewCommand.self, ScorecardCommand.self,
            AuditCommand.self, ChartCommand.self, DoctorCommand.self, HistoryCommand.self,
            TokenCommand.self, ServeCommand.self, BackupCommand.self,
        ])
}
