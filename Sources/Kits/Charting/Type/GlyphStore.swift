import CGD
import CText
import Synchronization

/// Shapes lines of text and draws their glyphs, and caches both.
///
/// One lock guards the fonts and the caches, so pictures can be drawn on several threads at once.
final class GlyphStore: Sendable {
    private struct LineKey: Hashable {
        let text: String
        let weight: Weight
        let tabular: Bool
    }

    private struct ShapeKey: Hashable {
        let font: Int
        let glyph: UInt32
        let size: Double
        let rise: Int
    }

    private struct State {
        let typefaces: Typefaces
        var missing = MissingCharacters()
        var lines: [LineKey: TextLine] = [:]
        var shapes: [ShapeKey: GlyphShape] = [:]

        /// Limits memory in a service that draws many different texts and sizes.
        static let mostCached = 4096

        mutating func line(_ text: String, _ style: TextStyle) -> TextLine {
            let key = LineKey(text: text, weight: style.weight, tabular: style.tabular)
            if let known = lines[key] { return known }
            if lines.count > Self.mostCached { lines.removeAll() }
            let line = typefaces.shape(text, style.weight, tabular: style.tabular) {
                missing.add($0)
            }
            if !line.hasFailed { lines[key] = line }
            return line
        }

        mutating func shape(of glyph: TextLine.Glyph, size: Double) -> GlyphShape? {
            let rise = Int((glyph.y * size * Double(GlyphShape.rows)).rounded())
            let key = ShapeKey(
                font: glyph.font, glyph: glyph.number, size: size, rise: rise)
            if let known = shapes[key] { return known }
            if shapes.count > Self.mostCached { shapes.removeAll() }
            let shape = GlyphShape(
                of: glyph.number, typefaces[glyph.font], size: size, rise: rise)
            shapes[key] = shape
            return shape
        }
    }

    /// The files of the two typefaces.
    let files: [FontFile]
    private let state: Mutex<State>

    /// Creates a store that draws with one font a weight, and takes what it lacks from the fonts in
    /// other directories.
    ///
    /// - Throws: `ChartError` when a library or one of the two fonts cannot be used.
    init(regular: FontFile, semibold: FontFile, others: [String]) throws(ChartError) {
        if let error = ChartError(loadGD()) ?? ChartError(loadText()) { throw error }
        files = [regular, semibold]
        state = Mutex(
            State(
                typefaces: try Typefaces(regular: regular, semibold: semibold, others: others)))
    }

    /// The shaped line of a text.
    func line(_ text: String, style: TextStyle) -> TextLine {
        state.withLock { $0.line(text, style) }
    }

    /// Calls `body` with every glyph of a text and its drawn shape, while holding the lock.
    ///
    /// - Returns: Whether there was enough memory for all of them.
    func withShapes(
        of text: String, style: TextStyle, _ body: (TextLine.Glyph, GlyphShape) -> Void
    ) -> Bool {
        state.withLock { state in
            let line = state.line(text, style)
            for glyph in line.glyphs {
                guard let shape = state.shape(of: glyph, size: style.size) else { return false }
                body(glyph, shape)
            }
            return !line.hasFailed
        }
    }

    /// Whether a letter of a text comes from a font besides the two typefaces.
    func hasOtherFonts(_ text: String, style: TextStyle) -> Bool {
        state.withLock { $0.line(text, style).glyphs.contains { $0.font > 1 } }
    }

    /// The families of the fonts, besides the two typefaces, that draw a text.
    func otherFamilies(for text: String, style: TextStyle) -> [String] {
        state.withLock { state in
            let glyphs = state.line(text, style).glyphs
            let all = state.typefaces.families
            var families: [String] = []
            for glyph in glyphs.sorted(by: { $0.scalar < $1.scalar }) where glyph.font > 1 {
                let family = all[glyph.font]
                if !families.contains(family) { families.append(family) }
            }
            return families
        }
    }

    /// What to tell about characters that no font had, each script once.
    func newNotes() -> [String] {
        state.withLock { state in
            let typefaces = state.typefaces
            return state.missing.newNotes(hasFamily: typefaces.hasFamily)
        }
    }
}
