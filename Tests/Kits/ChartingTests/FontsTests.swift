import Charting
import Testing

@Suite struct FontsTests {
    @Test func `without a font the error names the package to install`() throws {
        let error = #expect(throws: ChartError.noUsableFont) {
            _ = try Fonts.resolve(searching: ["/nowhere"])
        }
        #expect(
            error?.description
                == "no usable font found: install fonts-inter (or fonts-dejavu-core)")
    }

    @Test func `DejaVu Sans stands in for Inter`() throws {
        let fonts = try Fonts.resolve(searching: ["/usr/share/fonts/truetype/dejavu"])
        let scene = layOut(
            Awkward.table(rows: 12), size: .reference, theme: .light, fonts: fonts)
        for (place, text) in scene.texts.enumerated() {
            #expect(scene.bounds.contains(text.box))
            #expect(!scene.texts[(place + 1)...].contains { $0.box.overlaps(text.box) })
        }
    }

    @Test func `widths grow with size and text, digits can share one width`() throws {
        let fonts = try #require(Awkward.fonts)
        let style = TextStyle(.regular, size: 22)
        #expect(fonts.width(of: "", style: style) == 0)
        let single = fonts.width(of: "renewal", style: style)
        let double = fonts.width(of: "renewal", style: TextStyle(.regular, size: 44))
        #expect(abs(double - 2 * single) < 1e-9)
        let tabular = TextStyle(.regular, size: 22, tabular: true)
        #expect(
            abs(fonts.width(of: "111", style: tabular) - fonts.width(of: "888", style: tabular))
                < 1e-9)
    }

    @Test func `characters nobody has and joiners do not stop a picture`() throws {
        let fonts = try #require(Awkward.fonts)
        let style = TextStyle(.semibold, size: 22)
        #expect(fonts.width(of: "\u{200D}\u{FE0F}", style: style) == 0)
        #expect(fonts.width(of: "\u{10FFFD}陈👩", style: style) > 0)
    }
}
