import Charting
import Foundation
import Statistics
import Testing

@Suite struct ShapingTests {
    /// A glyph and its place, in units of its font.
    struct Placed: Equatable {
        let glyph: UInt32
        let x: Int
        let y: Int

        init(_ glyph: UInt32, _ x: Int, _ y: Int) { (self.glyph, self.x, self.y) = (glyph, x, y) }
    }

    /// The glyphs of a text in one font.
    struct Reference: CustomTestStringConvertible {
        let text: String
        let font: String
        /// The size of the font file. Another version of the font has other glyphs.
        let bytes: Int
        let unitsPerEm: Double
        let width: Int
        let glyphs: [Placed]
        var tabular = false

        var testDescription: String { text }
        var isInstalled: Bool {
            let attributes = try? FileManager.default.attributesOfItem(
                atPath: "/usr/share/fonts/" + font)
            return attributes?[.size] as? Int == bytes
        }
    }

    // uharfbuzz 0.57.0 with the fonts of Debian 12 (fonts-inter 4.0~beta7, fonts-noto-core 20201225):
    //
    // >>> font = hb.Font(hb.Face(hb.Blob.from_file_path(path), 0)); buffer = hb.Buffer()
    // >>> buffer.add_str(text); buffer.guess_segment_properties(); hb.shape(font, buffer, {})
    // >>> x = 0
    // >>> for info, place in zip(buffer.glyph_infos, buffer.glyph_positions):
    // ...     print(info.codepoint, x + place.x_offset, place.y_offset); x += place.x_advance
    //
    // With {"tnum": True} for tabular digits.
    static let references = [
        Reference(
            text: "AVATAR Toyota", font: "opentype/inter/Inter-Regular.otf", bytes: 258992,
            unitsPerEm: 2816, width: 20180,
            glyphs: [
                .init(2, 0, 0), .init(453, 1712, 0), .init(2, 3440, 0), .init(409, 5104, 0),
                .init(2, 6672, 0), .init(382, 8576, 0), .init(1682, 10376, 0),
                .init(409, 11168, 0), .init(775, 12752, 0), .init(951, 14376, 0),
                .init(775, 15888, 0), .init(885, 17568, 0), .init(504, 18592, 0),
            ]),
        Reference(
            text: "12 of 111", font: "opentype/inter/Inter-Regular.otf", bytes: 258992,
            unitsPerEm: 2816, width: 13400,
            glyphs: [
                .init(1314, 0, 0), .init(1315, 1824, 0), .init(1682, 3648, 0),
                .init(775, 4440, 0), .init(645, 6120, 0), .init(1682, 7136, 0),
                .init(1314, 7928, 0), .init(1314, 9752, 0), .init(1314, 11576, 0),
            ], tabular: true),
        Reference(
            text: "محمد", font: "truetype/noto/NotoSansArabic-Regular.ttf", bytes: 244072,
            unitsPerEm: 1000, width: 2272,
            glyphs: [
                .init(215, 0, 0), .init(773, 532, 0), .init(419, 1110, 0), .init(771, 1747, 0),
            ]),
        Reference(
            text: "שָׂרָה", font: "truetype/noto/NotoSansHebrew-Regular.ttf", bytes: 26892,
            unitsPerEm: 1000, width: 1873,
            glyphs: [
                .init(42, 0, 0), .init(79, 889, 0), .init(86, 627, 0), .init(79, 1370, 0),
                .init(104, 1171, 0), .init(96, 1143, 0),
            ]),
        Reference(
            text: "क्षत्रिय", font: "truetype/noto/NotoSansDevanagari-Regular.ttf", bytes: 229336,
            unitsPerEm: 1000, width: 2103,
            glyphs: [
                .init(179, 0, 0), .init(607, 712, 0), .init(269, 971, 0), .init(51, 1523, 0),
            ]),
        Reference(
            text: "ใจดี", font: "truetype/noto/NotoSansThai-Regular.ttf", bytes: 37744,
            unitsPerEm: 1000, width: 1408,
            glyphs: [
                .init(89, 0, 0), .init(6, 260, 0), .init(12, 792, 0), .init(94, 1408, 0),
            ]),
        Reference(
            text: "ខ្មែរ", font: "truetype/noto/NotoSansKhmer-Regular.ttf", bytes: 113376,
            unitsPerEm: 1000, width: 1211,
            glyphs: [
                .init(108, 0, 0), .init(26, 288, 0), .init(192, 945, -26), .init(54, 923, 0),
            ]),
    ]

