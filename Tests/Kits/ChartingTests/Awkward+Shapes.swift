import Charting
import Formats

extension Awkward {
    static var shapes: [any Chart] {
        series.enumerated().flatMap { index, values -> [any Chart] in
            let words = index.isMultiple(of: 2) ? long : plain
            return [
                flow(sources: index, outcomes: (index * 5) % 7, text: words),
                forest(rows: index * 9, values: values, text: words, formats[index % 5]),
                reliability(values, text: words), ranges(values, text: words, formats[index % 5]),
                timeline(values, markers: index, text: words),
                funnel(values, text: words), dotRanges(rows: index * 9, values, text: words),
                bridge(values, text: words, formats[index % 5]),
                multiples(panels: index, values, text: words, formats[index % 5]),
                BarsAndLine(
                    text: words, months: months(values.count), barsName: longName, bars: values,
                    barsFormat: formats[index % 5], lineName: "Share", line: values.reversed()),
            ]
        } + [flow(sources: 60, outcomes: 40, text: plain)]
    }

    static func flow(sources: Int, outcomes: Int, text: ChartText) -> FlowChart {
        FlowChart(
            text: text,
            sources: (0..<sources).map { .init(name: $0.isMultiple(of: 3) ? longName : "up") },
            outcomes: (0..<outcomes).map { .init(name: $0.isMultiple(of: 2) ? "left" : longName) },
            flows: (0..<sources).map { source in
                (0..<outcomes).map { ($0 * 7 + source * 3) % 5 == 0 ? 0 : $0 * $0 * 40 + source }
            }, emphasised: 1, sourceHeading: longName, outcomeHeading: "The account")
    }

    static func forest(
        rows: Int, values: [Double?], text: ChartText, _ format: ValueFormat
    ) -> ForestPlot {
        let all = (0..<rows).map { row -> ForestPlot.Row in
            let value = values.isEmpty ? nil : values[row % values.count]
            return ForestPlot.Row(
                label: row.isMultiple(of: 3) ? longName : "SMB", count: "1,48\(row % 10)",
                estimate: value.map { .init(value: $0, low: $0 - 0.1, high: $0 + 0.2) },
                standing: ForestPlot.Standing.allCases[row % 3],
                remark: row.isMultiple(of: 4) ? longName : "candidate")
        }
        return ForestPlot(
            text: text,
            groups: [
                .init(heading: longName, rows: Array(all.prefix(rows / 2))),
                .init(rows: Array(all.dropFirst(rows / 2))), .init(heading: "none", rows: []),
            ], format: format, leftWords: longName, rightWords: "more left " + longName,
            limits: rows.isMultiple(of: 2) ? nil : -0.1...0.5)
    }

    static func reliability(_ values: [Double?], text: ChartText) -> ReliabilityDiagram {
        let bins = values.enumerated().map { index, value in
            ReliabilityDiagram.Bin(
                forecast: Double(index) / 20, observed: value ?? .nan, count: index * index,
                low: (value ?? 0) - 0.2, high: (value ?? 0) + 0.3)
        }
        return ReliabilityDiagram(
            text: text,
            series: [
                .init(name: longName, remark: longName, bins: bins),
                .init(name: "score alone", remark: "Brier 0.118", bins: bins.reversed()),
                .init(name: "third", bins: Array(bins.prefix(2))),
            ], emphasised: 1, forecastWords: "forecast to leave, % " + longName,
            observedWords: longName)
    }

    static func ranges(
        _ values: [Double?], text: ChartText, _ format: ValueFormat
    ) -> RangesChart {
        let months = values.enumerated().map { index, value in
            value.map {
                RangesChart.Value(
                    low: $0 - 2, high: $0 + 1, mean: $0, observed: $0 + Double(index % 3),
                    isProvisional: index % 5 == 4)
            }
        }
        return RangesChart(
            text: text, months: Awkward.months(values.count),
            panels: [.init(name: longName, values: months), .init(name: "Down", values: months)],
            format: format, observedWords: longName)
    }

    static func timeline(
        _ values: [Double?], markers: Int, text: ChartText
    ) -> ScoreTimeline {
        let scores = values.flatMap { Array(repeating: $0.map { $0 * 60 }, count: 12) }
        return ScoreTimeline(
            text: text, scores: scores,
            dayLabels: scores.indices.filter { $0.isMultiple(of: 9) }
                .map { .init(day: $0, words: "1 Nov 2026") },
            bands: [
                .init(tier: .green, name: "green", from: 70, to: 100),
                .init(tier: .amber, name: longName, from: 69, to: 70),
                .init(tier: .red, name: "red", from: 0, to: 69),
            ],
            markers: (0..<markers).map {
                .init(day: $0 * 7, words: $0.isMultiple(of: 2) ? longName : "renewal due, 30 Jun")
            }, stretches: [.init(from: 3, to: 900, words: "override in force")])
    }
}
