import ArgumentParser
import Commands
import SignInCommands

@main
struct Parallax: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parallax",
        abstract: "Customer retention by CSM, and whether CSM judgement beats the health score.",
        discussion: """
            Lines are as wide as the terminal, or as the variable COLUMNS says. Exit codes: 0 done, \
            1 failed, 2 imported with rejected rows, reconciled with differences or \
            not all was delivered, 64 wrong usage.
            """,
        version: versionText,
        subcommands: [
            SampleCommand.self, ImportCommand.self, ReviewCommand.self, DeckCommand.self,
            ScorecardCommand.self,
            AuditCommand.self, SignalsCommand.self, ChartCommand.self, DoctorCommand.self,
            HistoryCommand.self,
            WithdrawCommand.self, RejectsCommand.self, MappingCommand.self,
            ReconcileCommand.self, CloseCommand.self, RestatementsCommand.self, DisputeCommand.self,
            ConcludeCommand.self, DeliverCommand.self,
            TokenCommand<ReviewAccess>.self, PersonCommand<ReviewAccess>.self, ServeCommand.self,
            BackupCommand.self,
            VerifyCommand.self,
        ])

    static func main() { runAsProgram() }
}
