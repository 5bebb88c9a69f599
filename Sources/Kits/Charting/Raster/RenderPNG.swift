/// Draws a chart as a PNG.
///
/// The same values give the same bytes: nothing depends on the time or the machine. The PNG has
/// three texts in it: `Title`, `Description`, and `Layout`, which says where everything is.
///
/// - Parameters:
///   - chart: the chart.
///   - size: its size in pixels.
///   - theme: its look.
///   - fonts: the fonts.
///   - description: what the picture shows, for people who do not see it; nil for title and
///     subtitle.
///   - kept: where the painted picture is kept; nil to paint it.
/// - Returns: the bytes of the PNG.
/// - Throws: `ChartError.outOfMemory`.
public func renderPNG(
    _ chart: any Chart, size: ChartSize, theme: Theme, fonts: Fonts, description: String? = nil,
    kept: KeptPicture? = nil
) throws(ChartError) -> [UInt8] {
    let scene = layOut(chart, size: size, theme: theme, fonts: fonts)
    let ownFonts = fonts.of(theme.families)
    let exact = theme.colors.all + (scene.logo?.logo.mainColors ?? [])
    func painted() throws(ChartError) -> [UInt8] {
        try encodePNG(paint(scene, fonts: ownFonts), exact: exact)
    }
    let png =
        if let kept {
            try kept.png(of: scene, exact: exact, ownFonts.glyphs, painted)
        } else {
            try painted()
        }
    return png.withTexts([
        PNGText(keyword: "Title", text: chart.text.title),
        PNGText(keyword: "Description", text: description ?? chart.text.description),
        PNGText(keyword: "Layout", text: scene.summary, isCompressed: true),
    ])
}

/// Lays out a chart without drawing it.
package func layOut(_ chart: any Chart, size: ChartSize, theme: Theme, fonts: Fonts) -> Scene {
    var canvas = Canvas(size: size, theme: theme, fonts: fonts)
    chart.draw(on: &canvas)
    return canvas.scene
}
