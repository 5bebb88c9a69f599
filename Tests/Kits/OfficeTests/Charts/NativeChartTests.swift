import Office
import Testing

@Suite struct NativeChartTests {
    private func chart(_ plot: NativeChart.Plot) throws -> String {
        let slide = Slide(
            layout: .chart, title: "t", content: [.chart(NativeChart(plot, altText: "a"))])
        let bytes = try Presentation(title: "t", slides: [slide]).pptx(on: .standard).bytes
        return try #require(PackageFixture(bytes).text("ppt/charts/chart1.xml"))
    }

    private func lines(_ values: [Double?]) -> NativeChart.Plot {
        .categories(
            CategoryPlot(
                categories: values.indices.map { "c\($0)" }, valueAxis: ChartAxis(),
                lines: [LineSeries("s", values, labels: .all, endLabel: .nameAndValue)]))
    }

    @Test(arguments: [
        [nil], [0], [nil, nil, nil], [1, nil, 3], [-5, -5], [1e15, -1e15], [.nan, 2],
        [Double?](repeating: 1, count: 300),
    ])
    func `few, missing, negative and huge values make a chart`(values: [Double?]) throws {
        let xml = try chart(lines(values))
        #expect(xml.contains("<c:lineChart>") && !xml.contains("nan") && !xml.contains("inf"))
    }

    @Test func `a gap has no point, and blanks are shown as gaps`() throws {
        let xml = try chart(lines([1, nil, 3]))
        #expect(
            xml.contains(
                "<c:ptCount val=\"3\"/><c:pt idx=\"0\"><c:v>1</c:v></c:pt><c:pt idx=\"2\">"))
        #expect(xml.contains("<c:dispBlanksAs val=\"gap\"/>"))
    }

    @Test func `a series of another length than the categories is an error`() {
        let plot = CategoryPlot(
            categories: ["a"], valueAxis: ChartAxis(), lines: [LineSeries("s", [1, 2])])
        #expect(throws: OfficeError.self) { try chart(.categories(plot)) }
        #expect(throws: OfficeError.self) {
            try chart(.categories(CategoryPlot(categories: [], valueAxis: ChartAxis())))
        }
    }

    @Test func `charts without rows, steps or points are errors`() {
        let axis = ChartAxis()
        for plot: NativeChart.Plot in [
            .rows(RowPlot(rows: [], valueName: "v", valueAxis: axis)),
            .waterfall(WaterfallPlot(steps: [], valueAxis: axis)),
            .points(PointPlot(dots: [], horizontalAxis: axis, verticalAxis: axis)),
        ] {
            #expect(throws: OfficeError.self) { try chart(plot) }
        }
    }

    @Test func `the parts of a step across zero add up to it`() throws {
        let plot = WaterfallPlot(
            steps: [
                .init("a", .total(30)), .init("b", .change(-50)), .init("c", .change(-10)),
                .init("d", .change(45)), .init("e", .total(15)),
            ], valueAxis: ChartAxis())
        let xml = try chart(.waterfall(plot))
        // From 30 to -20: 30 above zero and 20 below; from -20 to -30 on a base of -20.
        func values(_ name: String) throws -> [Int: Double] {
            let series = try #require(
                xml.split(separator: "<c:ser>").first { $0.contains("<c:v>\(name)</c:v>") })
            let cache = try #require(series.split(separator: "<c:val>").last)
            return Dictionary(
                uniqueKeysWithValues: cache.matches(of: /idx="(\d+)"><c:v>([^<]+)</).compactMap {
                    match in Int(match.1).flatMap { i in Double(match.2).map { (i, $0) } }
                })
        }
        #expect(try values("Loss") == [1: 30])
        #expect(try values("Loss below zero") == [1: -20, 2: -10])
        #expect(try values("Below") == [0: 0, 1: 0, 2: -20, 3: 0, 4: 0])
        #expect(try values("Gain") == [3: 15])
        #expect(try values("Gain below zero") == [3: -30])
    }

    @Test func `names with marks of XML are escaped`() throws {
        let plot = CategoryPlot(
            categories: ["A & B"], valueAxis: ChartAxis(), lines: [LineSeries("<x>\u{8}", [1])])
        let xml = try chart(.categories(plot))
        #expect(xml.contains("A &amp; B") && xml.contains("&lt;x&gt;") && !xml.contains("\u{8}"))
    }

    @Test func `every colour is one of the theme`() throws {
        for slide in SampleCharts.slides {
            for case .chart(let sample) in slide.content {
                #expect(try !chart(sample.plot).contains("srgbClr"))
            }
        }
    }
}
