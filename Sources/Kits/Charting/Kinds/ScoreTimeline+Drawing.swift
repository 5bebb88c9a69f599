import Formats

extension ScoreTimeline {
    /// Lays the timeline out.
    public func draw(on canvas: inout Canvas) {
        let frame = canvas.frame(text)
        guard scores.contains(where: { $0 != nil }) else {
            canvas.sayNothingToShow(in: frame.plot, "nothing to show yet")
            return
        }
        let ticks = Ticks(covering: 0...100, count: min(canvas.stepCount, 5), within: 0...100)
        let axis = ValueAxis(ticks: ticks, format: .number(decimals: 0))
        let labels = endLabels(canvas) { _ in 0 }
        var plot = canvas.plot(in: frame, axis: axis, labelRoom: canvas.room(for: labels))
        let x = LinearScale(
            domain: -0.5...(Double(scores.count) - 0.5), from: plot.left, to: plot.right)
        let placed = markerWords(canvas, x)
        let leading = canvas.label.size * 1.3
        let lanes = (placed.map(\.lane).max() ?? -1) + 1
        plot.top = min(
            plot.top + max(Double(lanes) * leading - canvas.label.size * 0.6, 0), plot.bottom)
        let y = LinearScale(domain: ticks.range, from: plot.bottom, to: plot.top)
        drawBands(in: plot, on: &canvas, x, y)
        canvas.draw(axis, in: plot, scale: y)
        let thickness = canvas.stroke(3)
        let places = scores.enumerated().map { day, score in
            score.map { Point(x(Double(day)), y($0)) }
        }
        for run in runs(of: places) {
            let line = places[run].compactMap { $0 }
            // A single day is drawn as a dot.
            if line.count == 1 { canvas.discs(line, radius: thickness * 0.8, canvas.colors.line) }
            canvas.line(line, canvas.colors.line, thickness: thickness, roundEnds: true)
        }
        drawMarkers(placed, leading: leading, in: plot, on: &canvas, x)
        drawStretchWords(places, in: plot, on: &canvas, x)
        if let last = places.last(where: { $0 != nil }) {
            canvas.discs(
                [last].compactMap { $0 }, radius: canvas.stroke(7), canvas.colors.line)
        }
        canvas.place(endLabels(canvas, at: y.callAsFunction), rightOf: plot)
        drawDays(in: plot, on: &canvas, x)
    }

    private func color(_ tier: Tier, _ colors: Colors) -> RGB {
        switch tier {
        case .green: colors.green
        case .amber: colors.amber
        case .red: colors.red
        }
    }

    private func drawBands(
        in plot: Rect, on canvas: inout Canvas, _ x: LinearScale, _ y: LinearScale
    ) {
        let colors = canvas.colors
        for band in bands {
            canvas.fill(
                Rect(left: plot.left, top: y(band.to), right: plot.right, bottom: y(band.from)),
                colors.bandTint(color(band.tier, colors)))
        }
        for stretch in stretches {
            let left = x(Double(stretch.from) - 0.5)
            let right = x(Double(stretch.to) + 0.5)
            if bands.isEmpty {
                canvas.fill(
                    Rect(left: left, top: plot.top, right: right, bottom: plot.bottom),
                    colors.band)
            }
            for band in bands {
                canvas.fill(
                    Rect(left: left, top: y(band.to), right: right, bottom: y(band.from)),
                    colors.bandTint(color(band.tier, colors), isStrong: true))
            }
            let bar = canvas.hairline(6)
            canvas.fill(
                Rect(left: left, top: plot.top - bar, right: right, bottom: plot.top),
                colors.emphasis)
        }
    }

    /// The placed words of a marker. Lanes are counted upwards from the plot.
    private typealias PlacedWords = (marker: Marker, words: String, left: Double, lane: Int)

    /// Gives each marker's words a lane where they touch no other words and cross no other marker's
    /// line.
    ///
    /// Words that do not fit are moved, then shortened, then dropped.
    private func markerWords(_ canvas: Canvas, _ x: LinearScale) -> [PlacedWords] {
        let style = canvas.label
        let gap = canvas.axisGap
        var done: [(span: ClosedRange<Double>, x: Double, lane: Int)] = []
        var placed: [PlacedWords] = []
        for marker in markers.reversed() {
            let line = x(Double(marker.day))
            let natural = min(canvas.width(of: marker.words, style), canvas.width * 0.5)
            search: for share in [1, 0.7, 0.45] {
                let words = canvas.fitted(marker.words, within: natural * share, style)
                let width = canvas.width(of: words, style)
                guard width > 0 else { continue }
                let starts = [
                    line + gap, canvas.width - canvas.edge - width, line - gap - width,
                ].filter { $0 >= canvas.edge && $0 + width <= canvas.width - canvas.edge }
                for lane in 0..<3 {
                    for left in starts where left <= line + gap && left + width >= line - gap {
                        let span = (left - gap)...(left + width + gap)
                        let isFree = done.allSatisfy { other in
                            let touches = span.overlaps(other.span) && lane == other.lane
                            let isCut = span.contains(other.x) && other.lane >= lane
                            let cuts = other.span.contains(line) && lane >= other.lane
                            return !touches && !isCut && !cuts
                        }
                        guard isFree else { continue }
                        done.append((span, line, lane))
                        placed.append((marker, words, left, lane))
                        break search
                    }
                }
            }
        }
        return placed
    }

