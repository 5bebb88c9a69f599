import Formats

/// A label at the right end of what it names.
struct EndLabel {
    /// Where the first line would like its middle, in pixels from the top.
    var y: Double
    /// Its lines; the first stands beside the mark.
    var lines: [Line]
    /// The highest stays longest.
    var importance: Int
    /// The colour of a bar before the words, where the label stands for an area.
    var swatch: RGB?

    /// A line of a label, with the shorter words to use where there is no room.
    struct Line {
        var text: String
        var short: String
        var style: TextStyle
        var color: RGB
        /// A grey remark behind the words, left out where there is no room.
        var remark: String?

        init(_ text: String, short: String? = nil, _ style: TextStyle, _ color: RGB) {
            self.text = text
            self.short = short ?? text
            self.style = style
            self.color = color
        }
    }

    /// The height of its lines and a little air, in pixels.
    var height: Double { lines.reduce(air) { $0 + $1.style.size * 1.15 } }

    /// Half above, half below.
    private var air: Double { (lines.last?.style.size ?? 0) * 0.2 }

    /// Where the middle of the whole label is when the first line has its wish.
    var wish: Double {
        swatch == nil ? y + (height - air - (lines.first?.style.size ?? 0) * 1.15) / 2 : y
    }

    /// Where the first line starts when the label has its middle at `middle`.
    func top(middle: Double) -> Double { middle - (height - air) / 2 }
}

/// The middles of labels moved apart as little as possible, in the order of their wishes.
///
/// Neighbours that would overlap are joined and share their displacement (pool adjacent violators).
///
/// - Parameters:
///   - labels: wish and height of each, in the order of the wishes.
///   - range: what all labels must stay within.
/// - Returns: Their middles, or nil when they cannot all have room.
package func middlesMovedApart(
    _ labels: [(wish: Double, height: Double)], within range: ClosedRange<Double>
) -> [Double]? {
    let total = labels.reduce(0) { $0 + $1.height }
    guard total <= range.upperBound - range.lowerBound else { return nil }
    // A group stands on one top; `offsets` are the middles of its labels below that top.
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
    /// The width the labels would like.
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

    /// Places labels right of a plot: moved apart, then shortened, then the least important dropped.
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
                // One label's short words beside another's long ones would look like a difference.
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
