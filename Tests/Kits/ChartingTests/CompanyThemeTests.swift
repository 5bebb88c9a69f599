import Charting
import Testing

/// A theme with another typeface, a logo and a footer text.
@Suite struct CompanyThemeTests {
    @Test(arguments: Awkward.sizes)
    func `logo and footer overlap nothing`(size: ChartSize) throws {
        let fonts = try #require(Awkward.fonts)
        let theme = try ThemeFileTests.harbour
        for (index, chart) in Awkward.all.enumerated() {
            let scene = layOut(chart, size: size, theme: theme, fonts: fonts)
            let logo = try #require(scene.logo).box
            #expect(scene.bounds.contains(logo))
            #expect(scene.texts.contains { $0.string.hasPrefix("Harbour") })
            for (place, text) in scene.texts.enumerated() {
                #expect(scene.bounds.contains(text.box), "chart \(index): \(text.string)")
                #expect(!text.box.overlaps(logo), "chart \(index): \(text.string) on the logo")
                let clash = scene.texts[(place + 1)...].first { $0.box.overlaps(text.box) }
                #expect(clash == nil, "chart \(index): \(text.string) on \(clash?.string ?? "")")
                #expect(text.color.contrast(with: text.ground) >= 4.5, "\(text.string)")
            }
            for shape in scene.shapes where shape.color != scene.background {
                #expect(!shape.box.overlaps(logo), "chart \(index): a shape lies on the logo")
            }
        }
    }

    @Test(arguments: ["800x450", "1920x1080", "3840x2160"])
    func `no part of the footer gives way to the theme's own`(text: String) throws {
        let fonts = try #require(Awkward.fonts)
        let size = try #require(ChartSize(text: text))
        let theme = try ThemeFileTests.harbour
        // Parts of many lengths end at all places of a line.
        for length in stride(from: 4, to: 60, by: 3) {
            let parts = ["n = 1,482", String(repeating: "m", count: length), "policy 9f3c1a"]
            let words = ChartText(title: "A finding", subtitle: "Metric", footer: parts)
            let scene = layOut(
                Awkward.table(rows: 3, text: words), size: size, theme: theme, fonts: fonts)
            let drawn = scene.texts.map(\.string).joined(separator: "\n")
            for part in parts + ["Harbour"] { #expect(drawn.contains(part), "\(length)") }
        }
    }

    @Test(arguments: ["800x450", "1920x1080", "3840x2160"])
    func `logo and footer take at most a line of the footer`(text: String) throws {
        let fonts = try #require(Awkward.fonts)
        let size = try #require(ChartSize(text: text))
        for chart in Awkward.controls where chart.text == Awkward.plain {
            let own = layOut(chart, size: size, theme: try ThemeFileTests.harbour, fonts: fonts)
            let plain = layOut(chart, size: size, theme: .light, fonts: fonts)
            let (low, lower) = (lowestHairline(own), lowestHairline(plain))
            #expect(lower - low <= 0.026 * Double(size.height), "\(low) of \(lower)")
        }
    }

    /// The bottom of the plot: the lowest shape as wide as half of the picture.
    private func lowestHairline(_ scene: Scene) -> Double {
        scene.shapes.map(\.box).filter { $0.width > scene.bounds.width / 2 }.map(\.bottom).max()
            ?? 0
    }

    @Test func `titles have the theme's own typeface`() throws {
        let fonts = try #require(Awkward.fonts)
        let theme = try ThemeFileTests.harbour
        let own = layOut(Awkward.table(rows: 3), size: .reference, theme: theme, fonts: fonts)
        let plain = layOut(Awkward.table(rows: 3), size: .reference, theme: .light, fonts: fonts)
        let isInstalled = !fonts.newNotes().contains { $0.contains("Noto Serif") }
        #expect((own.texts.first?.width != plain.texts.first?.width) == isInstalled)
    }
}
