/// Draws a chart as a PNG.
///
/// The same values give the same bytes: nothing depends on the time or the machine.
///
/// - Throws: `ChartError.outOfMemory`.
public func renderPNG(
    _ chart: any Chart, size: ChartSize, theme: Theme, fonts: Fonts
) throws(ChartError) -> [UInt8] {
    let scene = layOut(chart, size: size, theme: theme, fonts: fonts)
    let bitmap = try paint(scene, fonts: fonts)
    return try encodePNG(bitmap, exact: theme.colors.all)
}

/// Lays out a chart without drawing it.
package func layOut(_ chart: any Chart, size: ChartSize, theme: Theme, fonts: Fonts) -> Scene {
    var canvas = Canvas(size: size, theme: theme, fonts: fonts)
    chart.draw(on: &canvas)
    return canvas.scene
}
