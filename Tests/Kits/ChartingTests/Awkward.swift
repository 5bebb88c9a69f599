import Charting
import Formats
import Testing

/// Charts of every kind with values that hurt, shared by the tests of geometry.
enum Awkward {
    static let fonts = try? Fonts.resolve()
    static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    static let longName = "Ångström & Söhne GmbH für Übersee-Ölförderung 株式会社 ☺ 👩‍👩‍👧 Δημήτρης"

    static func months(_ count: Int) -> [String] {
        (0..<count).map { "\(monthNames[($0 + 10) % 12]) \(24 + ($0 + 10) / 12)" }
    }

    static let plain = ChartText(
        title: "Renewal rate has run above its own average for eight months",
        subtitle: "Logo renewal rate by month due, % of settled renewals, all teams",
        footer: ["n = 1,482", "policy 9f3c1a", "as of 31 Oct 2026"])

    static let long = ChartText(
        title: "The renewal rate of \(longName) has run above its own average for eighteen months",
        subtitle: Array(repeating: "Logo renewal rate by month due", count: 9)
            .joined(separator: ", "),
        footer: Array(repeating: "n = 1,482 renewals due Nov 2024 to Oct 2026", count: 12))

    static let series: [[Double?]] = [
        [], [nil], [0.9], Array(repeating: nil, count: 24), Array(repeating: 0.9, count: 24),
        (0..<24).map { 0.9 + 0.03 * Double($0 % 5) }, (0..<24).map { $0 % 2 == 0 ? nil : 0.88 },
        (0..<120).map { 0.5 + 0.004 * Double($0) }, [1e15, -3e17, nil, 2], [.nan, .infinity, 0.7],
        (0..<24).map { -80 + Double($0) }, [0, 0, 0], [1e-12, 2e-12], [1, 1, 1],
    ]

    static let formats: [ValueFormat] = [
        .percent(decimals: 1), .number(decimals: 0), .signed(decimals: 0), .points(decimals: 1),
        .money(currency: "USD"),
    ]

    static var controls: [any Chart] {
        series.enumerated().map { index, values -> any Chart in
            let marks: [ControlChart.Mark] = [.plain, .signal, .provisional]
            let points = zip(values, months(values.count)).enumerated().map { place, pair in
                ControlChart.Point(
                    label: pair.1, value: pair.0, lower: place % 5 == 4 ? nil : 0.88,
                    upper: place > 3 ? 0.9 + 0.01 * Double(place % 3) : nil, mark: marks[place % 3])
            }
            let half = values.count / 2
            return ControlChart(
                text: index.isMultiple(of: 2) ? plain : long, points: points,
                segments: values.count < 4
                    ? []
                    : [
                        .init(from: 0, to: half, mean: 0.9),
                        .init(
                            from: half + 1, to: values.count - 1, mean: 0.901, note: longName),
                    ],
                target: index.isMultiple(of: 3) ? nil : 0.9, format: formats[index % 5],
                bounds: index == 4 ? 0...1 : nil)
        }
    }

    static var others: [any Chart] {
        series.enumerated().flatMap { index, values -> [any Chart] in
            let words = index.isMultiple(of: 2) ? long : plain
            let format = formats[index % 5]
            let shares = values.map { value -> StackedShareChart.Shares? in
                value.map { .init(green: $0, amber: 0.02, red: 1 - $0) }
            }
            return [
                LinesChart(
                    text: words, months: months(values.count),
                    series: (0..<3).map {
                        .init(name: $0 == 1 ? longName : "gross", values: values, target: 0.9)
                    },
                    bands: values.map { value in
                        value.flatMap { $0.isFinite ? ($0 - 0.1)...($0 + 0.1) : nil }
                    }, emphasised: index % 3, format: format,
                    notes: index % 2 == 0
                        ? [] : [.init(month: 0, words: longName), .init(month: 99, words: "x")]),
                BarsAgainstTarget(
                    text: words, months: months(values.count), values: values,
                    targets: values.map { $0.map { $0 * 1.1 } }, format: format),
                StackedShareChart(
                    text: words, months: months(values.count), shares: shares,
                    notes: [.init(month: values.count / 2, words: "model 2026.1")]),
                table(rows: index * 5, text: words, format: format, values: values),
            ]
        }
    }

    static func table(
        rows: Int, text: ChartText = plain, format: ValueFormat = .percent(decimals: 1),
        values: [Double?] = [0.9, nil, 0.92]
    ) -> IntervalTable {
        let columns: [IntervalTable.Column] = [
            .init(heading: "CSM", unit: "", kind: .text),
            .init(heading: "Accounts at month end", unit: "n", kind: .number),
            .init(heading: "Renewal rate", unit: "% of logos, 95 %", kind: .interval(format)),
            .init(heading: "NPS", unit: "−100 to 100", kind: .interval(.signed(decimals: 0))),
            .init(heading: "Trend", unit: "24 months", kind: .sparkline),
        ]
        let cells = (0..<rows).map { row -> [IntervalTable.Cell] in
            let value = values.isEmpty ? 0.5 : values[row % values.count]
            return [
                .name(row.isMultiple(of: 3) ? ChartLabel(name: longName) : "Ivo K."),
                .number("1,48\(row % 10)"),
                value.map {
                    .interval(
                        value: $0, low: $0 - 0.05, high: $0 + 0.05, target: 0.9, versus: .above)
                } ?? .missing(reason: "too few"),
                .interval(value: -40, low: nil, high: 30, target: Double(row), versus: .cannotTell),
                .sparkline(values),
            ]
        }
        return IntervalTable(text: text, columns: columns, rows: cells)
    }

    static var all: [any Chart] {
        controls + others + shapes + [table(rows: 60), table(rows: 61), table(rows: 400)]
            + [Scripts.chart()]
    }

    static let sizes = ["320x180", "800x450", "1920x1080", "3840x2160", "600x2000", "2400x400"]
        .compactMap(ChartSize.init(text:))
}
