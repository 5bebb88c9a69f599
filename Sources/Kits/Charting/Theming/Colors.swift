/// The colours of a theme, one per role. Charts name a role, never a colour.
package struct Colors: Sendable, Hashable {
    package var background = RGB(0xFFFFFF)
    /// Titles, targets and anything to be read first.
    package var ink = RGB(0)
    /// Subtitles, axis numbers, averages.
    package var grey = RGB(0)
    /// Horizontal hairlines.
    package var grid = RGB(0)
    /// The line at the bottom of a plot.
    package var baseline = RGB(0)
    /// Natural process limits.
    package var band = RGB(0xFFFFFF)
    /// The main series, as a mark.
    package var line = RGB(0)
    /// The main series as text.
    package var lineText = RGB(0)
    /// Marks that the title is about.
    package var emphasis = RGB(0)
    /// The emphasis colour for text, with more contrast.
    package var emphasisText = RGB(0)
    /// Marks in the background.
    package var quiet = RGB(0)
    /// The tiers. They differ in lightness as well as in hue.
    package var green = RGB(0)
    package var amber = RGB(0)
    package var red = RGB(0)

    /// The roles by their names in a theme file.
    static let roles: [(name: String, path: any WritableKeyPath<Colors, RGB> & Sendable)] = [
        ("background", \.background), ("ink", \.ink), ("grey", \.grey), ("grid", \.grid),
        ("baseline", \.baseline), ("band", \.band), ("line", \.line), ("line_text", \.lineText),
        ("emphasis", \.emphasis), ("emphasis_text", \.emphasisText), ("quiet", \.quiet),
        ("green", \.green), ("amber", \.amber), ("red", \.red),
    ]

    /// The roles of text. They must stand out from the background.
    static let textRoles: Set = ["ink", "grey", "line_text", "emphasis_text"]

    /// The colours of all roles. A palette picture keeps their exact shade.
    package var all: [RGB] { Colors.roles.map { self[keyPath: $0.path] } + tints }

    /// The colours allowed for text.
    package var text: [RGB] { [ink, grey, lineText, emphasisText] }
}
