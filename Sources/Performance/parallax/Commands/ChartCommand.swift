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
        commandName: "chart", abstract: "Draw one chart as a PNG or SVG.")

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

    @Option(help: "The file, or - for standard output (default: NAME.png).")
    var out: String?

    @Option(
        help: "The format: png or svg (default: as --out ends, else png).",
        transform: knownWord(PictureFormat.self))
    var format: PictureFormat?

    @Option(help: "Width and height in pixels, from 320x180 to 7680x4320.")
    var size = ChartSize.reference

    @OptionGroup var look: ThemeOption

    func validate() throws {
        if let out {
            try OutputFile.check(out, holds: picture.rawValue, what: "charts are written")
        }
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

    /// The format: the one asked for, else the one that the file's ending promises.
    private var picture: PictureFormat {
        format ?? out.flatMap(OutputFile.format).flatMap(PictureFormat.init) ?? .png
    }

    func run() throws {
        let theme = try look.chosen()
        let review = try options.review(name.parts)
        let fonts = try Fonts.resolve()
        let bytes = try chart(of: review).render(
            as: picture, size: size, theme: theme, fonts: fonts)
        Terminal.tellMissingLetters(of: fonts)
        let file = OutputFile(path: out ?? name.fileName(as: picture))
        let report =
            picture == .png
            ? try file.write(binary: bytes, kind: "a PNG") : try file.write(text: bytes)
        if let report { try Terminal.show(report) }
    }

    private func chart(of review: MonthlyReview) throws -> DescribedChart {
        switch name {
        case .ofReview(let chart): return chart.described(review)
        case .bridge:
            let scope = try subject(of: review)
            guard let bridge = review.bridgeChart(of: scope) else {
                throw CommandError.noBridge(
                    csm ?? team ?? "", tooFew: review.fair.bridgeReason(of: scope) == .tooFew)
            }
            return bridge
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
        case .bridge: [.fair]
        }
    }

    /// The default output file.
    func fileName(as format: PictureFormat) -> String {
        switch self {
        case .ofReview(let chart): chart.fileName(as: format)
        case .bridge: "bridge.\(format.rawValue)"
        }
    }
}

extension PictureFormat: ExpressibleByArgument {}

extension ChartSize: ExpressibleByArgument {
    /// Parses `1920x1080`.
    public init?(argument: String) { self.init(text: argument) }

    /// The size as text: `1920x1080`.
    public var defaultValueDescription: String { "\(width)x\(height)" }
}
