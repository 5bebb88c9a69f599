/// The space left for the plot between the subtitle and the footer.
struct Frame {
    /// The largest possible plot. Left and right are at the margins. Below the bottom there is room
    /// for one row of labels.
    let plot: Rect
    /// The lowest pixel that a label below the plot may reach.
    let labelBottom: Double
}

extension Canvas {
    /// The left and right margin of the picture: 96 pixels of the reference.
    var margin: Double { 96 * scale }

    /// The minimum distance between text and the edge of the picture.
    var edge: Double { max(28 * scale, 4) }

    /// Places the title, subtitle and footer, and returns the space that is left.
    ///
    /// `notes` are extra footer parts about the picture, not about the values.
    mutating func frame(_ text: ChartText, notes: [String] = []) -> Frame {
        let room = width - 2 * margin
        // A picture on a slide has its title beside it.
        let titleBottom = text.title.isEmpty ? 0 : setTitle(text, room: room)
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

    /// Pixels from the bottom of a plot to the baseline of the labels below it. Leaves room for
    /// half an axis number and for the plot's baseline.
    var axisLabelDrop: Double { label.size * 0.55 + label.ascent + max(4 * scale, 1) }

    /// Places the title and returns its bottom. A title that is too wide is shrunk, but not below
    /// 80 %. If it is still too wide, it is broken into two lines.
    private mutating func setTitle(_ text: ChartText, room: Double) -> Double {
        var style = exactStyle(.semibold, theme.sizes.title, atLeast: 14)
        let title =
            text.subject.map {
                text.title.replacing($0.name, with: isolated(drawn($0, style)), maxReplacements: 1)
            } ?? text.title
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
        var style = exactStyle(.regular, theme.sizes.subtitle, atLeast: 11)
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

    /// Places the logo, the theme's footer text and the footer, and returns its top.
    ///
    /// The footer has at most three lines, fewer in a low picture. Parts are not split between
    /// lines. A part too long for one line is shortened.
    private mutating func setFooter(_ parts: [String], room: Double) -> Double {
        let style = exactStyle(.regular, theme.sizes.footer, atLeast: 10)
        let leading = style.size * 1.45
        let last = height - max(33 * scale, 5 + style.descent)
        let logo = placeLogo()
        let beside = logo.map { max(room + margin - $0.left, 0) + labelGap * 1.5 } ?? 0
        var ownRoom = 0.0
        if let footer = theme.footer {
            let words = fitted(footer, within: (room - beside) * 0.4, style)
            place(
                words, x: margin + room - beside, baseline: last, .end, style: style, colors.grey)
            ownRoom = width(of: words, style) + labelGap * 1.5
        }
        let most = min(max(Int(height / 150), 1), 3)
        let parts = parts.filter { !$0.isEmpty }
        var lines: [String] = []
        var used = 1
        for count in 1...most {
            used = count
            let rooms = (0..<count).map {
                room - beside - ($0 == count - 1 ? ownRoom : 0)
            }
            lines = packed(parts, into: rooms, style)
            if lines.count <= count { break }
        }
        // Lines packed for the rooms above the last one stay there, even if they are fewer.
        let shown = lines.prefix(most)
        used = max(shown.count, ownRoom > 0 ? used : 1)
        for (index, line) in shown.enumerated() {
            let baseline = last - leading * Double(used - 1 - index)
            place(line, x: margin, baseline: baseline, style: style, colors.grey)
        }
        let top = last - leading * Double(used - 1) - style.ascent
        // Labels below the plot end 22 pixels above the footer.
        return min(top, (logo?.top ?? .infinity) + 20 * scale)
    }

    /// The parts joined to lines that fit in their rooms. The last room is that of all further
    /// lines.
    private func packed(
        _ parts: [String], into rooms: [Double], _ style: TextStyle
    ) -> [String] {
        var lines: [String] = []
        for part in parts {
            let room = rooms[min(max(lines.count - 1, 0), rooms.count - 1)]
            if let last = lines.last, width(of: last + "  ·  " + part, style) <= room {
                lines[lines.count - 1] = last + "  ·  " + part
            } else {
                let next = rooms[min(lines.count, rooms.count - 1)]
                lines.append(fitted(part, within: max(next, 0), style))
            }
        }
        return lines
    }
}
