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
/// - Returns: the bytes of the PNG.
/// - Throws: `ChartError.outOfMemory`.
public func renderPNG(
    _ chart: any Chart, size: ChartSize, theme: Theme, fonts: Fonts, description: String? = nil
) throws(ChartError) -> [UInt8] {
    let scene = layOut(chart, size: size, theme: theme, fonts: fonts)
    let bitmap = try paint(scene, fonts: fonts.of(theme.families))
    let png = try encodePNG(
        bitmap, exact: theme.colors.all + (scene.logo?.logo.mainColors ?? []))
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
