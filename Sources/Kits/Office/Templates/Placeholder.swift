/// A place for content on a layout.
struct Placeholder: Sendable, Equatable {
    /// What it is for: `title`, `body`, `obj`, `chart`, `sldNum`, …
    var type: String
    /// Its number, by which a slide refers to it; 0 where it has none.
    var index: Int
    /// Where it is.
    var frame: Frame
    /// The space between its edges and its text.
    var insets: Insets
    /// The look of its text by level, from 0.
    var levels: [TextLevel]

    /// The space between edges and text.
    struct Insets: Sendable, Equatable {
        var left = 91_440
        var top = 45_720
        var right = 91_440
        var bottom = 45_720
    }

    /// Whether it holds the title.
    var isTitle: Bool { type == "title" || type == "ctrTitle" }
    /// Whether it may hold what a slide shows.
    var isContent: Bool { ["obj", "body", "chart", "tbl", "pic"].contains(type) }
    /// Whether it may hold text.
    var holdsText: Bool { type == "obj" || type == "body" || type == "subTitle" }
    /// Whether it is at the edge of the slide: date, footer or number.
    var isFooter: Bool { ["dt", "ftr", "sldNum"].contains(type) }

    /// The room for text.
    var textFrame: Frame {
        Frame(
            x: frame.x + insets.left, y: frame.y + insets.top,
            width: frame.width - insets.left - insets.right,
            height: frame.height - insets.top - insets.bottom)
    }

    /// The look of a level; deeper ones than the template has look like its last.
    func level(_ level: Int) -> TextLevel {
        levels.isEmpty ? TextLevel() : levels[min(max(level, 0), levels.count - 1)]
    }
}

/// The look of text on one level.
struct TextLevel: Sendable, Equatable {
    /// The levels of a text box.
    static let box = (1...5).map {
        TextLevel(size: $0 == 1 ? 18 : 16, indent: 228_600 * $0, spaceBefore: 6)
    }

    /// Points.
    var size = 18.0
    var isBold = false
    /// Whether it is shown in capitals.
    var isCapitals = false
    /// The distance of the text from the left edge of its room, in English Metric Units.
    var indent = 0
    /// The height of a line, as a share of what is usual for the font.
    var lineSpacing = 1.0
    /// Points above a paragraph.
    var spaceBefore = 0.0
    /// Colour and typeface of the placeholder's own text, where its styles do not even say a size.
    /// LibreOffice writes templates so. A slide does not take them over by itself.
    var sample: [XMLElement]?
}
