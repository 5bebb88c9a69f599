import Charting
import Formats
import Testing

@Suite struct SmallMultiplesTests {
    private let days = ["180", "90", "60", "30"]

    private func chart(_ count: Int, label: (Int) -> String = { "Signal \($0)" }) -> SmallMultiples
    {
        SmallMultiples(
            text: Awkward.plain,
            panels: (0..<count).map { panel in
                SmallMultiples.Panel(
                    label: ChartLabel(name: label(panel), identifier: "(\(panel))"),
                    remark: "71 %, higher is better", isFinding: true, across: .places(days),
                    series: [
                        .init(
                            .points(
                                days.indices.map {
                                    .init(
                                        x: Double($0), value: 0.71, low: 0.6, high: 0.8,
                                        isStrong: $0 > 1)
                                }))
                    ])
            }, format: .percent(decimals: 0), bounds: 0...1, reference: 0.5,
            columns: 5, allPanels: "the page", missingWords: "no renewal has an outcome yet")
    }

    private func texts(_ chart: SmallMultiples, _ size: String) throws -> [PlacedText] {
        let size = try #require(ChartSize(text: size))
        let fonts = try #require(Awkward.fonts)
        return layOut(chart, size: size, theme: .light, fonts: fonts).texts
    }

    @Test(arguments: ["1280x720", "1920x1080", "3840x2160"])
    func `ten panels stand in two rows of five, each with heading and remark`(
        size: String
    ) throws {
        let texts = try texts(chart(10), size)
        let headings = texts.filter { $0.string.hasPrefix("Signal ") }
        #expect(headings.map(\.string) == (0..<10).map { "Signal \($0)" })
        #expect(Set(headings.map(\.origin.x)).count == 5)
        #expect(Set(headings.map(\.origin.y)).count == 2)
        #expect(texts.count { $0.string == "71 %, higher is better" } == 10)
    }

    @Test func `one axis of days stands below each column, and one of values on the left`() throws {
        let texts = try texts(chart(10), "1920x1080")
        #expect(days.allSatisfy { day in texts.count { $0.string == day } >= 5 })
        let left = texts.first { $0.string == "Signal 0" }?.origin.x ?? 0
        let numbers = texts.filter { $0.box.right < left }
        #expect(numbers.count { $0.string == "60" } == 2)
    }

    @Test func `a column that ends early has its axis below its last panel`() throws {
        let texts = try texts(chart(7), "1920x1080")
        #expect(texts.count { $0.string == "180" } == 5)
    }

    @Test func `headings that are cut alike are told apart`() throws {
        let texts = try texts(chart(10) { _ in Awkward.longName }, "1280x720")
        let headings = texts.filter { $0.style.weight == .semibold && $0.string.hasSuffix(")") }
        #expect(Set(headings.map(\.string)).count == 10)
    }

    @Test func `panels that do not fit are counted in the footer`() throws {
        let texts = try texts(chart(10), "320x180").map(\.string)
        let shown = texts.count { $0.hasPrefix("Signal ") }
        #expect(shown > 0 && shown < 10)
        let many = try self.texts(chart(60), "800x450")
        #expect(many.contains { $0.string.contains("more, see the page") })
    }

    @Test func `strong points are larger than others, not only of another colour`() throws {
        let fonts = try #require(Awkward.fonts)
        let scene = layOut(chart(1), size: .reference, theme: .light, fonts: fonts)
        let mark = Theme.light.colors.line
        var widths: [Double] = []
        for case .outlines(let outlines, let color) in scene.shapes where color == mark {
            for outline in outlines {
                let x = outline.map(\.x)
                widths.append((x.max() ?? 0) - (x.min() ?? 0))
            }
        }
        #expect(widths.count { $0 > 17 } == 2)
    }

    @Test func `without panels there is one sentence`() throws {
        let texts = try texts(chart(0), "1280x720").map(\.string)
        #expect(texts.contains("no renewal has an outcome yet"))
    }
}
