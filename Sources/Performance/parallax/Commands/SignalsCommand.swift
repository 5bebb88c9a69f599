import ArgumentParser
import Formats
import Publishing
import Review
import Signals
import Terminal

struct SignalsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signals",
        abstract: "Print what predicted renewal, and what the weights of the score should be.")

    @OptionGroup var options: MonthOptions

    @Option(help: "Days before the due date at which signals are read: 180, 90, 60 or 30.")
    var landmark = 90

    @Option(
        name: .customLong("handoff"),
        help: "Write signals.md and signals.csv for the model owner to this folder.")
    var handOff: String?

    @Flag(help: "Print as JSON.")
    var json = false

    func validate() throws {
        guard !json || handOff == nil else {
            throw ValidationError("Give only one of --json and --handoff.")
        }
        if let handOff {
            try OutputFile.checkFolder(
                handOff, option: "--handoff", remedy: "name a folder for signals.md and signals.csv"
            )
        }
    }

    func run() throws {
        let review = try options.review([.signals])
        let landmarks = review.signals.landmarks.map(\.days)
        guard landmarks.contains(landmark) else {
            let known = landmarks.map(String.init).joined(separator: ", ")
            throw ValidationError("--landmark is \(landmark); signals are read at \(known).")
        }
        if json {
            try Terminal.print(review.signalsJSON())
        } else if let handOff {
            try SignalHandOff(review).write(to: handOff)
            try Terminal.show(review.signals.proposalText.headline)
            try Terminal.show("Wrote signals.md and signals.csv to \(handOff)")
        } else {
            try Terminal.show(SignalsReport(review, landmark: landmark).text)
        }
    }
}
