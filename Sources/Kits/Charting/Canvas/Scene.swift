/// A laid-out picture: what goes where, before any pixel.
package struct Scene: Sendable {
    package let size: ChartSize
    package let background: RGB
    /// From back to front, all behind the texts.
    package internal(set) var shapes: [Shape] = []
    package internal(set) var texts: [PlacedText] = []

    /// The whole canvas.
    package var bounds: Rect {
        Rect(left: 0, top: 0, right: Double(size.width), bottom: Double(size.height))
    }
}

/// Something filled with one colour.
package enum Shape: Sendable {
    /// Edges are on whole pixels.
    case rectangle(Rect, RGB)
    /// Closed outlines that all turn the same way; where they overlap they are one.
    case outlines([[Point]], RGB)
}

/// One line of text at its place.
package struct PlacedText: Sendable {
    package let string: String
    package let style: TextStyle
    package let color: RGB
    /// What the text stands on.
    package let ground: RGB
    /// The left end of the baseline.
    package let origin: Point
    /// Pixels across.
    package let width: Double

    /// The room the text takes.
    package var box: Rect {
        Rect(
            left: origin.x, top: origin.y - style.ascent, right: origin.x + width,
            bottom: origin.y + style.descent)
    }
}
