import Charting
import Concurrency
import Formats
import ReviewCharts
import Templating

/// A picture that cannot be drawn. Whatever was to show it is not made.
package struct MissingPicture: Error, CustomStringConvertible {
    /// The name of the chart.
    package let chart: String
    /// Why it cannot be drawn.
    package let reason: String

    /// One line: what is missing, and why.
    package var description: String { "the picture \(chart) cannot be drawn (\(reason))" }
}

/// Draws pictures and writes them into HTML.
///
/// - Parameters:
///   - charts: what they show, by name.
///   - fonts: the fonts.
/// - Returns: a section with all of them; empty without any.
/// - Throws: `MissingPicture`.
func picturesText(_ charts: [(String, DescribedChart)], _ fonts: Fonts) throws -> String {
    guard !charts.isEmpty else { return "" }
    let pictures = try mapInParallel(charts) { name, described in
        do {
            return try renderPNG(described.chart, size: .reference, theme: .light, fonts: fonts)
        } catch {
            throw MissingPicture(chart: name, reason: "\(error)")
        }
    }
    let figures = zip(charts, pictures).map { chart, picture in
        var coded: [UInt8] = []
        appendBase64(picture, to: &coded)
        return """
            <figure>
            <div class="picture">
            <img src="data:image/png;base64,\(String(decoding: coded, as: UTF8.self))" \
            width="\(ChartSize.reference.width)" height="\(ChartSize.reference.height)" \
            alt="\(escapedHTML(chart.1.altText))">
            </div>
            <figcaption>\(escapedHTML(chart.1.chart.text.title))</figcaption>
            </figure>
            """
    }
    return
        "<section>\n<h2>\(charts.count == 1 ? "Chart" : "Charts")</h2>\n\(figures.joined(separator: "\n"))\n</section>\n"
}
