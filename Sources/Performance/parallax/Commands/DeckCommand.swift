public import ArgumentParser
import Attribution
import Charting
import Closing
import Concurrency
public import Deck
import Formats
import Office
import Review
import Synchronization
import Terminal

struct DeckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deck", abstract: "Make a month's slides, on your company's template.",
        discussion: """
            The charts can be edited: each has its numbers in a workbook of its own. The deck for a \
            board has no person, and no account that is not among the largest \
            (name_accounts_above in the policy). What a template has no place for is said on \
            standard error.
            """)

    @OptionGroup var options: MonthOptions

    @Option(help: "A fiscal quarter in place of a month, such as 2026-Q3.")
    var quarter: String?

    @Option(help: "The PPTX file, or - for standard output.")
    var out: String

    @Option(
        name: .customLong("for"),
        help: "Who reads it: \(words(of: DeckAudience.self)) (default: vp).",
        transform: knownWord(DeckAudience.self))
    var audience = DeckAudience.vp

    @Option(help: "A presentation whose master, layouts, fonts and colours to use (.pptx, .potx).")
    var template: String?

    @Option(
        help: "How charts are shown: \(words(of: DeckCharts.self)) (default: native).",
        transform: knownWord(DeckCharts.self))
    var charts = DeckCharts.native

    /// Templates with pictures have some megabytes.
    private static let largestTemplate = 256 << 20

    func validate() throws {
        guard options.month == nil || quarter == nil else {
            throw ValidationError("Give one of --month and --quarter.")
        }
        try OutputFile.check(out, holds: "pptx", what: "a deck is written")
    }

    func run() throws {
        // Load the fonts while the facts are read.
        let fonts = Prefetched { try Fonts.resolve() }
        // A template that cannot be used is known before the facts are read.
        let ground =
            try template.map {
                try SlideTemplate(FileDescriptor.contents(of: $0, most: Self.largestTemplate))
            } ?? .standard
        Terminal.progress("working out the review")
        let opened = try options.opened(quarter: quarter, year: nil)
        var review = opened.review
        if opened.published == nil, options.moment.moment == nil {
            review.restated = try options.restated(upTo: review.frame.month)
        }
        let letters = try fonts.value()
        let drawn = Mutex(0)
        let slides = try ReviewDeck(review, for: audience).presentation(charts: charts) { chart in
            let number = drawn.withLock { count in
                count += 1
                return count
            }
            Terminal.progress("drawing picture \(number)")
            return try renderPNG(chart, size: .reference, theme: .light, fonts: letters)
        }
        Terminal.progress("writing \(slides.slides.count) slides")
        let (bytes, remarks) = try slides.pptx(on: ground)
        Terminal.endProgress()
        Terminal.tellMissingLetters(of: letters)
        for remark in remarks { Terminal.log("note: \(remark)") }
        if let sentence = review.publication.sentence { Terminal.log(sentence) }
        if let report = try OutputFile(path: out).write(binary: bytes, kind: "a deck") {
            try Terminal.show(report)
        }
    }
}

extension DeckAudience: ExpressibleByArgument {}
extension DeckCharts: ExpressibleByArgument {}
