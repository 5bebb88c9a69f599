import ArgumentParser
import Calendar
import DeskFiles
import Domain
import Formats
import HealthDesk
import Scoring
import Terminal

struct ScoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Print scores, and what they rest on.")

    @OptionGroup var options: DayOptions

    @Option(help: "One account, with every component and data point.")
    var account: String?

    @Flag(help: "Explain each score in two sentences.")
    var explain = false

    @Option(help: "A model file that does not count yet: print who would change tier.")
    var preview: String?

    @OptionGroup var playbooks: PlaybookOptions

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let sources = try options.sources()
        if let preview { return try show(preview: HealthModel(yamlFile: preview), sources) }
        let (today, _) = try sources.workingDay()
        var standings = today.standings
        if let account { standings = [standings[try sources.account(account)]] }
        if json {
            return try Terminal.print(JSON.array(standings.map(\.json)).document)
        }
        if account == nil, !explain { return try Terminal.show(Self.table(standings)) }
        for standing in standings {
            try Terminal.show("\(standing.label): \(standing.score.explanation)")
            if account != nil { try show(standing, today, sources.reading.working.dismissals) }
        }
    }

    private static func table(_ standings: [AccountStanding]) -> String {
        var table = Table(["~account", ">score", "tier", ">basis", "what lowers it most"])
        for standing in standings {
            let score = standing.score
            table.add([
                standing.label, score.score?.description ?? "–", score.tier?.word ?? "–",
                ValueFormat.percent(decimals: 0).text(score.basis),
                score.value == nil
                    ? score.missing.joined(separator: "; ") : score.heaviest?.title ?? "",
            ])
        }
        return table.text
    }

    private func show(
        _ standing: AccountStanding, _ today: WorkingDay, _ dismissals: [Dismissal]
    ) throws {
        var table = Table(["component", ">score", ">weight", ">age", "data points"], keyCount: 1)
        for component in standing.score.components {
            table.add([
                component.title, component.score.map { decimalText($0, decimals: 1) } ?? "–",
                ValueFormat.percent(decimals: 0).text(component.weightInUse),
                component.ageInDays.map { "\($0)" } ?? "",
                component.measures.compactMap(\.dataPoint).joined(separator: "; "),
            ])
        }
        if !table.isEmpty { try Terminal.show("\n" + table.text + "\n") }
        for line in PortfolioLine(standing, policy: today.policy).urgency.explanation {
            try Terminal.show(line)
        }
        let suggestions = PlaybookSuggestion.all(
            of: try playbooks.read(), for: standing, dismissals: dismissals, policy: today.policy)
        for suggestion in suggestions {
            try Terminal.show(
                "The playbook \(suggestion.playbook.title) fits: "
                    + suggestion.reasons.joined(separator: "; ") + ".")
        }
    }

    private func show(preview proposed: HealthModel, _ sources: DeskSources) throws {
        guard let models = sources.models else { throw DeskError.nothingToPreviewAgainst }
        let facts = try AccountFacts.all(
            of: sources.reading, for: models.versions + [proposed],
            on: sources.day...sources.day, policy: sources.policy)
        let accounts = sources.reading.portfolio.accounts
        let preview = ModelPreview(
            of: proposed, against: models, zip(accounts, facts).map { ($0.id, $1) },
            on: sources.day, policy: sources.policy)
        if json { return try Terminal.print(preview.json.document) }
        try Terminal.show(preview.text)
    }
}
