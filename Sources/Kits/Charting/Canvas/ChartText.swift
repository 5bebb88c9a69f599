/// The words round a picture.
public struct ChartText: Sendable, Hashable {
    /// The finding, a sentence of at most 70 characters.
    public var title: String
    /// Metric, unit, whose, when.
    public var subtitle: String
    /// Count, method, policy digest, as-of day; joined by a middle dot.
    public var footer: [String]

    /// Words for a picture.
    public init(title: String, subtitle: String, footer: [String]) {
        self.title = title
        self.subtitle = subtitle
        self.footer = footer
    }
}