    private func drawMarkers(
        _ placed: [PlacedWords], leading: Double, in plot: Rect, on canvas: inout Canvas,
        _ x: LinearScale
    ) {
        let style = canvas.label
        for marker in markers {
            let words = placed.first { $0.marker == marker }
            let line = x(Double(marker.day))
            var top = plot.top
            if let words {
                let middle = plot.top - leading * (Double(words.lane) + 0.8)
                let isAcross =
                    words.left < line && words.left + canvas.width(of: words.words, style) > line
                top = middle + style.size * (isAcross ? 0.55 : -0.5)
                canvas.place(
                    words.words, x: words.left, middle: middle, style: style, canvas.colors.ink)
            }
            canvas.vertical(
                x: line, from: top, to: plot.bottom, canvas.colors.ink,
                thickness: canvas.hairline(), dash: max(6 * canvas.scale, 3))
        }
    }

    /// Draws the words of each stretch inside it: at the bottom of the plot, or at the top when the
    /// line is in the way.
    private func drawStretchWords(
        _ places: [Point?], in plot: Rect, on canvas: inout Canvas, _ x: LinearScale
    ) {
        let style = canvas.label
        let gap = canvas.axisGap
        for stretch in stretches {
            let left = x(Double(stretch.from) - 0.5) + gap
            let room = x(Double(stretch.to) + 0.5) - gap - left
            let words = canvas.fitted(stretch.words, within: max(room, 0), style)
            let right = left + canvas.width(of: words, style)
            let levels = [plot.bottom - style.size, plot.top + style.size]
            let isClear = { (level: Double) in
                places[stretch.from...stretch.to].allSatisfy { place in
                    guard let place, (left - gap...right + gap).contains(place.x) else {
                        return true
                    }
                    return abs(place.y - level) > style.size * 0.9
                }
            }
            guard right > left, let level = levels.first(where: isClear) else { continue }
            let tier = bands.first { level < plot.middle.y ? $0.to >= 100 : $0.from <= 0 }?.tier
            let colors = canvas.colors
            let ground =
                tier.map { colors.bandTint(color($0, colors), isStrong: true) } ?? colors.band
            canvas.place(words, x: left, middle: level, style: style, colors.ink, on: ground)
        }
    }

    private func endLabels(_ canvas: Canvas, at y: (Double) -> Double) -> [EndLabel] {
        let colors = canvas.colors
        var labels = bands.map { band in
            EndLabel(
                y: y((band.from + band.to) / 2),
                lines: [
                    EndLabel.Line(
                        band.name + " " + shortDecimalText(band.from, decimals: 1) + "–"
                            + shortDecimalText(band.to, decimals: 1), short: band.name,
                        canvas.label, colors.grey)
                ], importance: 1, swatch: color(band.tier, colors))
        }
        if let last = scores.last(where: { $0 != nil }), let score = last {
            let line = EndLabel.Line(
                decimalText(score, decimals: 0), canvas.valueLabel, colors.lineText)
            labels.append(EndLabel(y: y(score), lines: [line], importance: 3))
        }
        return labels
    }

    /// Draws the day labels that fit, starting with the first.
    private func drawDays(in plot: Rect, on canvas: inout Canvas, _ x: LinearScale) {
        let style = canvas.label
        var free = -Double.infinity
        for label in dayLabels {
            let words = canvas.fitted(label.words, within: canvas.width * 0.2, style)
            let width = canvas.width(of: words, style)
            let middle = x(Double(label.day))
            let left = min(max(middle - width / 2, canvas.edge), canvas.width - canvas.edge - width)
            guard left >= free else { continue }
            canvas.place(
                words, x: left, baseline: plot.bottom + canvas.axisLabelDrop, style: style,
                canvas.colors.grey)
            free = left + width + style.size * 0.9
        }
    }
}
