/// The two font weights in use.
package enum Weight: Int, Sendable, Hashable {
    case regular
    case semibold
}

/// The weight and size of a text.
package struct TextStyle: Sendable, Hashable {
    package var weight: Weight
    /// The font size (em) in pixels.
    package var size: Double
    /// Whether all digits have the same width, for columns of numbers.
    package var tabular = false

    package init(_ weight: Weight, size: Double, tabular: Bool = false) {
        self.weight = weight
        self.size = size
        self.tabular = tabular
    }

    /// The height of capitals and digits in both typefaces, in pixels.
    package var capHeight: Double { size * 0.728 }
    /// The space that a line of text needs above its baseline, in pixels.
    package var ascent: Double { size * 0.78 }
    /// The space that a line of text needs below its baseline, in pixels.
    package var descent: Double { size * 0.22 }
}
