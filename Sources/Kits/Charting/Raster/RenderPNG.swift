/// Draws a chart as a PNG. Same values, same bytes: nothing in it depends on time or machine.
///
/// - Throws: `ChartError.outOfMemory`.
public func renderPNG(
    _ chart: any Chart, size: ChartSize, theme: Theme, fonts: Fonts
) throws(ChartError) -> [UInt8] {
    let scene = layOut(chart, size: size, theme: theme, fonts: fonts)
    let bitmap = try paint(scene, fonts: fonts)
    return try encodePNG(bitmap, exact: theme.colors.all)
}

/// Lays a chart out without drawing it.
package func layOut(_ chart: any Chart, size: ChartSize, theme: Theme, fonts: Fonts) -> Scene {
    var canvas = Canvas(size: size, theme: theme, fonts: fonts)
    chart.draw(on: &canvas)
    return canvas.scene
}
