import CGD
import Synchronization

/// Measures characters and keeps their drawn shapes.
///
/// One lock guards fonts, shapes and FreeType itself, so that any number of pictures can be drawn
/// at once.
final class GlyphStore: Sendable {
    /// A character at its place in a line.
    struct Placed {
        /// Its index in the chain of font files.
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
        /// By weight; nil for a character no font has.
        var known: [[Unicode.Scalar: Known?]] = [[:], [:]]
        var files: [String: FontFile] = [:]
        var shapes: [ShapeKey: GlyphShape] = [:]
    }

    private let chains: [[String]]
    private let state: Mutex<State>
    /// FreeType's faces are opened once a process.
    private static let isFreeTypeReady = gdFontCacheSetup() == 0

    /// A store that takes each character from the first font of a chain that has it.
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

    /// Where every character of a line goes, and the width of the line in pixels.
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

    /// Lends the shape of every character of a line, under the lock.
    func withShapes(
        of glyphs: [Placed], style: TextStyle, _ body: (Placed, GlyphShape) -> Void
    ) {
        state.withLock { state in
            for glyph in glyphs where glyph.scalar != " " {
                let key = ShapeKey(
                    weight: style.weight, font: glyph.font, size: style.size, scalar: glyph.scalar)
                var shape = state.shapes[key]
                if shape == nil {
                    // A long run of odd sizes must not grow without end.
                    if state.shapes.count > 4096 { state.shapes.removeAll() }
                    let path = chains[style.weight.rawValue][glyph.font]
                    shape = GlyphShape(of: glyph.scalar, font: path, size: style.size)
                    state.shapes[key] = shape
                }
                if let shape { body(glyph, shape) }
            }
        }
    }

    /// What is known of every visible character; one sign for a whole emoji nobody has.
    private func knownLine(
        _ text: String, _ weight: Weight, in state: inout State
    ) -> [(Unicode.Scalar, Known)] {
        var line: [(Unicode.Scalar, Known)] = []
        for character in text {
            let scalars = character.unicodeScalars.filter { !$0.isInvisible }
            let found = scalars.map { ($0, known($0, weight, in: &state)) }
            if let missing = found.first(where: { $0.1 == nil })?.0 {
                // A question mark says that something stood here.
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
    /// Controls, joiners, variation selectors: nothing to see, nothing to measure.
    fileprivate var isInvisible: Bool {
        // Most are plain ASCII, and looking properties up takes time.
        if (0x20..<0x7F).contains(value) { return false }
        return switch properties.generalCategory {
        case .control, .format: true
        default: properties.isVariationSelector
        }
    }
}
