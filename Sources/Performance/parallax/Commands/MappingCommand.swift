import ArgumentParser
import Domain
import Formats
import Intake
import Terminal

struct MappingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mapping", abstract: "Make mappings, which read other systems' exports.",
        subcommands: [DraftMapping.self])
}

struct DraftMapping: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft", abstract: "Propose a mapping from a file's columns and values.",
        discussion: """
            The draft is YAML with comments for a person to check. `parallax import FILE --mapping \
            DRAFT --dry-run` shows what it makes of the file.
            """)

    @Argument(help: "The file.")
    var file: String

    @Option(help: "The feed that it is to become.")
    var feed: Feed

    @OptionGroup(title: "The form of the file, where it cannot be told from it")
    var form: FormOptions

    @Option(help: "The system that the file comes from.")
    var platform = "your export"

    @Option(help: "Where to write the draft (default: standard output). An existing file stays.")
    var out: String?

    func run() throws {
        let draft = try MappingDraft(
            path: file, feed: feed, reading: form.reading(), scratchFolder: ".")
        let yaml = Array(draft.yaml(platform: platform).utf8)
        guard let out else { return try Terminal.print(yaml) }
        try FileDescriptor.creating(out, exclusively: true).append(yaml)
        try Terminal.show("Wrote the draft to \(out). Check it, then try it with --dry-run.")
    }
}
