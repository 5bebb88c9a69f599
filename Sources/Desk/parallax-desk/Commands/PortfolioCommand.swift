import Calendar
import ArgumentParser
import Domain
import Formats
import HealthDesk
import Scoring
import Terminal

struct PortfolioCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "portfolio", abstract: "Print a CSM's accounts, the most urgent first.")

    @OptionGroup var options: DayOptions

    @Option(help: "The CSM's identifier.")
    var csm: String

    @Flag(help: "Explain the position of each account.")
    var explain = false

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let sources = try options.sources()
        let csm = try sources.csm(csm)
        let (today, _) = try sources.workingDay()
        let portfolio = CSMPortfolio(today, csm: csm)
        if json { return try Terminal.print(portfolio.json.document) }
        let person = sources.reading.portfolio.csms[csm]
        try Terminal.show("\(person.name) (\(person.id)), \(today.day)\n")
        guard !portfolio.lines.isEmpty else {
            return try Terminal.show("No account is theirs on that day.")
        }
        try Terminal.show(portfolio.table)
        if explain { try Terminal.show("\n" + portfolio.explanations) }
        try Terminal.show("\n" + portfolio.sentences.joined(separator: "\n"))
    }
}
