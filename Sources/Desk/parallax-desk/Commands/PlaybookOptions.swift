import ArgumentParser
import DeskFiles
import HealthDesk

/// The playbooks that a command knows.
struct PlaybookOptions: ParsableArguments {
    @Option(
        name: .customLong("playbooks"),
        help: "A folder of playbooks (default: the five that ship with the program).")
    var folder: String?

    func read() throws -> [Playbook] {
        try folder.map { try Playbook.all(inFolder: $0) } ?? Playbook.shipped()
    }
}
