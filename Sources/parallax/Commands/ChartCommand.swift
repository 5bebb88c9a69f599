public import ArgumentParser
public import Charting
public import Review

struct ChartCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chart", abstract: "Draw one chart as a PNG.")

    @OptionGroup var options: MonthOptions

    @Argument(help: "The chart.")
    var name: ReviewChart

    @Option(help: "The file (default: NAME.png).")
    var out: String?

    @Option(help: "Width and height in pixels.")
    var size = ChartSize.reference

    @Option(help: "light or dark.")
    var theme = Theme.light

    func run() throws {
        let review = try options.review()
        let png = try renderPNG(
            name.described(review).chart, size: size, theme: theme, fonts: try Fonts.resolve())
        let path = out ?? name.fileName
        try AtomicFile(path: path).write(png)
        print("Wrote \(path)")
    }
}

extension ReviewChart: ExpressibleByArgument {}

extension Theme: ExpressibleByArgument {}

extension ChartSize: ExpressibleByArgument {
    /// Reads `1920x1080`.
    public init?(argument: String) { self.init(text: argument) }

    /// `1920x1080`.
    public var defaultValueDescription: String { "\(width)x\(height)" }
}
