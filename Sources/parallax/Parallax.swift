import ArgumentParser

@main
struct Parallax: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "parallax",
        abstract: "How well customers are kept, and whether judgement beats the score.",
        subcommands: [
            ImportCommand.self
        ])
}
