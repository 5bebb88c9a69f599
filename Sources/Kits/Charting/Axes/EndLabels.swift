import Formats

/// A label to the right of the plot, beside the line or area that it names.
struct EndLabel {
    /// The preferred middle of the first line, in pixels from the top.
    var y: Double
    /// The lines of text. The first is level with the mark.
    var lines: [Line]
    /// Labels with the lowest importance are dropped first.
    var importance: Int
    /// The colour of a bar drawn before the words, for a label that names an area; nil for none.
    var swatch: RGB?

    /// One line of a label, with shorter words for when there is no room.
    struct Line {
        var text: String
        var short: String
        var style: TextStyle
        var color: RGB
        /// A grey remark after the words. It is left out when there is no room.
        var remark: String?

        init(_ text: String, short: String? = nil, _ style: TextStyle, _ color: RGB) {
            self.text = text
            self.short = short ?? text
            self.style = style
            self.color = color
        }
    }

    /// The height of all lines plus padding, in pixels.
    var height: Double { lines.reduce(air) { $0 + $1.style.size * 1.15 } }

    /// The padding in pixels, half of it above and half below.
    private var air: Double { (lines.last?.style.size ?? 0) * 0.2 }

    /// The preferred middle of the whole label: the position that puts the first line at `y`. With
    /// a swatch, `y` itself.
    var wish: Double {
        swatch == nil ? y + (height - air - (lines.first?.style.size ?? 0) * 1.15) / 2 : y
    }

    /// The top of the first line when the middle of the label is at `middle`.
    func top(middle: Double) -> Double { middle - (height - air) / 2 }
}

/// Moves labels apart as little as possible, keeping the order of their preferred places.
///
/// Labels that would overlap are joined into a group and share their displacement (pool adjacent
/// violators).
///
/// - Parameters:
///   - labels: the preferred middle (`wish`) and height of each label, sorted by `wish`.
///   - range: all labels must stay within this range.
/// - Returns: The middle of each label, or nil when they do not all fit.
package func middlesMovedApart(
    _ labels: [(wish: Double, height: Double)], within range: ClosedRange<Double>
) -> [Double]? {
    let total = labels.reduce(0) { $0 + $1.height }
    guard total <= range.upperBound - range.lowerBound else { return nil }
    // Each group has one top. `offsets` are the distances from that top to the middles of its
    // labels.
    var groups: [(top: Double, offsets: [Double], wishes: [Double], height: Double)] = []
    func bestTop(_ offsets: [Double], _ wishes: [Double], _ height: Double) -> Double {
        let sum = zip(wishes, offsets).reduce(0) { $0 + $1.0 - $1.1 }
        return min(max(sum / Double(wishes.count), range.lowerBound), range.upperBound - height)
    }
    for label in labels {
        var offsets = [label.height / 2]
        var wishes = [label.wish]
        var height = label.height
        var top = bestTop(offsets, wishes, height)
        while let above = groups.last, above.top + above.height > top {
            offsets = above.offsets + offsets.map { $0 + above.height }
            wishes = above.wishes + wishes
            height += above.height
            top = bestTop(offsets, wishes, height)
            groups.removeLast()
        }
        groups.append((top, offsets, wishes, height))
    }
    return groups.flatMap { group in group.offsets.map { group.top + $0 } }
}

extension Canvas {
    /// The width that the widest label needs without shortening, in pixels.
    func room(for labels: [EndLabel]) -> Double {
        labels.map { label in
            let widest =
                label.lines.map { line in
                    width(of: line.text, line.style)
                        + (line.remark.map { width(of: " " + $0, self.label) + remarkGap } ?? 0)
                }.max() ?? 0
            return widest + (label.swatch == nil ? 0 : swatchRoom)
        }.max() ?? 0
    }

    private var swatchRoom: Double { max(18 * scale, 8) }
    private var remarkGap: Double { label.size * 0.1 }

    /// Places labels to the right of a plot. Labels that do not fit are moved apart, then
    /// shortened, then dropped, the least important first.
    mutating func place(_ labels: [EndLabel], rightOf plot: Rect) {
        let x = plot.right + labelGap
        let room = width - edge - x
        var kept = labels.sorted { ($0.y, -$0.importance) < ($1.y, -$1.importance) }
        let range = (plot.top - label.size * 0.6)...(plot.bottom + label.size * 0.6)
        while !kept.isEmpty {
            let wishes = kept.map { (wish: $0.wish, height: $0.height) }
            let middles = middlesMovedApart(wishes, within: range)
            let reach = label.size * 3.5
            if let middles, zip(middles, kept).allSatisfy({ abs($0 - $1.wish) <= reach }) {
                // Shorten all labels or none. A mix of short and long words would look like a
                // difference in meaning.
                let isShort = kept.flatMap(\.lines).contains { width(of: $0.text, $0.style) > room }
                for (label, middle) in zip(kept, middles) {
                    place(label, isShort: isShort, x: x, middle: middle, room: room)
                }
                return
            }
            let least = kept.indices.min { kept[$0].importance < kept[$1].importance }
            guard let least else { return }
            kept.remove(at: least)
        }
    }

    private mutating func place(
        _ label: EndLabel, isShort: Bool, x: Double, middle: Double, room: Double
    ) {
        var top = label.top(middle: middle)
        var x = x
        var room = room
        if let swatch = label.swatch {
            let inset = self.label.size * 0.18
            fill(
                Rect(
                    left: x, top: top + inset, right: x + swatchRoom / 2,
                    bottom: top + 2 * (middle - top) - inset), swatch)
            x += swatchRoom
            room -= swatchRoom
        }
        for line in label.lines {
            let lineHeight = line.style.size * 1.15
            let text = fitted(isShort ? line.short : line.text, within: room, line.style)
            place(
                text, x: x, middle: top + lineHeight / 2, style: line.style, line.color)
            place(line, remarkAfter: text, x: x, middle: top + lineHeight / 2, room: room)
            top += lineHeight
        }
    }

    private mutating func place(
        _ line: EndLabel.Line, remarkAfter text: String, x: Double, middle: Double, room: Double
    ) {
        guard let remark = line.remark else { return }
        let start = width(of: text + " ", line.style) + remarkGap
        guard start + width(of: remark, label) <= room else { return }
        let baseline = middle + line.style.capHeight / 2
        place(remark, x: x + start, baseline: baseline, style: label, colors.grey)
    }
}
