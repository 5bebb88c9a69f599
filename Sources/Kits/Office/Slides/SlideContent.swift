/// What a slide shows below its title.
public enum SlideContent: Sendable, Equatable {
    /// Text, in the placeholder for it.
    case paragraphs([Paragraph])
    /// A chart that PowerPoint can edit.
    case chart(NativeChart)
    /// A picture, kept in its proportions.
    case picture(Picture)
    /// A table.
    case table(SlideTable)
}

/// A picture of a slide.
public struct Picture: Sendable, Equatable {
    /// The PNG file.
    public var png: [UInt8]
    /// What it shows, for people who cannot see it.
    public var altText: String

    /// A picture with its description.
    public init(png: [UInt8], altText: String) {
        self.png = png
        self.altText = altText
    }
}
