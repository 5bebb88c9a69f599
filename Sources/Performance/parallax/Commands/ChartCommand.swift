import Terminal
import Formats
import Attribution
import ReviewCharts
public import ArgumentParser
public import Charting
import Domain
import Review
import Scorecards

struct ChartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chart", abstract: "Draw one chart as a PNG.")

    @OptionGroup var options: MonthOptions

    @Argument(
        help: """
            The chart: \(words(of: ChartName.self)). A bridge needs --csm or --team.
            """,
        transform: knownWord(ChartName.self))
    var name: ChartName

    @Option(help: "For a bridge: the CSM's identifier.")
    var csm: String?

    @Option(help: "For a bridge: the team's name.")
    var team: String?

    @Option(help: "The PNG file, or - for standard output (default: NAME.png).")
    var out: String?

    @Option(help: "Width and height in pixels, from 320x180 to 7680x4320.")
    var size = ChartSize.reference

    @Option(
        help: "Colours: \(words(of: Theme.self)) (default: light).",
        transform: knownWord(Theme.self))
    var theme = Theme.light

    func validate() throws {
        if let out { try OutputFile.check(out, holds: "png", what: "charts are written") }
        switch name {
        case .bridge:
            guard (csm == nil) != (team == nil) else {
                throw ValidationError(
                    "a bridge compares one CSM or team with the others: name it with --csm ID or "
                        + "--team NAME")
            }
        case .ofReview:
            guard csm == nil, team == nil else {
                throw ValidationError("--csm and --team are for the chart 'bridge' alone")
            }
        }
    }

    func run() throws {
        let review = try options.review(name.parts)
        let fonts = try Fonts.resolve()
        let png = try renderPNG(try chart(of: review), size: size, theme: theme, fonts: fonts)
        Terminal.tellMissingLetters(of: fonts)
        let file = OutputFile(path: out ?? name.fileName)
        if let report = try file.write(binary: png, kind: "a PNG") { try Terminal.show(report) }
    }

    private func chart(of review: MonthlyReview) throws -> any Chart {
        switch name {
        case .ofReview(let chart): return chart.described(review).chart
        case .bridge:
            let scope = try subject(of: review)
            guard let bridge = review.bridgeChart(of: scope) else {
                throw CommandError.noBridge(
                    csm ?? team ?? "", tooFew: review.fair.bridgeReason(of: scope) == .tooFew)
            }
            return bridge.chart
        }
    }

    /// The CSM or team whose bridge is drawn.
    private func subject(of review: MonthlyReview) throws -> Scope {
        if let csm {
            guard let card = review.card(of: CSMID(csm)) else {
                throw CommandError.unknownCSM(csm, closest: review.closestCSM(to: csm))
            }
            return card.scope
        }
        let scope = Scope.team(team ?? "")
        guard review.scoreboard.teams.contains(where: { $0.scope == scope }) else {
            throw CommandError.unknownTeam(
                team ?? "", closest: review.closestTeam(to: team ?? ""))
        }
        return scope
    }
}

/// A chart, by its name on the command line.
enum ChartName: ExpressibleByArgument {
    case ofReview(ReviewChart)
    case bridge

    init?(argument: String) {
        if argument == "bridge" {
            self = .bridge
        } else if let chart = ReviewChart(rawValue: argument) {
            self = .ofReview(chart)
        } else {
            return nil
        }
    }

    static var allValueStrings: [String] { ReviewChart.allCases.map(\.rawValue) + ["bridge"] }

    /// What the chart shows of a review.
    var parts: Set<ReviewPart> {
        switch self {
        case .ofReview(let chart): chart.parts
        case .bridge: []
        }
    }

    /// The default output file.
    var fileName: String {
        switch self {
        case .ofReview(let chart): chart.fileName
        case .bridge: "bridge.png"
        }
    }
}

extension Theme: ExpressibleByArgument {}

extension ChartSize: ExpressibleByArgument {
    /// Parses `1920x1080`.
    public init?(argument: String) { self.init(text: argument) }

    /// The size as text: `1920x1080`.
    public var defaultValueDescription: String { "\(width)x\(height)" }
}
