import Charting
import Formats
import Office

/// How many rows a slide can show.
private let mostRows = 18

extension DotRangeChart {
    /// The rows with their dots and bars. Where not all fit, those that are not emphasised go first.
    func native(altText: String) -> NativeDrawing {
        let known = rows.filter { $0.value != nil }
        let firmest = known.indices.sorted { left, right in
            known[left].isEmphasised == known[right].isEmphasised
                ? left < right : known[left].isEmphasised
        }
        let drawn = firmest.prefix(mostRows).sorted().map { known[$0] }
        let left = rows.count - drawn.count
        let names = distinctNames(drawn.map(\.label))
        return NativeDrawing(
            .rows(
                RowPlot(
                    rows: zip(names, drawn).map { name, row in
                        RowPlot.Row(
                            name, value: row.value, bar: row.range,
                            style: PointStyle(color: row.isEmphasised ? .emphasis : .main),
                            label: row.count)
                    },
                    valueName: "more or fewer than expected", barName: "expected range",
                    valueAxis: ChartAxis(
                        title: "\(leftWords)  ←    →  \(rightWords)", format, values: []),
                    references: [ReferenceLine("as expected", value: 0, stroke: .solid)])),
            altText: altText,
            remark: left > 0 ? "\(numberText(left)) more: \(allRows)" : nil)
    }

    private func numberText(_ count: Int) -> String { decimalText(Double(count), decimals: 0) }
}

extension ForestPlot {
    /// The rows of all groups with their dots and intervals, each group below its heading.
    func native(altText: String) -> NativeDrawing {
        let all = groups.flatMap { group in group.rows.map { (group: group.heading, row: $0) } }
        let known = all.filter { $0.row.estimate != nil }
        let firmest = known.indices.sorted { left, right in
            let (one, other) = (known[left].row.isFirm, known[right].row.isFirm)
            return one == other ? left < right : one
        }
        let drawn = firmest.prefix(mostRows - groups.count).sorted().map { known[$0] }
        var rows: [RowPlot.Row] = []
        var heading = ""
        for (group, row) in drawn {
            if group != heading, !group.isEmpty {
                rows.append(
                    RowPlot.Row(group, value: nil, label: rows.isEmpty ? countHeading : nil))
                heading = group
            }
            rows.append(
                RowPlot.Row(
                    "   " + row.label, value: row.estimate?.value,
                    range: row.estimate.map { $0.low...$0.high },
                    style: PointStyle(
                        color: row.isFirm ? .emphasis : .main,
                        marker: row.standing == .candidate ? .hollow : .filled),
                    label: row.count))
        }
        let left = all.count - drawn.count
        return NativeDrawing(
            .rows(
                RowPlot(
                    rows: rows, valueName: "difference", rangeName: "95 % interval",
                    valueAxis: ChartAxis(
                        title: "\(leftWords)  ←    →  \(rightWords)", format, values: [],
                        minimum: limits?.lowerBound, maximum: limits?.upperBound),
                    references: [ReferenceLine("no difference", value: 0, stroke: .solid)])),
            altText: altText,
            remark: left > 0
                ? "\(decimalText(Double(left), decimals: 0)) not shown: no interval, or no room"
                : nil)
    }
}

extension ForestPlot.Row {
    fileprivate var isFirm: Bool { standing == .confirmed || standing == .candidate }
}

/// The names, with the identifier where two are the same.
private func distinctNames(_ labels: [ChartLabel]) -> [String] {
    let counts = Dictionary(labels.map { ($0.name, 1) }, uniquingKeysWith: +)
    return labels.map { label in
        guard counts[label.name, default: 0] > 1, let id = label.identifier else {
            return label.name
        }
        return "\(label.name) (\(id))"
    }
}
