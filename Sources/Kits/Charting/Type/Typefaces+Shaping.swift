import CText

extension Typefaces {
    /// Shapes a line: chooses a font for each character, then puts the glyphs in order.
    ///
    /// `missing` is called with each character that no font has. A question mark is drawn in its
    /// place, one for a whole emoji of several scalars.
    func shape(
        _ text: String, _ weight: Weight, tabular: Bool, missing: (Character) -> Void
    ) -> TextLine {
        if let plain = plain(text, weight) {
            let run = TypefaceRun(
                typeface: self[weight.rawValue], font: Int32(weight.rawValue), start: 0,
                count: plain.count)
            return line(plain, [run], tabular: tabular, replacement: nil)
        }
        var characters: [UInt32] = []
        var runs: [TypefaceRun] = []
        var drawn = ""
        var isWhole = true
        for character in text {
            let visible = character.unicodeScalars.filter { !$0.isControl }
            guard !visible.isEmpty else { continue }
            let font = font(for: Character(String(String.UnicodeScalarView(visible))), weight)
            let scalars = font == nil ? ["?"] : Array(visible)
            if font == nil {
                missing(character)
                isWhole = false
            }
            drawn.unicodeScalars += scalars
            let number = font ?? weight.rawValue
            if let last = runs.last, last.font == Int32(number) {
                runs[runs.count - 1].count += scalars.count
            } else {
                runs.append(
                    TypefaceRun(
                        typeface: self[number], font: Int32(number), start: characters.count,
                        count: scalars.count))
            }
            characters += scalars.map(\.value)
        }
        return line(characters, runs, tabular: tabular, replacement: isWhole ? nil : drawn)
    }

    /// The scalars of a text, if each is a character by itself and the typeface of the weight has it;
    /// nil for any other text. Most texts of a picture are like that, and splitting them into characters
    /// would take longer than shaping them.
    private func plain(_ text: String, _ weight: Weight) -> [UInt32]? {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            guard scalar.isPlain, typefaceHas(self[weight.rawValue], scalar.value) else {
                return nil
            }
            scalars.append(scalar.value)
        }
        return scalars
    }

    /// Puts the glyphs of runs in order.
    private func line(
        _ characters: [UInt32], _ runs: [TypefaceRun], tabular: Bool, replacement: String?
    ) -> TextLine {
        var line = TextLine(replacement: replacement)
        guard !characters.isEmpty else { return line }
        var shaped = ShapedLine()
        guard shapeLine(characters, characters.count, runs, runs.count, tabular, &shaped) else {
            line.hasFailed = true
            line.width = 0.6 * Double(characters.count)
            return line
        }
        defer { freeShapedLine(&shaped) }
        line.glyphs = UnsafeBufferPointer(start: shaped.glyphs, count: shaped.count).map {
            TextLine.Glyph(
                font: Int($0.font), number: $0.glyph, scalar: Int($0.character), x: $0.x, y: $0.y)
        }
        line.width = shaped.width
        return line
    }
}

extension Unicode.Scalar {
    /// Whether the scalar is drawn, and no other can join it to one character: letters and signs of
    /// Western Europe, dashes and quotation marks.
    fileprivate var isPlain: Bool {
        switch value {
        case 0x20...0x7E, 0xA0...0xAC, 0xAE...0xFF, 0x2010...0x2027, 0x2212: true
        default: false
        }
    }

    /// Whether the scalar controls a terminal or ends a line. It is not drawn.
    fileprivate var isControl: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}
