import Office

/// One slide for each kind of chart.
enum SampleCharts {
    static let months = [
        "Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026",
        "Jun 2026", "Jul 2026", "Aug 2026", "Sep 2026", "Oct 2026",
    ]

    static let slides = [
        slide(
            "Returns fell below their usual range in October", "Share of purchases kept, %", lines),
        slide("Orders reached the plan in three of four quarters", "Orders by quarter", columns),
        slide("Repeat customers bring most of the growth", "Revenue by kind of customer", stack),
        slide("More than half of all shops are rated good", "Shops by rating, %", shares),
        slide("New shops made up for what closures cost", "Revenue, Q2 to Q3 2026", waterfall),
        slide("Two shops differ from what their size explains", "Kept purchases by shop", rows),
        slide("One shop lies outside the funnel", "Kept purchases by number of purchases", funnel),
        Slide(
            layout: .chart, title: "A chart beside words leaves room for both",
            subtitle: "Share of purchases kept, %",
            content: [
                .chart(lines),
                .paragraphs([
                    .bullet("October is the first month below the usual range."),
                    .bullet("The target was missed by 5.6 points."),
                ]),
            ], source: "Source: tills of all shops, n = 1,204", notes: "Both halves matter."),
    ]

    private static func slide(_ title: String, _ subtitle: String, _ chart: NativeChart) -> Slide {
        Slide(
            layout: .chart, title: title, subtitle: subtitle, content: [.chart(chart)],
            source: "Source: tills of all shops, n = 1,204",
            notes: "Definition: \(subtitle.lowercased()).\nn = 1,204.")
    }

    static let lines = NativeChart(
        .categories(
            CategoryPlot(
                categories: months,
                valueAxis: ChartAxis(format: .percent(0), labelFormat: .percent(1)),
                lines: [
                    LineSeries(
                        "Kept",
                        [
                            0.912, 0.903, 0.921, nil, 0.894, 0.915, 0.906, 0.899, 0.921, 0.908,
                            0.901, 0.844,
                        ],
                        marker: .filled,
                        pointStyles: [
                            4: PointStyle(color: .main, marker: .hollow),
                            11: PointStyle(color: .emphasis),
                        ],
                        labels: .at([2]), endLabel: .nameAndValue),
                    LineSeries(
                        "Target 90 %", [Double](repeating: 0.9, count: 12), color: .ink,
                        stroke: .dashed, endLabel: .name),
                    LineSeries(
                        "Average", [Double](repeating: 0.907, count: 12), color: .quiet,
                        stroke: .thin, endLabel: .name),
                ],
                bands: [
                    BandSeries(
                        "Usual range",
                        lower: [
                            0.87, 0.872, 0.868, 0.86, 0.871, 0.874, 0.87, 0.869, 0.875, 0.87, 0.868,
                            0.866,
                        ],
                        upper: [
                            0.944, 0.942, 0.946, 0.954, 0.943, 0.94, 0.944, 0.945, 0.939, 0.944,
                            0.946, 0.948,
                        ],
                        endLabel: .name)
                ])),
        altText: "A line of the share of purchases kept. It fell to 84.4 % in October.")

    static let columns = NativeChart(
        .categories(
            CategoryPlot(
                categories: ["Q4 2025", "Q1 2026", "Q2 2026", "Q3 2026"],
                valueAxis: ChartAxis(title: "Orders", format: .integer),
                columns: [
                    ColumnSeries("North", [412, 388, 455, 481], labels: .all),
                    ColumnSeries(
                        "South", [295, 310, 288, 342], color: .init(.accent6), labels: .all),
                ],
                lines: [
                    LineSeries(
                        "Plan", [400, 400, 420, 420], color: .ink, stroke: .dashed, endLabel: .name)
                ])),
        altText: "Orders of two regions by quarter, with the plan for North.")

    static let stack = NativeChart(
        .categories(
            CategoryPlot(
                categories: ["2022", "2023", "2024", "2025", "2026"],
                valueAxis: ChartAxis(format: .millions(currency: "USD", decimals: 1)),
                columns: [
                    ColumnSeries("Repeat", [1.2e6, 1.6e6, 2.1e6, 2.9e6, 3.6e6], labels: .all),
                    ColumnSeries(
                        "New", [0.8e6, 0.9e6, 0.7e6, 0.8e6, 0.9e6], color: .emphasis, labels: .all),
                    ColumnSeries(
                        "Other", [0.1e6, 0.12e6, 0.08e6, 0.1e6, 0.11e6], color: .init(.accent6)),
                ], arrangement: .stacked)),
        altText: "Revenue by kind of customer. Repeat customers grew from 1.2 to 3.6 million.")

