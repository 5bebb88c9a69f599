import Terminal
import ArgumentParser
import Sample

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Write a synthetic portfolio whose true effects are known."
    )

    @Option(help: "The folder to write the feeds to.")
    var out: String

    @Option(help: "Number of accounts, up to 999,999.")
    var accounts = 400

    @Option(help: "Number of customer success managers.")
    var csms = 12

    @Option(help: "Months of history.")
    var months = 36

    @Option(help: "The random seed; the same seed gives the same files.")
    var seed: UInt64 = 7

    @Option(help: "How much overrides know that the score does not, from 0 to 1.")
    var skill: Double?

    @Flag(
        help: """
            Plant things to find: segments where overrides know more than the score and where they \
            know less, a CSM worth learning from, a signal that the score does not use.
            """)
    var story = false

    @Flag(help: "Add rows of every kind that an import rejects.")
    var messy = false

    func run() throws {
        var truth = story ? PlantedTruth.story : PlantedTruth()
        if let skill {
            truth.overrideSkill = skill
            truth.segmentSkill = nil
        }
        let portfolio = SamplePortfolio(
            accounts: accounts, csms: csms, months: months, seed: seed, truth: truth,
            isMessy: messy)
        try portfolio.write(to: out) { done in
            if done % 100 == 0 { Terminal.progress("\(done) of \(accounts) accounts") }
        }
        Terminal.endProgress()
        try Terminal.show(
            "Wrote \(Terminal.grouped(accounts)) accounts over \(months) months to \(out)")
    }
}
