import Attribution
import Formats
import Publishing
import Terminal
import ArgumentParser
import Charting
import Domain
import OverrideAudit
import Review
import Scorecards

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Print how override episodes ended, and whether judgement beats the score.")

    @OptionGroup var options: MonthOptions

    @Option(
        help: "Print a row for each value of a dimension: \(words(of: Parting.self)).",
        transform: knownWord(Parting.self))
    var by: Parting?

    @Option(help: "Print the evidence of one episode, named by its identifier.")
    var episode: String?

    @Option(help: "With --episode: write it to this HTML file, with a chart of the scores.")
    var out: String?

    @OptionGroup var look: ThemeOption

    @Option(
        name: .customLong("handoff"),
        help: "Write proposal.md and proposal.csv for the model owner to this folder.")
    var handOff: String?

    @Flag(help: "Print as JSON; with --episode only that episode.")
    var json = false

    func validate() throws {
        guard [by != nil, episode != nil, handOff != nil].count(where: \.self) <= 1 else {
            throw ValidationError("Give only one of --by, --episode and --handoff.")
        }
        guard !json || (by == nil && handOff == nil && out == nil) else {
            throw ValidationError("Use --json alone or with --episode.")
        }
        guard out == nil || episode != nil else {
            throw ValidationError("Use --out with --episode.")
        }
        if let out {
            try OutputFile.check(out, holds: "html", what: "an episode is written")
        }
        if let handOff {
            try OutputFile.checkFolder(
                handOff, option: "--handoff",
                remedy: "name a folder for proposal.md and proposal.csv")
        }
    }

    func run() throws {
        if let episode {
            let (review, reading) = try options.reviewAndReading([.audit])
            let found = try review.episode(episode)
            if json {
                try Terminal.print(review.episodeJSON(found))
                return
            }
            if let out {
                let fonts = try Fonts.resolve()
                try EpisodePage(found, of: review, health: reading.health).write(
                    to: out, fonts: fonts, theme: try look.chosen())
                Terminal.tellMissingLetters(of: fonts)
                try Terminal.show("Wrote episode \(found.id) to \(out)")
                return
            }
            try Terminal.show(
                EpisodeStory(found, of: review, health: reading.health).text(found.id))
            return
        }
        let review = try options.review([.audit])
        if json {
            try Terminal.print(review.auditJSON())
        } else if let handOff {
            let proposal = ModelHandOff(review)
            try proposal.write(to: handOff)
            try Terminal.show(proposal.summary)
            try Terminal.show("Wrote proposal.md and proposal.csv to \(handOff)")
        } else {
            let report = AuditReport(review)
            try Terminal.show(by.map { "\(report.text(by: $0))\n\n\($0.luck)" } ?? report.overview)
        }
    }

    /// How the audit is split into rows: by a dimension, or by CSM.
    enum Parting: ExpressibleByArgument {
        case dimension(Dimension)
        case csm

        init?(argument: String) {
            guard argument != "csm" else {
                self = .csm
                return
            }
            guard let dimension = Dimension(rawValue: argument) else { return nil }
            self = .dimension(dimension)
        }

        /// What luck alone would show in the table.
        var luck: String {
            switch self {
            case .dimension:
                "By luck alone, about one review in 25 shows a segment to be confirmed."
            case .csm:
                "By luck alone, about 1 row in 20 is outside its expected range."
            }
        }

        static var allValueStrings: [String] { Dimension.allCases.map(\.rawValue) + ["csm"] }
    }
}

extension MonthlyReview {
    /// The episode with this identifier, or the one that contains the override with it.
    ///
    /// - Throws: `CommandError` if there is none.
    fileprivate func episode(_ id: String) throws(CommandError) -> Episode {
        let overrides = attributed.portfolio.overrides
        let named = audit.episodes.first { $0.id == id }
        if let found = named
            ?? audit.episodes.first(where: { $0.overrides.contains { overrides[$0].id == id } })
        {
            return found
        }
        guard let judged = audit.overrides.first(where: { overrides[$0.position].id == id }) else {
            throw .unknownEpisode(id)
        }
        throw .overrideWithoutEpisode(id, judged.eligibility)
    }
}

extension EpisodeStory {
    /// The episode's details as text for a terminal.
    fileprivate func text(_ id: String) -> String {
        func block(_ lines: [Line]) -> String {
            var table = Table(["", ""])
            for line in lines { table.add([line.label, line.text]) }
            return table.text
        }
        let weeks =
            sparkline.isEmpty
            ? "No score is known." : "Scores as first recorded, up to the due date: \(sparkline)"
        return "Episode \(id)\n\n\(block(facts))\n\nOverrides\n\(block(overrides))\n\n\(weeks)"
            + (scores.isEmpty ? "" : "\n\(block(scores))")
    }
}
