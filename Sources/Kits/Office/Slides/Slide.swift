/// One slide.
///
/// A slide whose text or table is too long for its place is continued on further slides.
public struct Slide: Sendable, Equatable {
    /// The kind of layout to look for in the template.
    public var layout: SlideLayout
    /// The title, which says the finding.
    public var title: String
    /// A line below the title: metric, unit, scope and period. On a title slide, its second line.
    public var subtitle: String?
    /// What the slide shows. Two contents stand side by side, a chart or picture wider than text.
    public var content: [SlideContent]
    /// A small line at the foot of the content: source, count, policy.
    public var source: String?
    /// What the speaker reads. An empty text makes no notes.
    public var notes: String

    /// A slide with a title.
    public init(
        layout: SlideLayout, title: String, subtitle: String? = nil,
        content: [SlideContent] = [], source: String? = nil, notes: String = ""
    ) {
        self.layout = layout
        self.title = title
        self.subtitle = subtitle
        self.content = content
        self.source = source
        self.notes = notes
    }
}

/// The kinds of layouts that are looked for in a template.
public enum SlideLayout: String, Sendable, CaseIterable {
    /// The opening slide: a title and a subtitle.
    case title
    /// A title above one large place for a chart, picture or table.
    case chart
    /// A title above one large place for text.
    case text
}
