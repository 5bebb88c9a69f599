/// Draws a chart as an SVG with real text.
///
/// It has the same scene as the PNG. Each text has the width that it has there, whatever fonts the
/// viewer has. There is no script, and nothing is loaded from elsewhere.
///
/// The same values give the same bytes. Parameters are those of `renderPNG`.
public func renderSVG(
    _ chart: any Chart, size: ChartSize, theme: Theme, fonts: Fonts, description: String? = nil
) -> [UInt8] {
    let scene = layOut(chart, size: size, theme: theme, fonts: fonts)
    let writer = SVGWriter(scene: scene, theme: theme, fonts: fonts.of(theme.families))
    return Array(
        writer.document(
            title: chart.text.title, description: description ?? chart.text.description
        ).utf8)
}

/// A format of pictures.
public enum PictureFormat: String, Sendable, CaseIterable {
    /// Pixels.
    case png
    /// Shapes and real text.
    case svg

    /// Its media type.
    public var mediaType: String {
        switch self {
        case .png: "image/png"
        case .svg: "image/svg+xml"
        }
    }

    /// Draws a chart. Parameters are those of `renderPNG`.
    ///
    /// - Throws: `ChartError.outOfMemory`.
    public func render(
        _ chart: any Chart, size: ChartSize, theme: Theme, fonts: Fonts,
        description: String? = nil, kept: KeptPicture? = nil
    ) throws(ChartError) -> [UInt8] {
        switch self {
        case .png:
            try renderPNG(
                chart, size: size, theme: theme, fonts: fonts, description: description, kept: kept)
        case .svg:
            renderSVG(chart, size: size, theme: theme, fonts: fonts, description: description)
        }
    }
}
