import Formats

/// Evenly spaced positions along the bottom of a plot. The first and last are half a step in from
/// the ends.
struct MonthAxis {
    let labels: [String]
    let plot: Rect

    /// The distance between two neighbouring months, in pixels.
    var step: Double { plot.width / Double(max(labels.count, 1)) }

    /// The x of a month, in pixels.
    func callAsFunction(_ index: Int) -> Double { plot.left + (Double(index) + 0.5) * step }
}

extension Canvas {
    /// Draws the labels below the plot: as many as fit, counted back from the last month.
    ///
    /// The year is the part of a label after its last space. It is shown only where it changes.
    mutating func draw(_ months: MonthAxis) {
        guard !months.labels.isEmpty else { return }
        let baseline = months.plot.bottom + axisLabelDrop
        let steps = [1, 2, 3, 4, 6, 12, 24, 48, 96, 192, 384, 768]
        for every in steps {
            let shown = shownLabels(months, every: every)
            // A label cut short may have lost its year.
            guard every == steps.last || shown.allSatisfy(\.isWhole) && isRoomy(shown) else {
                continue
            }
            for label in shown {
                place(
                    label.text, x: label.box.left, baseline: baseline, style: self.label,
                    colors.grey)
            }
            return
        }
    }

    private typealias ShownLabel = (text: String, box: Rect, isWhole: Bool)

    private func shownLabels(_ months: MonthAxis, every: Int) -> [ShownLabel] {
        let last = months.labels.count - 1
        let first = last % every
        var year: Substring?
        return stride(from: first, through: last, by: every).map { index in
            let (text, itsYear) = shortLabel(months.labels[index], after: year)
            year = itsYear
            let fitting = fitted(text, within: max(months.step * Double(every), edge * 6), label)
            let textWidth = width(of: fitting, label)
            let middle = months(index)
            let left = min(max(middle - textWidth / 2, edge), width - edge - textWidth)
            return (
                fitting, Rect(left: left, top: 0, right: left + textWidth, bottom: 1),
                fitting == text
            )
        }
    }

    private func shortLabel(_ text: String, after year: Substring?) -> (String, Substring?) {
        guard let space = text.lastIndex(of: " ") else { return (text, nil) }
        let itsYear = text[text.index(after: space)...]
        return (itsYear == year ? String(text[..<space]) : text, itsYear)
    }

    private func isRoomy(_ labels: [ShownLabel]) -> Bool {
        let gap = label.size * 0.7
        return zip(labels, labels.dropFirst()).allSatisfy { $0.box.right + gap <= $1.box.left }
    }
}
