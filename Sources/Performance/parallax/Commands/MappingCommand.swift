import ArgumentParser
import Domain
import Formats
import Intake
import IntakeCommands
import Terminal

struct MappingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mapping", abstract: "Create mappings, which read other systems' exports.",
        subcommands: [DraftMapping.self])
}

struct DraftMapping: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "Propose a mapping from a file's columns and values.",
        discussion: """
            The draft is YAML with comments for you to check. `parallax import FILE --mapping \
            DRAFT --dry-run` shows how it reads the file.
            """)

    @Argument(help: "The exported file.")
    var file: String

    @Option(
        help: "The feed that the file holds: \(words(of: Feed.self)).",
        transform: knownWord(Feed.self))
    var feed: Feed

    @OptionGroup(title: "File format (only where it cannot be detected)")
    var form: FormOptions

    @Option(help: "The system that the file comes from.")
    var platform = "your export"

    @Option(help: "The file to write; it must not exist yet (default: standard output).")
    var out: String?

    func run() throws {
        let draft = try MappingDraft(
            path: file, feed: feed, reading: form.reading(), scratchFolder: ".")
        let yaml = Array(draft.yaml(platform: platform).utf8)
        guard let out, out != "-" else { return try Terminal.print(yaml) }
        try FileDescriptor.creating(out, exclusively: true).append(yaml)
        try Terminal.show("Wrote the draft to \(out). Check it, then try it with --dry-run.")
    }
}
