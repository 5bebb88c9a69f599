import Brief
import Calendar
import Concurrency
import Attribution
import Publishing
import Terminal
import ArgumentParser
import Charting
import Domain
import Intake
import Review
import Scorecards

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review", abstract: "Write a month's review: pages, charts and data.",
        discussion: """
            With --quarter or --year, it is the same review of a whole fiscal quarter or year. The \
            policy says when fiscal years start (fiscal_year_start).
            """)

    @OptionGroup var options: MonthOptions

    @Option(help: "A fiscal quarter in place of a month, such as 2026-Q3.")
    var quarter: String?

    @Option(help: "A fiscal year in place of a month, such as 2026.")
    var year: String?

    @Option(help: "The folder to write to (default: review-MONTH).")
    var out: String?

    @Option(
        help: """
            What to write: json, html (with charts), csv, xlsx or all (default: all but xlsx, which \
            takes longest).
            """,
        transform: knownWord(Format.self))
    var format: Format?

    @OptionGroup var look: ThemeOption

    @Flag(help: "Write the charts as SVG too.")
    var svg = false

    @Flag(help: "Print review.json instead of writing a folder.")
    var json = false

    func validate() throws {
        guard [options.month?.description, quarter, year].compactMap(\.self).count <= 1 else {
            throw ValidationError("Give one of --month, --quarter and --year.")
        }
        guard let out else { return }
        try OutputFile.checkFolder(
            out, option: "--out",
            remedy: "choose what goes into a folder with --format json, html, csv, xlsx or all")
    }

    func run() throws {
        if json {
            let isMonth = quarter == nil && year == nil
            return try Terminal.print(
                isMonth
                    ? options.document()
                    : options.opened(quarter: quarter, year: year).review.json())
        }
        let theme = try look.chosen()
        // Load the fonts while the facts are read.
        let fonts = Prefetched { try Fonts.resolve() }
        let opened = try options.opened(quarter: quarter, year: year)
        var made = opened.review
        // What a closing keeps must not change with later imports, and an older state had none.
        if opened.published == nil, options.moment.moment == nil {
            made.restated = try options.restated(upTo: made.frame.month)
        }
        let review = made
        let folder = out ?? "review-\(review.frame.name)"
        let brief = OnDemand { Brief(review, for: .everybody) }
        try WriteReview(fonts: try fonts.value(), theme: theme, kept: opened.reading.kept).write(
            review, to: folder, formats: parts.union(svg ? [.svg] : []),
            document: opened.published, brief: brief)
        Terminal.tellMissingLetters(of: try fonts.value())
        if let sentence = review.publication.sentence { try Terminal.show(sentence) }
        try Terminal.show(brief.value.month)
        try Terminal.show(brief.value.headline)
        for finding in brief.value.findings { try Terminal.show("- " + finding.title) }
        try Terminal.show("Wrote the review of \(review.frame.title) to \(folder)")
    }

    private var parts: Set<ReviewFormat> { format?.parts ?? ReviewFormat.standard }

    /// Which files to write.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case json, html, csv, xlsx, all

        var parts: Set<ReviewFormat> {
            switch self {
            case .json: [.json]
            case .html: [.html, .png]
            case .csv: [.csv]
            case .xlsx: [.xlsx]
            case .all: ReviewFormat.standard.union([.xlsx])
            }
        }
    }
}
