import Charting
import Formats
import Testing

@Suite struct LayoutTests {
    @Test(arguments: Awkward.sizes)
    func `no text overlaps another or leaves the canvas`(size: ChartSize) throws {
        let fonts = try #require(Awkward.fonts)
        for (index, chart) in Awkward.all.enumerated() {
            let scene = layOut(chart, size: size, theme: .light, fonts: fonts)
            for (place, text) in scene.texts.enumerated() {
                #expect(scene.bounds.contains(text.box), "chart \(index): \(text.string)")
                let clash = scene.texts[(place + 1)...].first { $0.box.overlaps(text.box) }
                #expect(clash == nil, "chart \(index): \(text.string) on \(clash?.string ?? "")")
            }
        }
    }

    @Test(arguments: Awkward.sizes)
    func `every shape lies within the canvas and is finite`(size: ChartSize) throws {
        let fonts = try #require(Awkward.fonts)
        for (index, chart) in Awkward.all.enumerated() {
            let scene = layOut(chart, size: size, theme: .dark, fonts: fonts)
            for shape in scene.shapes {
                switch shape {
                case .rectangle(let box, _): #expect(scene.bounds.contains(box), "chart \(index)")
                case .outlines(let outlines, _):
                    for point in outlines.joined() {
                        #expect(point.x.isFinite && point.y.isFinite, "chart \(index)")
                        let isNear =
                            (-20...scene.bounds.right + 20).contains(point.x)
                            && (-20...scene.bounds.bottom + 20).contains(point.y)
                        #expect(isNear, "chart \(index): \(point)")
                    }
                }
            }
        }
    }

    @Test(arguments: Awkward.sizes)
    func `no text is smaller than ten pixels`(size: ChartSize) throws {
        let fonts = try #require(Awkward.fonts)
        for chart in Awkward.all {
            let scene = layOut(chart, size: size, theme: .light, fonts: fonts)
            #expect(scene.texts.allSatisfy { $0.style.size >= 10 })
        }
    }

    @Test func `dark and light have the same geometry`() throws {
        let fonts = try #require(Awkward.fonts)
        for chart in Awkward.all {
            let light = layOut(chart, size: .reference, theme: .light, fonts: fonts)
            let dark = layOut(chart, size: .reference, theme: .dark, fonts: fonts)
            #expect(light.texts.map(\.box) == dark.texts.map(\.box))
        }
    }

    @Test func `a long title shrinks to 80 percent, then breaks in two lines`() throws {
        let fonts = try #require(Awkward.fonts)
        let chart = ControlChart(
            text: Awkward.long, points: [], segments: [], target: nil,
            format: .percent(decimals: 1))
        let scene = layOut(chart, size: .reference, theme: .light, fonts: fonts)
        let title = scene.texts.filter { $0.style.weight == .semibold }
        #expect(title.count == 2)
        #expect(title.allSatisfy { abs($0.style.size - 35.2) < 0.01 })
        #expect(title.map(\.string).joined(separator: " ") == Awkward.long.title)
    }

    @Test(arguments: ["800x450", "1920x1080", "3840x2160"])
    func `nothing a reader needs is dropped from an ordinary picture`(text: String) throws {
        let fonts = try #require(Awkward.fonts)
        let size = try #require(ChartSize(text: text))
        let values: [Double?] = (0..<24).map { 0.86 + 0.004 * Double($0 % 9) }
        let control = ControlChart(
            text: Awkward.plain,
            points: zip(values, Awkward.months(24)).map {
                .init(label: $1, value: $0, lower: 0.84, upper: 0.91)
            },
            segments: [
                .init(from: 0, to: 11, mean: 0.87),
                .init(from: 12, to: 23, mean: 0.88, note: "new team"),
            ], target: 0.9, format: .percent(decimals: 1), bounds: 0...1)
        let lines = LinesChart(
            text: Awkward.plain, months: Awkward.months(24),
            series: [
                .init(name: "net", values: values.map { $0.map { $0 + 0.15 } }, target: 1.02),
                .init(name: "gross", values: values, target: 0.9),
            ], format: .percent(decimals: 1), notes: [.init(month: 12, words: "new prices")])
        let mix = StackedShareChart(
            text: Awkward.plain, months: Awkward.months(24),
            shares: Array(repeating: .init(green: 0.97, amber: 0.02, red: 0.01), count: 24),
            notes: [.init(month: 5, words: "model 2026.1")])
        let bars = BarsAgainstTarget(
            text: Awkward.plain, months: Awkward.months(12),
            values: values.map { $0.map { $0 * 1e6 } }, targets: values.map { _ in 1e6 },
            format: .money(currency: "USD"))
        let wanted: [(any Chart, [String])] = [
            (control, ["88.0 %", "target 90", "average 88.0", "new team", "Oct"]),
            (
                lines,
                [
                    "103.0 %", "88.0 %", "net", "gross", "net target 102", "gross target 90",
                    "new prices",
                ]
            ),
            (
                mix,
                ["97 %", "2 %", "1 %", "green", "amber", "red", "0", "50", "100", "model 2026.1"]
            ),
            (bars, ["USD 868 k", "by Oct 25", "target 1.0 m", "0", "Oct"]),
        ]
        for (chart, strings) in wanted {
            let scene = layOut(chart, size: size, theme: .light, fonts: fonts)
            for string in strings + [Awkward.plain.title, Awkward.plain.subtitle] {
                #expect(scene.texts.contains { $0.string == string }, "\(string)")
            }
        }
    }
}
