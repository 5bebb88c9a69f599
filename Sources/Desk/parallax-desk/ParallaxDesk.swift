import ArgumentParser
import Commands
import SignInCommands

@main
struct ParallaxDesk: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parallax-desk",
        abstract: "What should a CSM do with which account this week?",
        discussion: """
            Lines are as wide as the terminal, or as the variable COLUMNS says. Exit codes: 0 done, \
            1 failed, 2 imported with rejected rows, 64 wrong usage.
            """,
        version: "parallax-desk \(programVersion)",
        subcommands: [
            ImportCommand.self, ScoreCommand.self, PortfolioCommand.self, MondayCommand.self,
            ExportCommand.self, PushCommand.self, DigestCommand.self, ServeCommand.self,
            TokenCommand<WorkingAccess>.self, PersonCommand<WorkingAccess>.self, BackupCommand.self,
            VerifyCommand.self,
        ])

    static func main() { runAsProgram() }
}

/// The version of the program: the number of the newest section of CHANGELOG.md.
let programVersion = "6.0"
