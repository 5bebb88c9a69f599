import ArgumentParser
import Charting
import Glibc
import Terminal

/// The look of charts.
struct ThemeOption: ParsableArguments {
    @Option(help: "The look of charts: light, dark or a theme file (default: light).")
    var theme: String?

    /// Refuses a mistyped word before anything is read.
    func validate() throws {
        guard let theme, BuiltInTheme(rawValue: theme) == nil, access(theme, F_OK) != 0 else {
            return
        }
        let words = BuiltInTheme.allCases.map(\.rawValue)
        let meant = closest(to: theme, among: words).map { "'\($0)'" }
        throw ValidationError(
            "there is no theme file '\(theme)'" + (question(meant) ?? ";")
                + " --theme can be light, dark or a YAML file")
    }

    /// The theme.
    ///
    /// - Throws: `ThemeError`.
    func chosen() throws(ThemeError) -> Theme {
        guard let theme else { return .light }
        return try Theme(argument: theme)
    }
}
