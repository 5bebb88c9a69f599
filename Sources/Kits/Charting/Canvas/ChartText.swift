/// The title, subtitle and footer of a picture.
public struct ChartText: Sendable, Hashable {
    /// The finding, in one sentence of at most 70 characters.
    public var title: String
    /// The metric, its unit, whom it covers and the period.
    public var subtitle: String
    /// The parts of the footer: count, method, policy digest, as-of day. They are joined by middle
    /// dots.
    public var footer: [String]
    /// Whom the title is about, when it says the name; nil for none.
    public var subject: ChartLabel?

    /// The texts of a picture.
    public init(title: String, subtitle: String, footer: [String], subject: ChartLabel? = nil) {
        self.title = title
        self.subtitle = subtitle
        self.footer = footer
        self.subject = subject
    }
}

extension ChartText {
    /// Title and subtitle as two sentences.
    package var description: String {
        let title = title.asSentence
        return subtitle.isEmpty ? title : title + " " + subtitle.asSentence
    }
}

extension String {
    /// The text with a full stop, unless it has one.
    package var asSentence: String {
        last.map { ".!?".contains($0) } == true ? self : self + "."
    }
}
