import CGD
import Synchronization

/// Measures characters and caches their drawn shapes.
///
/// One lock guards the fonts, the shapes and FreeType, so pictures can be drawn on several threads
/// at once.
final class GlyphStore: Sendable {
    /// A character and its position in a line.
    struct Placed {
        /// The index of its font file in the chain.
        let font: Int
        let scalar: Unicode.Scalar
        /// Pixels from the start of the line.
        let x: Double
    }

    private struct Known {
        let font: Int
        /// In ems.
        let advance: Double
        let scalar: Unicode.Scalar
    }

    private struct ShapeKey: Hashable {
        let weight: Weight
        let font: Int
        let size: Double
        let scalar: Unicode.Scalar
    }

    private struct State {
        /// Known characters by weight; nil for a character that no font has.
        var known: [[Unicode.Scalar: Known?]] = [[:], [:]]
        var files: [String: FontFile] = [:]
        var shapes: [ShapeKey: GlyphShape] = [:]
    }

    private let chains: [[String]]
    private let state: Mutex<State>
    /// Sets up libgd's font cache once per process.
    private static let isFreeTypeReady = gdFontCacheSetup() == 0

    /// Creates a store that takes each character from the first font in a chain that has it.
    ///
    /// - Throws: `ChartError` when libgd or the first font of a chain cannot be used.
    init(regular: [String], semibold: [String]) throws(ChartError) {
        if let error = ChartError(loadGD()) { throw error }
        _ = GlyphStore.isFreeTypeReady
        chains = [regular, semibold]
        var first = State()
        for chain in chains {
            guard let path = chain.first else { throw .noUsableFont }
            guard let file = FontFile(path: path) else { throw .unreadableFont(path: path) }
            first.files[path] = file
        }
        state = Mutex(first)
    }

    /// The position of every character in a line, and the width of the line in pixels.
    func layOut(_ text: String, style: TextStyle) -> (glyphs: [Placed], width: Double) {
        state.withLock { state in
            let digit = style.tabular ? known("0", style.weight, in: &state)?.advance : nil
            var glyphs: [Placed] = []
            var x = 0.0
            for (scalar, found) in knownLine(text, style.weight, in: &state) {
                var advance = found.advance
                if let digit, ("0"..."9").contains(scalar) {
                    glyphs.append(
                        Placed(
                            font: found.font, scalar: found.scalar,
                            x: x + (digit - advance) / 2 * style.size))
                    advance = digit
                } else {
                    glyphs.append(Placed(font: found.font, scalar: found.scalar, x: x))
                }
                x += advance * style.size
            }
            return (glyphs, x)
        }
    }

    /// Calls `body` with the shape of every character except spaces, while holding the lock.
    func withShapes(
        of glyphs: [Placed], style: TextStyle, _ body: (Placed, GlyphShape) -> Void
    ) {
        state.withLock { state in
            for glyph in glyphs where glyph.scalar != " " {
                let key = ShapeKey(
                    weight: style.weight, font: glyph.font, size: style.size, scalar: glyph.scalar)
                var shape = state.shapes[key]
                if shape == nil {
                    // Limits memory when many different sizes are drawn.
                    if state.shapes.count > 4096 { state.shapes.removeAll() }
                    let path = chains[style.weight.rawValue][glyph.font]
                    shape = GlyphShape(of: glyph.scalar, font: path, size: style.size)
                    state.shapes[key] = shape
                }
                if let shape { body(glyph, shape) }
            }
        }
    }

    /// The visible characters of a line with their font and advance. A character that no font has
    /// becomes one question mark, even if it is an emoji of several scalars.
    private func knownLine(
        _ text: String, _ weight: Weight, in state: inout State
    ) -> [(Unicode.Scalar, Known)] {
        var line: [(Unicode.Scalar, Known)] = []
        for character in text {
            let scalars = character.unicodeScalars.filter { !$0.isInvisible }
            let found = scalars.map { ($0, known($0, weight, in: &state)) }
            if let missing = found.first(where: { $0.1 == nil })?.0 {
                // Show that a character is missing.
                if let sign = known("?", weight, in: &state) { line.append((missing, sign)) }
            } else {
                line += found.compactMap { scalar, known in known.map { (scalar, $0) } }
            }
        }
        return line
    }

    private func known(
        _ scalar: Unicode.Scalar, _ weight: Weight, in state: inout State
    ) -> Known? {
        if let known = state.known[weight.rawValue][scalar] { return known }
        for (index, path) in chains[weight.rawValue].enumerated() {
            if state.files[path] == nil { state.files[path] = FontFile(path: path) }
            guard let advance = state.files[path]?.advance(of: scalar) else { continue }
            let known = Known(font: index, advance: advance, scalar: scalar)
            state.known[weight.rawValue][scalar] = .some(known)
            return known
        }
        state.known[weight.rawValue][scalar] = .some(nil)
        return nil
    }
}

extension Unicode.Scalar {
    /// Whether the scalar has no ink and no width: controls, joiners and variation selectors.
    fileprivate var isInvisible: Bool {
        // Most scalars are ASCII, and property lookups are slow.
        if (0x20..<0x7F).contains(value) { return false }
        return switch properties.generalCategory {
        case .control, .format: true
        default: properties.isVariationSelector
        }
    }
}
