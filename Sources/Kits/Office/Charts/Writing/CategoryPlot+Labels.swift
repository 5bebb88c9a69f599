/// What a label at the right of a chart belongs to.
enum EndPlace: Hashable {
    case line(Int)
    case band(Int)
    case column(Int)
}

/// A label at the right of a chart, before it has its place.
struct EndCandidate {
    let place: EndPlace
    let content: DataLabel.Content
    /// What it says now.
    let text: String
    let color: OfficeColor
    /// The category and the value beside which it stands by itself, and the one it should stand at.
    let category: Int
    let value: Double
    let wanted: Double
}

extension CategoryPlot {
    /// The labels at the right.
    func ends() -> [EndCandidate] {
        let format = valueAxis.labelFormat ?? valueAxis.format
        var ends: [EndCandidate] = []
        for (index, line) in lines.enumerated() {
            guard let last = line.values.lastIndex(where: { $0 != nil }),
                let value = line.values[last],
                let (content, text) = line.endLabel.content(line.name, format.text(value))
            else { continue }
            ends.append(
                EndCandidate(
                    place: .line(index), content: content, text: text, color: line.color,
                    category: last, value: value, wanted: value))
        }
        for (index, band) in bands.enumerated() {
            guard let last = band.upper.lastIndex(where: { $0 != nil }),
                let upper = band.upper[last],
                case let lower = band.lower[last] ?? upper,
                // The names of the limits would say more than the band's.
                let (_, text) = band.endLabel.content(band.name, band.name)
            else { continue }
            ends.append(
                EndCandidate(
                    place: .band(index), content: .text(text), text: text, color: .quiet,
                    category: last, value: upper, wanted: (lower + upper) / 2))
        }
        if columns.count > 1, arrangement != .clustered { ends += columnEnds() }
        return ends
    }

    /// The names of stacked columns, beside the last ones.
    private func columnEnds() -> [EndCandidate] {
        let last = categories.count - 1
        let values = columns.map { $0.values[last] ?? 0 }
        let sum = arrangement == .shares ? max(values.map(abs).reduce(0, +), 1e-12) : 1
        var above = 0.0
        var below = 0.0
        return columns.indices.map { index in
            let value = values[index] / sum
            let start = value < 0 ? below : above
            if value < 0 { below += value } else { above += value }
            let series = columns[index]
            // The name takes the place of the last column's label, so it says the value too.
            let hasValue = series.labels != .none && series.values[last] != nil
            let shown = (valueAxis.labelFormat ?? valueAxis.format).text(values[index])
            let label: EndLabel = hasValue ? .nameAndValue : .name
            let (content, text) = label.content(series.name, shown) ?? (.name, series.name)
            return EndCandidate(
                place: .column(index), content: content, text: text,
                color: series.color.opacity < 0.7 ? .quiet : series.color, category: last,
                value: start + value / 2, wanted: start + value / 2)
        }
    }

    /// Gives the labels places at which they do not overlap.
    func placed(
        _ ends: [EndCandidate], _ frame: CategoryFrame, _ stage: ChartStage
    ) -> [EndPlace: DataLabel] {
        let room =
            (frame.plot.top - stage.lineHeight / 2)...(frame.plot.bottom + stage.lineHeight / 2)
        let places = LabelSpread.places(
            ends.map { frame.y($0.wanted) }, height: stage.lineHeight, room: room)
        var labels: [EndPlace: DataLabel] = [:]
        for (end, place) in zip(ends, places) {
            var x = Double(categories.count - 1 - end.category) * frame.slot
            var position = "r"
            if !columns.isEmpty { x += frame.halfColumns }
            if case .column = end.place {
                // Columns in stacks have labels in their middle only.
                position = "ctr"
                x = frame.halfColumns + 8 + stage.width(end.text) / 2
            }
            let y = place - frame.y(end.value)
            labels[end.place] = DataLabel(
                content: end.content, position: position,
                color: stage.palette.readable(end.color), isBold: end.isBold,
                offset: (x, abs(y) < 0.5 ? 0 : y))
        }
        return labels
    }

    /// The values on columns, as far as they have room.
    func valueLabels(
        _ index: Int, _ frame: CategoryFrame, _ stage: ChartStage
    ) -> [Int: DataLabel] {
        let series = columns[index]
        let format = valueAxis.labelFormat ?? valueAxis.format
        let isClustered = arrangement == .clustered
        let room =
            isClustered ? frame.slot / Double(max(1, columns.count)) : frame.halfColumns * 2
        var labels: [Int: DataLabel] = [:]
        for (point, content) in series.labels.contents(series.values) {
            guard let value = series.values[point] else { continue }
            let text = if case .text(let text) = content { text } else { format.text(value) }
            guard stage.width(text) <= room + 4 else { continue }
            let color = series.pointColors[point] ?? series.color
            if isClustered {
                labels[point] = DataLabel(
                    content: content, position: "outEnd", color: .ink, hasGround: !lines.isEmpty)
            } else if abs(height(of: index, point, frame)) >= stage.lineHeight {
                labels[point] = DataLabel(
                    content: content, position: "ctr", color: stage.palette.text(on: color))
            }
        }
        return labels
    }

    /// The height of a column in points.
    private func height(of index: Int, _ point: Int, _ frame: CategoryFrame) -> Double {
        let value = columns[index].values[point] ?? 0
        let sum = columns.compactMap { $0.values[point] }.map(abs).reduce(0, +)
        let shown = arrangement == .shares ? value / max(sum, 1e-12) : value
        return frame.y(0) - frame.y(shown)
    }
}

extension EndCandidate {
    /// Names of main series are bold.
    fileprivate var isBold: Bool {
        if case .nameAndValue = content, case .line = place { return true }
        return false
    }
}

extension EndLabel {
    /// What it says, as a label and as a text; nil for none.
    func content(_ name: String, _ value: String) -> (DataLabel.Content, String)? {
        switch self {
        case .none: nil
        case .name: (.name, name)
        case .nameAndValue: (.nameAndValue(value), "\(name) \(value)")
        case .text(let text): (.text(text), text)
        }
    }
}
