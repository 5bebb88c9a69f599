/// A laid-out picture: the positions of all shapes and texts, before anything is drawn.
package struct Scene: Sendable {
    package let size: ChartSize
    package let background: RGB
    /// The shapes from back to front, all behind the texts.
    package internal(set) var shapes: [Shape] = []
    package internal(set) var texts: [PlacedText] = []
    /// The company's logo; nil for none.
    package internal(set) var logo: PlacedLogo?

    /// The whole canvas.
    package var bounds: Rect {
        Rect(left: 0, top: 0, right: Double(size.width), bottom: Double(size.height))
    }
}

/// A logo with its place, on whole pixels.
package struct PlacedLogo: Sendable {
    package let logo: Logo
    package let box: Rect
}

/// A shape filled with one colour.
package enum Shape: Sendable {
    /// A rectangle with its edges on whole pixels.
    case rectangle(Rect, RGB)
    /// Closed outlines that all run in the same direction. Where they overlap they form one shape.
    case outlines([[Point]], RGB)
}

/// One line of text with its position.
package struct PlacedText: Sendable {
    package let string: String
    package let style: TextStyle
    package let color: RGB
    /// The colour behind the text.
    package let ground: RGB
    /// The left end of the baseline.
    package let origin: Point
    /// Pixels across.
    package let width: Double

    /// The area that the text covers.
    package var box: Rect {
        Rect(
            left: origin.x, top: origin.y - style.ascent, right: origin.x + width,
            bottom: origin.y + style.descent)
    }
}
