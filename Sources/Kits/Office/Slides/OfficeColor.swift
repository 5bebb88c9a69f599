/// A colour of the template's theme, so that each template shows its own.
public struct OfficeColor: Sendable, Hashable {
    /// The colours of a theme.
    public enum Slot: String, Sendable, Hashable, CaseIterable {
        case accent1, accent2, accent3, accent4, accent5, accent6
        /// The colour of text, and the one of grounds, as the master maps them.
        case text1 = "tx1"
        case background1 = "bg1"
        case text2 = "tx2"
        case background2 = "bg2"
    }

    /// Which of the theme's colours.
    public var slot: Slot
    /// How much it covers of what lies below, 0 to 1.
    public var opacity: Double

    /// A colour of the theme.
    public init(_ slot: Slot, opacity: Double = 1) {
        self.slot = slot
        self.opacity = opacity
    }

    /// The main series.
    public static let main = OfficeColor(.accent1)
    /// What the title is about.
    public static let emphasis = OfficeColor(.accent2)
    /// Text and targets.
    public static let ink = OfficeColor(.text1)
    /// Averages, axis numbers, what is in the background.
    public static let quiet = OfficeColor(.text1, opacity: 0.6)
    /// Hairlines.
    public static let hairline = OfficeColor(.text1, opacity: 0.15)
    /// Bands and ranges of what is usual.
    public static let band = OfficeColor(.accent1, opacity: 0.14)
    /// The ground.
    public static let ground = OfficeColor(.background1)

    /// This colour with another opacity.
    public func with(opacity: Double) -> OfficeColor { OfficeColor(slot, opacity: opacity) }
}
