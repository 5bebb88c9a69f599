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

    @Argument(help: "The chart; a bridge is of one CSM or team.")
    var name: ChartName

    @Option(help: "The identifier of the CSM whose bridge it is.")
    var csm: String?

    @Option(help: "The team whose bridge it is.")
    var team: String?

    @Option(help: "The file (default: NAME.png).")
    var out: String?

    @Option(help: "Width and height in pixels.")
    var size = ChartSize.reference

    @Option(help: "light or dark.")
    var theme = Theme.light

    func validate() throws {
        switch name {
        case .bridge:
            guard (csm == nil) != (team == nil) else {
                throw ValidationError(
                    "a bridge leads from the company to one CSM or team: name it with --csm ID or "
                        + "--team NAME")
            }
        case .ofReview:
            guard csm == nil, team == nil else {
                throw ValidationError("--csm and --team go with the chart 'bridge' alone")
            }
        }
    }

    func run() throws {
        let review = try options.review()
        let fonts = try Fonts.resolve()
        let png = try renderPNG(try chart(of: review), size: size, theme: theme, fonts: fonts)
        let path = out ?? name.fileName
        try AtomicFile(path: path).write(png)
        Terminal.tellMissingLetters(of: fonts)
        try Terminal.show("Wrote \(path)")
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
            guard let card = review.card(of: CSMID(csm)) else { throw CommandError.unknownCSM(csm) }
            return card.scope
        }
        let scope = Scope.team(team ?? "")
        guard review.scoreboard.teams.contains(where: { $0.scope == scope }) else {
            throw CommandError.unknownTeam(team ?? "")
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
