extension Canvas {
    /// The captions of a panel as they fit on at most two lines.
    func captionLines(
        of panel: SmallMultiples.Panel, within room: Double
    ) -> [[SmallMultiples.Series]] {
        let named = panel.series.filter { !$0.caption.isEmpty }
        let total = named.reduce(0) { $0 + swatch + captionGap + width(of: $1.caption, label) }
        if named.isEmpty { return [] }
        return total - captionGap <= room || named.count == 1
            ? [named] : [[named[0]], Array(named.dropFirst())]
    }

    /// Draws a mark and the name of a series, and returns where the next begins.
    mutating func draw(
        caption series: SmallMultiples.Series, x: Double, baseline: Double, end: Double
    ) -> Double {
        let thickness = stroke(series.tone == .quiet ? 3 : 5)
        let middle = baseline - label.capHeight / 2
        let words = fitted(series.caption, within: max(end - x - swatch, 0), label)
        guard !words.isEmpty else { return x }
        let box = Rect(
            left: x, top: middle - label.size * 0.3, right: x + swatch * 0.7,
            bottom: middle + label.size * 0.3)
        if case .steps(_, _, true) = series.shape {
            fill(box, color(of: series.tone))
            let line = hairline(2)
            fill(
                Rect(
                    left: box.left + line, top: box.top + line, right: box.right - line,
                    bottom: box.bottom - line), tint(of: series.tone))
        } else {
            fill(
                Rect(
                    left: box.left, top: middle - thickness / 2, right: box.right,
                    bottom: middle + thickness / 2), color(of: series.tone))
        }
        place(
            words, x: x + swatch, baseline: baseline, style: label,
            series.tone == .emphasised ? colors.emphasisText : colors.ink)
        return x + swatch + width(of: words, label) + captionGap
    }

    private var swatch: Double { label.size * 1.7 }
    private var captionGap: Double { label.size * 1.2 }

    /// The colour of a series.
    func color(of tone: SmallMultiples.Series.Tone) -> RGB {
        switch tone {
        case .quiet: colors.quiet
        case .main: colors.line
        case .emphasised: colors.emphasis
        }
    }

    /// The colour of its filled areas.
    func tint(of tone: SmallMultiples.Series.Tone) -> RGB {
        switch tone {
        case .quiet: colors.quietTint
        case .main: colors.innerBand
        case .emphasised: colors.emphasisTint
        }
    }
}
