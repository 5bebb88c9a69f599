/// The colour scheme of a picture.
public enum Theme: String, Sendable, CaseIterable {
    /// Dark ink on white.
    case light
    /// Light ink on deep blue.
    case dark

    /// The colours of this theme, by role.
    package var colors: Colors {
        switch self {
        case .light: .light
        case .dark: .dark
        }
    }
}

/// The colours of a theme, one per role. Charts name a role, never a colour.
package struct Colors: Sendable {
    package let background: RGB
    /// Titles, targets and anything to be read first.
    package let ink: RGB
    /// Subtitles, axis numbers, averages.
    package let grey: RGB
    /// Horizontal hairlines.
    package let grid: RGB
    /// The line at the bottom of a plot.
    package let baseline: RGB
    /// Natural process limits.
    package let band: RGB
    /// The main series, as a mark and as text.
    package let line: RGB
    /// Marks that the title is about.
    package let emphasis: RGB
    /// The emphasis colour for text, with more contrast.
    package let emphasisText: RGB
    /// Marks in the background.
    package let quiet: RGB
    /// The tiers. They differ in lightness as well as in hue.
    package let green: RGB
    package let amber: RGB
    package let red: RGB

    /// The colours of all roles. A palette picture keeps their exact shade.
    package var all: [RGB] {
        [background, ink, grey, grid, baseline, band, line, emphasis, emphasisText, quiet]
            + [green, amber, red] + tints
    }

    /// The colours allowed for text.
    package var text: [RGB] { [ink, grey, line, emphasisText] }

    static let light = Colors(
        background: RGB(0xFFFFFF), ink: RGB(0x1B1F3B), grey: RGB(0x6B7080), grid: RGB(0xE7E8EF),
        baseline: RGB(0xB9BDCB), band: RGB(0xEEF2FB), line: RGB(0x2457C5), emphasis: RGB(0xD9730D),
        emphasisText: RGB(0xB4560A), quiet: RGB(0x9AA7C7), green: RGB(0x3E9C8C),
        amber: RGB(0xF2C75C), red: RGB(0x8F2D3A))

    static let dark = Colors(
        background: RGB(0x12152B), ink: RGB(0xECEEF7), grey: RGB(0xA4AAC0), grid: RGB(0x272B47),
        baseline: RGB(0x565C7C), band: RGB(0x1B2142), line: RGB(0x7BA2FF), emphasis: RGB(0xF29A4A),
        emphasisText: RGB(0xF5A65F), quiet: RGB(0x7380AC), green: RGB(0x4FB3A1),
        amber: RGB(0xF4D27A), red: RGB(0xB0485A))
}
