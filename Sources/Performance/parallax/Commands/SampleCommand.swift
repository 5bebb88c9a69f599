import Terminal
import ArgumentParser
import Sample

struct SampleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Write a synthetic portfolio with planted truth.")

    @Option(help: "The folder to write the feeds to.")
    var out: String

    @Option(help: "Accounts, up to 999,999.")
    var accounts = 400

    @Option(help: "Customer success managers.")
    var csms = 12

    @Option(help: "Months of history.")
    var months = 36

    @Option(help: "The same seed gives the same files.")
    var seed: UInt64 = 7

    @Option(help: "What overrides know that the score does not: 0 nothing, 1 all.")
    var skill = 0.5

    @Flag(help: "Sprinkle in rows of every kind that import rejects.")
    var messy = false

    func run() throws {
        var truth = PlantedTruth()
        truth.overrideSkill = skill
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
