import Charting
import Formats

extension Awkward {
    static func funnel(_ values: [Double?], text: ChartText) -> FunnelChart {
        let dots = values.enumerated().map { index, value in
            FunnelChart.Dot(
                label: index.isMultiple(of: 3) ? ChartLabel(name: longName) : "Ivo K.",
                words: index.isMultiple(of: 3) ? "41 of 52 expected" : "",
                size: Double(index * index) / 3, ratio: value ?? .nan,
                isEmphasised: !index.isMultiple(of: 4),
                ownLimit: index.isMultiple(of: 2) ? 0.95 : nil)
        }
        let limits = (1...30).map { size in
            let half = 1 / Double(size).squareRoot()
            return FunnelChart.Limits(
                size: Double(size) * 1.5, inner: (1 - half)...(1 + half),
                outer: (1 - 2 * half)...(1 + 2 * half))
        }
        return FunnelChart(
            text: text, dots: dots, limits: values.count.isMultiple(of: 2) ? limits : [],
            sizeWords: "Expected renewals of " + longName, innerWords: longName,
            outerWords: "99.8 %")
    }

    static func dotRanges(rows: Int, _ values: [Double?], text: ChartText) -> DotRangeChart {
        let all = (0..<rows).map { row -> DotRangeChart.Row in
            let value = values.isEmpty ? nil : values[row % values.count]
            return DotRangeChart.Row(
                label: row.isMultiple(of: 3) ? ChartLabel(name: longName) : "Ivo K.",
                count: "1,48\(row % 10) of 9",
                value: value, range: row.isMultiple(of: 5) ? nil : -2.5...Double(row % 7),
                remark: row.isMultiple(of: 4) ? longName : "in line",
                isEmphasised: row.isMultiple(of: 6))
        }
        return DotRangeChart(
            text: text, rows: all, format: .signed(decimals: 0), leftWords: longName,
            rightWords: "more " + longName, countHeading: "renewed of " + longName)
    }

    static func bridge(
        _ values: [Double?], text: ChartText, _ format: ValueFormat
    ) -> BridgeChart {
        let changes = values.prefix(5).map { $0 ?? 0 }
        return BridgeChart(
            text: text, start: .init(label: "Company", value: 0.86),
            steps: changes.enumerated().map {
                .init(
                    label: $0.offset.isMultiple(of: 2) ? longName : "The rest", change: $0.element)
            }, end: .init(label: ChartLabel(name: longName), value: changes.reduce(0.86, +)),
            band: values.count.isMultiple(of: 2)
                ? nil : .init(range: 0.1...0.95, words: longName, steps: 1),
            isEmphasised: values.count.isMultiple(of: 3), format: format,
            changeFormat: .points(decimals: 1))
    }
}
