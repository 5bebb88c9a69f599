/// What the title, the subtitle and the footer leave for the picture itself.
struct Frame {
    /// Left and right are the margins; top is where a plot may begin, bottom where it must end,
    /// with room for a row of labels below.
    let plot: Rect
    /// The lowest pixel a label below the plot may reach.
    let labelBottom: Double
}

extension Canvas {
    /// The margin of the page, 96 pixels of the reference.
    var margin: Double { 96 * scale }

    /// The nearest any text comes to the edge.
    var edge: Double { max(28 * scale, 4) }

    /// Sets title, subtitle and footer; `notes` are more parts for the footer, about the picture
    /// rather than the values.
    mutating func frame(_ text: ChartText, notes: [String] = []) -> Frame {
        let room = width - 2 * margin
        let titleBottom = setTitle(text.title, room: room)
        let subtitleBottom = setSubtitle(text.subtitle, room: room, below: titleBottom)
        let footerTop = setFooter(text.footer + notes, room: room)
        let axis = label
        let labelBottom = footerTop - 22 * scale
        let top = subtitleBottom + max(60 * scale, axis.size * 0.9)
        let bottom = labelBottom - axisLabelDrop - axis.descent - 18 * scale
        return Frame(
            plot: Rect(left: margin, top: top, right: width - margin, bottom: max(bottom, top)),
            labelBottom: labelBottom)
    }

    /// Pixels from the bottom of a plot to the baseline of the labels below it: clear of half an
    /// axis number and of the baseline.
    var axisLabelDrop: Double { label.size * 0.55 + label.ascent + max(4 * scale, 1) }

    /// At its size where it fits, then down to 80 %, then in two lines.
    private mutating func setTitle(_ title: String, room: Double) -> Double {
        var style = style(.semibold, 44, atLeast: 14)
        let natural = width(of: title, style)
        if natural > room { style.size = max(style.size * max(room / natural * 0.995, 0.8), 12) }
        var baseline = max(48 * scale, 6) + style.capHeight
        for line in wrapped(title, within: room, style, lines: 2) {
            place(line, x: margin, baseline: baseline, style: style, colors.ink)
            baseline += style.size * 1.2
        }
        return baseline - style.size * 1.2 + style.descent
    }

    private mutating func setSubtitle(_ subtitle: String, room: Double, below: Double) -> Double {
        var style = style(.regular, 26, atLeast: 11)
        let natural = width(of: subtitle, style)
        guard natural > 0 else { return below }
        if natural > room {
            style.size = max(style.size * max(room / natural * 0.995, 0.85), 10.5)
        }
        var baseline = below + style.size * 0.8 + style.capHeight
        for line in wrapped(subtitle, within: room, style, lines: height < 300 ? 1 : 2) {
            place(line, x: margin, baseline: baseline, style: style, colors.grey)
            baseline += style.size * 1.25
        }
        return baseline - style.size * 1.25 + style.descent
    }

    /// Whole parts a line, at most three lines, fewer in a low picture; a part too long for a line is shortened.
    private mutating func setFooter(_ parts: [String], room: Double) -> Double {
        let style = style(.regular, 18, atLeast: 10)
        var lines: [String] = []
        for part in parts where !part.isEmpty {
            if let last = lines.last, width(of: last + "  ·  " + part, style) <= room {
                lines[lines.count - 1] = last + "  ·  " + part
            } else {
                lines.append(fitted(part, within: room, style))
            }
        }
        let leading = style.size * 1.45
        let last = height - max(33 * scale, 5 + style.descent)
        let shown = lines.prefix(min(max(Int(height / 150), 1), 3))
        for (index, line) in shown.enumerated() {
            let baseline = last - leading * Double(shown.count - 1 - index)
            place(line, x: margin, baseline: baseline, style: style, colors.grey)
        }
        return last - leading * Double(max(shown.count, 1) - 1) - style.ascent
    }
}
