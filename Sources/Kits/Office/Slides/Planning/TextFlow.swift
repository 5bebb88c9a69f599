/// Fits paragraphs into a frame, and parts them where they do not.
struct TextFlow {
    /// The look of the text by level.
    let levels: [TextLevel]
    /// The room for it.
    let frame: Frame
    let measure: TextMeasure

    /// The paragraphs that fit, how they are set, and what is left.
    struct Part {
        var paragraphs: [Paragraph]
        var sizes: [Double]
        var rest: [Paragraph]
    }

    /// Sets paragraphs at the size of the template, or at `largest` where that is smaller. If they do not fit, they are set smaller, but not
    /// smaller than `smallest`; what does not fit even so is left over.
    func fit(_ paragraphs: [Paragraph], smallest: Double, largest: Double? = nil) -> Part {
        let full = levels.first?.size ?? 18
        var size = min(full, largest ?? full)
        while size > smallest, height(paragraphs, sizes: sizes(size)) > frame.points.height {
            size = max(smallest, size - 1)
        }
        return part(paragraphs, sizes: sizes(min(size, full)))
    }

    private func sizes(_ base: Double) -> [Double] {
        let full = levels.first?.size ?? 18
        return levels.map { ($0.size * base / full).rounded() }
    }

    private func part(_ paragraphs: [Paragraph], sizes: [Double]) -> Part {
        var taken: [Paragraph] = []
        var left = frame.points.height
        for (index, paragraph) in paragraphs.enumerated() {
            let style = style(paragraph, sizes)
            let before = taken.isEmpty ? 0 : style.before
            let lines = lines(paragraph, style)
            let need = before + Double(lines.count) * style.lineHeight
            if need <= left {
                taken.append(paragraph)
                left -= need
                continue
            }
            // A paragraph is parted only where it alone is too long for a slide. A heading, and a point,
            // go with what stands below them.
            var rest = Array(paragraphs[index...])
            if taken.isEmpty {
                let count = max(1, Int((left / style.lineHeight).rounded(.down)))
                let (head, tail) = paragraph.split(
                    after: lines.prefix(count).joined(separator: " "))
                taken = [head]
                rest[0] = tail
                if tail.text.isEmpty { rest.removeFirst() }
            } else {
                while taken.count > 1, let last = taken.last, last.isAbove(rest[0]) {
                    rest.insert(taken.removeLast(), at: 0)
                }
            }
            return Part(paragraphs: taken, sizes: sizes, rest: rest)
        }
        return Part(paragraphs: taken, sizes: sizes, rest: [])
    }

    private func height(_ paragraphs: [Paragraph], sizes: [Double]) -> Double {
        var height = 0.0
        for (index, paragraph) in paragraphs.enumerated() {
            let style = style(paragraph, sizes)
            height += Double(lines(paragraph, style).count) * style.lineHeight
            if index > 0 { height += style.before }
        }
        return height
    }

    private struct LineStyle {
        var size: Double
        var lineHeight: Double
        var before: Double
        var width: Double
        var isBold: Bool
    }

    private func style(_ paragraph: Paragraph, _ sizes: [Double]) -> LineStyle {
        let number = min(paragraph.level, levels.count - 1)
        let level = levels.isEmpty ? TextLevel() : levels[max(0, number)]
        let size = sizes.isEmpty ? level.size : sizes[max(0, number)]
        let indent = paragraph.hasBullet ? level.indent : 0
        return LineStyle(
            size: size, lineHeight: size * 1.2 * level.lineSpacing, before: level.spaceBefore,
            width: Double(frame.width - indent) / emuPerPoint,
            isBold: level.isBold || paragraph.style == .heading
                || paragraph.runs.allSatisfy(\.isBold))
    }

    private func lines(_ paragraph: Paragraph, _ style: LineStyle) -> [String] {
        measure.lines(paragraph.text, size: style.size, isBold: style.isBold, width: style.width)
    }
}

extension Paragraph {
    /// The level of the bullet, from 0.
    var level: Int {
        guard case .bullet(let level) = style else { return 0 }
        return min(max(level, 0), 4)
    }

    /// Whether it has a bullet.
    var hasBullet: Bool {
        guard case .bullet = style else { return false }
        return true
    }

    /// Whether it heads the paragraph that follows it.
    fileprivate func isAbove(_ next: Paragraph) -> Bool {
        style == .heading || hasBullet && next.hasBullet && level < next.level
    }

    /// The paragraph in two parts, the first with as many characters as a text has.
    fileprivate func split(after text: String) -> (Paragraph, Paragraph) {
        var left = text.count
        var head: [TextRun] = []
        var tail: [TextRun] = []
        for run in runs {
            var (first, second) = (run, run)
            first.text = String(run.text.prefix(left))
            second.text = String(run.text.dropFirst(left))
            if head.isEmpty || !first.text.isEmpty { head.append(first) }
            if !second.text.isEmpty { tail.append(second) }
            left = max(0, left - run.text.count)
        }
        if let first = tail.first, first.text.hasPrefix(" ") {
            tail[0].text = String(first.text.dropFirst())
        }
        return (Paragraph(head, style: style), Paragraph(tail, style: style))
    }
}
