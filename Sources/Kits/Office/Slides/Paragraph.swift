/// A paragraph of a slide.
public struct Paragraph: Sendable, Equatable {
    /// Pieces of text, one after the other.
    public var runs: [TextRun]
    /// How it stands.
    public var style: Style

    /// How a paragraph stands.
    public enum Style: Sendable, Equatable {
        /// With the template's bullet of a level, from 0.
        case bullet(level: Int)
        /// Without a bullet.
        case plain
        /// Without a bullet, bold, with space above: the heading of what follows.
        case heading
    }

    /// A paragraph of pieces.
    public init(_ runs: [TextRun], style: Style = .plain) {
        self.runs = runs
        self.style = style
    }

    /// A paragraph with a bullet.
    public static func bullet(_ text: String, level: Int = 0) -> Paragraph {
        Paragraph([TextRun(text)], style: .bullet(level: level))
    }

    /// A paragraph without a bullet.
    public static func plain(_ text: String) -> Paragraph {
        Paragraph([TextRun(text)], style: .plain)
    }

    /// A heading.
    public static func heading(_ text: String) -> Paragraph {
        Paragraph([TextRun(text)], style: .heading)
    }

    /// The text of all pieces.
    public var text: String { runs.map(\.text).joined() }
}

/// A piece of text of one look.
public struct TextRun: Sendable, Equatable {
    /// The text.
    public var text: String
    /// Whether it is bold.
    public var isBold: Bool
    /// Its colour; nil for that of the template.
    public var color: OfficeColor?

    /// A piece of text.
    public init(_ text: String, isBold: Bool = false, color: OfficeColor? = nil) {
        self.text = text
        self.isBold = isBold
        self.color = color
    }
}
