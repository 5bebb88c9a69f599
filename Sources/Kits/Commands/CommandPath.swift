package import ArgumentParser
import Terminal

/// The names of commands at the start of the arguments: `token new`.
package struct CommandPath {
    /// The names, from the program's on.
    package private(set) var names: [String]
    /// What is wrong with the first word that should be a command and is not; nil for none.
    package private(set) var fault: String?

    /// Reads the arguments up to the first that names no command.
    package init(_ arguments: [String], of root: any ParsableCommand.Type) {
        names = [root._commandName]
        var command = root
        for (place, word) in arguments.enumerated() where place > 0 || word != "help" {
            let known = command.configuration.subcommands
            guard !known.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
            guard let next = known.first(where: { $0._commandName == word }) else {
                guard command.configuration.defaultSubcommand == nil else { return }
                let words = known.map { $0._commandName }
                fault =
                    "unknown command '\(word)'"
                    + didYouMean(
                        word, among: words,
                        or: ": the commands are \(words.joined(separator: ", "))")
                return
            }
            names.append(word)
            command = next
        }
    }

    /// The error message for wrong usage of this command.
    package func message(_ fault: String) -> String {
        "Error: \(fault)\n  See '\(names.joined(separator: " ")) --help' for more information."
    }
}
