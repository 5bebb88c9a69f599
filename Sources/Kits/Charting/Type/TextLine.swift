/// A shaped line of text, in ems: the same for every size.
package struct TextLine: Sendable {
    /// A glyph and where it stands.
    package struct Glyph: Sendable {
        /// The number of its font.
        package let font: Int
        /// Its number in that font.
        package let number: UInt32
        /// The first of the scalars of the drawn text that it stands for.
        package let scalar: Int
        /// From the start of the line, in ems.
        package let x: Double
        /// Above the baseline, in ems.
        package let y: Double
    }

    /// The glyphs from left to right.
    package internal(set) var glyphs: [Glyph] = []
    /// In ems.
    package internal(set) var width = 0.0
    /// Whether memory was too short to shape the line. The width is then a guess.
    package internal(set) var hasFailed = false
    /// The text with a question mark for each letter that no font has; nil when fonts have all.
    package internal(set) var replacement: String?
}
