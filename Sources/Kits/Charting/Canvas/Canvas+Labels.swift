extension Canvas {
    /// The labels as they are drawn in `room` pixels. No two different labels are drawn alike.
    ///
    /// A name that the fonts cannot draw gives way to its identifier. Names that would be drawn
    /// alike, because they are the same or are cut after the same letters, are followed by their
    /// identifier, or else by a number. Labels for which there is no room are empty.
    ///
    /// - Complexity: O(n) for n labels, plus the shaping of each.
    package func distinct(
        _ labels: [ChartLabel], within room: Double, _ style: TextStyle
    ) -> [String] {
        let names = labels.map { drawable($0, style) }
        var texts = names.map { fitted($0, within: room, style) }
        for places in places(ofAlike: texts, labels) {
            let marks = marks(of: places.map { labels[$0] }, style)
            for place in places {
                texts[place] = marked(
                    names[place], marks[labels[place]] ?? "", within: room, style)
            }
        }
        // In very little room even identifiers are cut. No label is better than a wrong one.
        for place in places(ofAlike: texts, labels).joined() { texts[place] = "" }
        return texts
    }

    /// The label as it is drawn in `room` pixels when it stands alone.
    func drawn(_ label: ChartLabel, within room: Double = .infinity, _ style: TextStyle) -> String {
        fitted(drawable(label, style), within: room, style)
    }

    /// The name, or the identifier when the fonts lack a letter of the name.
    private func drawable(_ label: ChartLabel, _ style: TextStyle) -> String {
        let hasName = fonts.canDraw(label.name, style: style)
        return fonts.drawn(hasName ? label.name : label.identifier ?? label.name, style: style)
    }

    /// What tells labels apart: their identifiers, where each has its own, or else numbers.
    private func marks(of labels: [ChartLabel], _ style: TextStyle) -> [ChartLabel: String] {
        var seen: Set<ChartLabel> = []
        let different = labels.filter { seen.insert($0).inserted }
        let identifiers = different.compactMap(\.identifier).filter {
            fonts.canDraw($0, style: style)
        }
        let areTold = Set(identifiers).count == different.count
        let marks = areTold ? identifiers : different.indices.map { "(\($0 + 1))" }
        return Dictionary(uniqueKeysWithValues: zip(different, marks))
    }

    /// The places of texts that different labels share.
    private func places(ofAlike texts: [String], _ labels: [ChartLabel]) -> [[Int]] {
        let alike = Dictionary(grouping: texts.indices.filter { !texts[$0].isEmpty }) { texts[$0] }
        return alike.values.filter { places in
            places.count > 1 && places.contains { labels[$0] != labels[places[0]] }
        }
    }

    /// The name, shortened so that the whole mark fits behind it. Without room for both, the end of
    /// the mark.
    private func marked(
        _ name: String, _ mark: String, within room: Double, _ style: TextStyle
    ) -> String {
        let rest = room - width(of: " " + mark, style)
        let head = name == mark ? "" : fitted(name, within: max(rest, 0), style)
        if !head.isEmpty { return head + " " + mark }
        var end = Substring(mark)
        while !end.isEmpty, width(of: end.count < mark.count ? "…" + end : mark, style) > room {
            end = end.dropFirst()
        }
        return end.isEmpty ? "" : end.count < mark.count ? "…" + end : mark
    }
}

/// The text set apart from the text around it, so that each keeps its own direction. A text without
/// letters that run from right to left stays as it is.
func isolated(_ text: String) -> String {
    text.unicodeScalars.contains(where: \.mayRunLeft) ? "\u{2068}\(text)\u{2069}" : text
}

extension Unicode.Scalar {
    /// Whether the scalar is in a block of scripts that run from right to left.
    var isOfRightToLeft: Bool {
        mayRunLeft && !(0x200E...0x200F).contains(value) && !(0x202A...0x2069).contains(value)
    }

    /// Whether the scalar is in a block of scripts that run from right to left, or turns the
    /// direction itself.
    fileprivate var mayRunLeft: Bool {
        switch value {
        case 0x590...0x8FF, 0x200E...0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFB1D...0xFDFF,
            0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
            true
        default: false
        }
    }
}
