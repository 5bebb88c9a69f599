import CGD
import Charting
import Formats
import Testing

@Suite struct RenderPNGTests {
    /// Pixels of a PNG, decoded by libgd: width, height and how many differ from the corner.
    private func decoded(_ png: [UInt8]) -> (width: Int, height: Int, drawn: Int)? {
        var bytes = png
        guard let image = gdImageCreateFromPngPtr(Int32(bytes.count), &bytes) else { return nil }
        defer { gdImageDestroy(image) }
        let corner = gdImageGetTrueColorPixel(image, 0, 0)
        var drawn = 0
        for y in 0..<image.pointee.sy {
            for x in 0..<image.pointee.sx
            where gdImageGetTrueColorPixel(image, x, y) != corner { drawn += 1 }
        }
        return (Int(image.pointee.sx), Int(image.pointee.sy), drawn)
    }

    @Test(arguments: Theme.builtIn)
    func `a picture decodes, has its size and is not blank`(theme: Theme) throws {
        let fonts = try #require(Awkward.fonts)
        let size = try #require(ChartSize(text: "800x450"))
        for chart in Awkward.all {
            let png = try renderPNG(chart, size: size, theme: theme, fonts: fonts)
            let picture = try #require(decoded(png))
            #expect(picture.width == 800 && picture.height == 450)
            #expect(picture.drawn > 1000)
        }
    }

    @Test func `the largest and the smallest picture can be drawn`() throws {
        let fonts = try #require(Awkward.fonts)
        for text in ["320x180", "7680x4320"] {
            let size = try #require(ChartSize(text: text))
            let png = try renderPNG(
                Awkward.table(rows: 12), size: size, theme: .light, fonts: fonts)
            #expect(png.count > 1000)
        }
    }

    @Test func `same values, same bytes, also on many threads and with warm glyphs`() async throws {
        let fonts = try Fonts.resolve()
        let size = try #require(ChartSize(text: "800x450"))
        let charts = Awkward.controls
        let first = try charts.map {
            try renderPNG($0, size: size, theme: .light, fonts: Fonts.resolve())
        }
        try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            for round in 0..<4 {
                for (index, chart) in charts.enumerated() where round < 4 {
                    group.addTask {
                        (index, try renderPNG(chart, size: size, theme: .light, fonts: fonts))
                    }
                }
            }
            for try await (index, png) in group {
                #expect(png == first[index])
            }
        }
    }

    @Test func `a slanted line has no jagged edge`() throws {
        let fonts = try #require(Awkward.fonts)
        let chart = LinesChart(
            text: Awkward.plain, months: Awkward.months(2),
            series: [.init(name: "a", values: [0.5, 0.9])], format: .percent(decimals: 0))
        var png = try renderPNG(chart, size: .reference, theme: .light, fonts: fonts)
        let image = try #require(gdImageCreateFromPngPtr(Int32(png.count), &png))
        defer { gdImageDestroy(image) }
        // Shades between line and background appear along the slanted line.
        var shades: Set<Int32> = []
        for y in Int32(300)..<800 {
            for x in Int32(800)..<900 { shades.insert(gdImageGetTrueColorPixel(image, x, y)) }
        }
        #expect(shades.count > 12)
    }
}