    static let shares = NativeChart(
        .categories(
            CategoryPlot(
                categories: months, valueAxis: ChartAxis(format: .percent(0)),
                columns: [
                    ColumnSeries(
                        "Good", [5, 6, 6, 7, 7, 7, 8, 8, 7, 8, 8, 7], color: .init(.accent3)),
                    ColumnSeries(
                        "Fair", [4, 4, 4, 3, 3, 4, 3, 2, 3, 2, 2, 2], color: .init(.accent4)),
                    ColumnSeries(
                        "Poor", [3, 2, 2, 2, 2, 1, 1, 2, 2, 2, 2, 3], color: .init(.accent5)),
                ], arrangement: .shares)),
        altText: "Shares of shops rated good, fair and poor. Good is above half since February.")

    static let waterfall = NativeChart(
        .waterfall(
            WaterfallPlot(
                steps: [
                    .init("Q2 2026", .total(4.21e6)), .init("New shops", .change(0.62e6)),
                    .init("Growth in shops", .change(0.31e6)),
                    .init("Smaller baskets", .change(-0.24e6)),
                    .init("Closures", .change(-0.45e6)), .init("Currency", .change(0.0)),
                    .init("Q3 2026", .total(4.45e6)),
                ],
                valueAxis: ChartAxis(
                    format: .millions(currency: "USD", decimals: 1),
                    labelFormat: .millions(currency: "", decimals: 2)))),
        altText: "Revenue rose from 4.21 to 4.45 million: new shops +0.62, closures −0.45.")

    static let rows = NativeChart(
        .rows(
            RowPlot(
                rows: [
                    .init(
                        "Harbour", value: 0.78, range: 0.72...0.83, bar: 0.86...0.93,
                        style: PointStyle(color: .emphasis), label: "n = 212"),
                    .init(
                        "Old Town", value: 0.82, range: 0.76...0.87, bar: 0.86...0.94,
                        style: PointStyle(color: .emphasis), label: "n = 180"),
                    .init(
                        "Station", value: 0.9, range: 0.84...0.94, bar: 0.85...0.94,
                        label: "n = 140"),
                    .init(
                        "University", value: 0.91, range: 0.83...0.96, bar: 0.84...0.95,
                        label: "n = 96"),
                    .init(
                        "Market square", value: 0.92, range: 0.87...0.95, bar: 0.86...0.93,
                        label: "n = 201"),
                    .init("Riverside", value: nil, bar: 0.7...0.99, label: "n = 4"),
                    .init(
                        "Hill", value: 0.94, range: 0.86...0.98, bar: 0.83...0.95,
                        style: PointStyle(color: .main, marker: .hollow), label: "n = 61"),
                ], valueName: "Kept", rangeName: "95 % interval", barName: "Expected",
                valueAxis: ChartAxis(title: "Share of purchases kept", format: .percent(0)),
                references: [ReferenceLine("Target 90 %", value: 0.9)])),
        altText: "Kept purchases of seven shops. Harbour and Old Town lie below what is expected.")

    static let funnel = NativeChart(
        .points(
            PointPlot(
                dots: [
                    DotSeries("Shops", (0..<18).map(shop)),
                    DotSeries(
                        "Outside", [PlotPoint(x: 212, y: 0.78, label: "Harbour")],
                        style: PointStyle(color: .emphasis)),
                ],
                curves: [
                    CurveSeries("Upper limit", curve(1), endLabel: .name),
                    CurveSeries(
                        "All shops", [PlotPoint(x: 10, y: 0.9), PlotPoint(x: 260, y: 0.9)],
                        color: .ink, stroke: .dashed, endLabel: .nameAndValue),
                    CurveSeries("Lower limit", curve(-1), endLabel: .name),
                ],
                horizontalAxis: ChartAxis(title: "Purchases", format: .integer),
                verticalAxis: ChartAxis(title: "Share kept", format: .percent(0)))),
        altText: "Kept purchases against their number. Harbour lies below the lower limit.")

    private static func shop(_ index: Int) -> PlotPoint {
        let sign: Double = index * 7 % 11 > 5 ? 1 : -1
        let distance: Double = 0.05 * Double(20 - index) / 30
        return PlotPoint(x: Double(20 + index * 13), y: 0.9 + sign * distance)
    }

    private static func curve(_ sign: Double) -> [PlotPoint] {
        stride(from: 10.0, through: 260, by: 10).map {
            PlotPoint(x: $0, y: 0.9 + sign * 2 * (0.09 / $0).squareRoot())
        }
    }

    static let table = SlideTable(
        columns: [
            TableColumn("Shop", weight: 2), TableColumn("Purchases", isNumeric: true),
            TableColumn("Kept", isNumeric: true), TableColumn("What to do", weight: 3),
        ],
        rows: [
            ["Harbour", "212", "78 %", "Visit before the end of the month and ask for a plan"],
            ["Old Town", "180", "82 %", "Visit"],
            ["Station", "140", "90 %", "Nothing"],
            ["University", "96", "91 %", "Nothing"],
            ["Market square", "201", "92 %", "Learn from them"],
        ].map { row in row.map { TableCell($0) } },
        altText: "Purchases and their kept share in five shops, and what to do.")
}
