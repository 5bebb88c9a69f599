import ArgumentParser
import Charting

/// The look of charts.
struct ThemeOption: ParsableArguments {
    @Option(help: "The look of charts: light, dark or a theme file (default: light).")
    var theme: String?

    /// The theme.
    ///
    /// - Throws: `ThemeError`.
    func chosen() throws(ThemeError) -> Theme {
        guard let theme else { return .light }
        return try Theme(argument: theme)
    }
}
