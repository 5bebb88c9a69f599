/// The room of a chart, in points, and what it takes to fill it.
struct ChartStage {
    let size: (width: Double, height: Double)
    let measure: TextMeasure
    let palette: ThemePalette
    let language: String

    /// Points of all text in a chart.
    var textSize: Double { size.width < 420 ? 11 : 12 }
    /// The height of a line of text.
    var lineHeight: Double { textSize * 1.25 }

    /// A text that is cut with "…" where it is wider than some points.
    func shortened(_ text: String, to width: Double) -> String {
        guard self.width(text) > width else { return text }
        var kept = text
        while kept.count > 1, self.width(kept + "…") > width { kept.removeLast() }
        return kept + "…"
    }

    /// The width of a text.
    func width(_ text: String, isBold: Bool = false) -> Double {
        measure.width(text, size: textSize, isBold: isBold)
    }
}

/// The room of the axes within a chart, in points from its top left corner.
struct PlotFrame: Equatable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }
}

extension XMLWriter {
    /// The place of the axes, as shares of the chart.
    mutating func plotLayout(_ plot: PlotFrame, in stage: ChartStage) {
        element("c:layout") { xml in
            xml.element("c:manualLayout") { xml in
                xml.value("c:layoutTarget", "inner")
                xml.value("c:xMode", "edge")
                xml.value("c:yMode", "edge")
                xml.value("c:x", share(plot.left / stage.size.width))
                xml.value("c:y", share(plot.top / stage.size.height))
                xml.value("c:w", share(plot.width / stage.size.width))
                xml.value("c:h", share(plot.height / stage.size.height))
            }
        }
    }
}

/// A share of a chart's width or height, to four decimals.
func share(_ value: Double) -> String {
    numberText((value * 10_000).rounded() / 10_000)
}