    @Test(arguments: references)
    func `glyphs stand where HarfBuzz alone puts them`(reference: Reference) throws {
        guard reference.isInstalled else { return }
        let fonts = try #require(Awkward.fonts)
        let style = TextStyle(.regular, size: 20, tabular: reference.tabular)
        let line = fonts.line(reference.text, style: style)
        let units = reference.unitsPerEm
        let placed = line.glyphs.map {
            Placed($0.number, Int(($0.x * units).rounded()), Int(($0.y * units).rounded()))
        }
        #expect(placed == reference.glyphs)
        #expect(abs(line.width * units - Double(reference.width)) < 1e-6)
        #expect(
            abs(fonts.width(of: reference.text, style: style) - line.width * 20) < 1e-9)
    }

    // python-bidi 0.6: get_display(text), each character's place in the text, a bracket mirrored.
    @Test(
        arguments: [
            ("שרה 42 Cohen", [7, 8, 9, 10, 11, 6, 4, 5, 3, 2, 1, 0]),
            ("Cohen (שרה) 42", [0, 1, 2, 3, 4, 5, 6, 9, 8, 7, 10, 11, 12, 13]),
            ("محمد 12", [5, 6, 4, 3, 2, 1, 0]),
        ])
    func `text from right to left stands beside digits and Latin letters`(
        text: String, order: [Int]
    ) throws {
        let line = try #require(Awkward.fonts).line(text, style: TextStyle(.regular, size: 20))
        #expect(line.glyphs.map(\.scalar) == order)
    }

    @Test func `a name from right to left leaves the sentence around it in order`() throws {
        let fonts = try #require(Awkward.fonts)
        let style = TextStyle(.semibold, size: 20)
        // FSI and PDI around the name, as a title has them.
        let line = fonts.line("\u{2068}שרה\u{2069}: 87 %", style: style)
        let drawn = line.glyphs.map(\.scalar).filter { ![0, 4].contains($0) }
        #expect(drawn == [3, 2, 1, 5, 6, 7, 8, 9, 10])
        let marks = line.width - fonts.line("שרה", style: style).width
        #expect(abs(marks - fonts.line(": 87 %", style: style).width) < 1e-9)
    }

    @Test func `a plain line has the glyphs that libraqm gives it`() throws {
        let fonts = try #require(Awkward.fonts)
        // Without brackets and quotes: libraqm may set a closing one apart from the letters.
        let letters = Array("AVToyÄéßŁż x×0123456789 .,:;%–−→≤…·fi-+/")
        var random = SplitMix64(seed: 5)
        for _ in 0..<500 {
            let text = String((0..<12).map { _ in letters.randomElement(using: &random) ?? "x" })
            for tabular in [false, true] {
                let style = TextStyle(.regular, size: 20, tabular: tabular)
                let plain = fonts.line(text, style: style)
                // Marks of direction have no ink and no width, and make the line not plain.
                let marked = fonts.line("\u{2068}" + text + "\u{2069}", style: style)
                let glyphs = marked.glyphs.filter { (1...text.count).contains($0.scalar) }
                #expect(plain.glyphs.map(\.number) == glyphs.map(\.number), "\(text)")
                #expect(plain.glyphs.map(\.scalar) == glyphs.map { $0.scalar - 1 }, "\(text)")
                let areLevel = zip(plain.glyphs, glyphs).allSatisfy { abs($0.x - $1.x) < 1e-9 }
                #expect(areLevel, "\(text)")
                #expect(abs(plain.width - marked.width) < 1e-9, "\(text)")
            }
        }
    }

    @Test func `pairs of letters are kerned`() throws {
        let fonts = try #require(Awkward.fonts)
        let style = TextStyle(.regular, size: 20)
        let apart = fonts.width(of: "A", style: style) + fonts.width(of: "V", style: style)
        #expect(fonts.width(of: "AV", style: style) < apart)
    }

    @Test func `each name of a table in twelve scripts is drawn whole`() throws {
        let fonts = try #require(Awkward.fonts)
        for name in Scripts.names {
            for weight in [Weight.regular, .semibold] {
                let style = TextStyle(weight, size: 22)
                #expect(fonts.canDraw(name, style: style), "\(name)")
                let line = fonts.line(name, style: style)
                // Glyph 0 is the box for a character that a font lacks.
                #expect(!line.glyphs.isEmpty && line.glyphs.allSatisfy { $0.number > 0 }, "\(name)")
                #expect(line.width > 0)
            }
        }
    }

    @Test func `any text can be measured and drawn`() throws {
        let fonts = try #require(Awkward.fonts)
        let size = try #require(ChartSize(text: "800x450"))
        var random = SplitMix64(seed: 7)
        let blocks: [ClosedRange<UInt32>] = [
            0...0x7F, 0x300...0x36F, 0x590...0x8FF, 0x900...0xDFF, 0xE00...0xFFF, 0x1780...0x17FF,
            0x2000...0x206F, 0x3040...0x9FFF, 0xAC00...0xD7A3, 0xE000...0xFFFF, 0x10000...0x1FFFF,
            0x20000...0x10FFFF,
        ]
        for round in 0..<300 {
            let names = (0..<4).map { _ in
                var text = String.UnicodeScalarView()
                for _ in 0..<Int.random(in: 0...30, using: &random) {
                    let block = blocks[Int.random(in: blocks.indices, using: &random)]
                    let value = UInt32.random(in: block, using: &random)
                    if let scalar = Unicode.Scalar(value) { text.append(scalar) }
                }
                return String(text)
            }
            for name in names {
                let width = fonts.width(of: name, style: TextStyle(.regular, size: 20))
                #expect(width.isFinite && width >= 0)
            }
            guard round.isMultiple(of: 20) else { continue }
            let chart = Scripts.chart(of: names)
            #expect(try renderPNG(chart, size: size, theme: .light, fonts: fonts).count > 1000)
        }
    }
}
