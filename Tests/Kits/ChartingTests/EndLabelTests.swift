import Charting
import Formats
import Testing

@Suite struct EndLabelTests {
    private func strings(last: Double, target: Double?, mean: Double) throws -> [String] {
        let fonts = try #require(Awkward.fonts)
        let chart = ControlChart(
            text: Awkward.plain,
            points: Awkward.months(12).map {
                .init(label: $0, value: last, lower: 0.8, upper: 0.95)
            },
            segments: [.init(from: 0, to: 11, mean: mean)],
            target: target, format: .percent(decimals: 1), bounds: 0...1)
        return layOut(chart, size: .reference, theme: .light, fonts: fonts).texts.map(\.string)
    }

    @Test func `last value, target and average stay, even at one height`() throws {
        for last in [0.9, 0.9001, 0.93, 1] {
            let strings = try strings(last: last, target: 0.9, mean: 0.9)
            #expect(strings.contains("target 90"))
            #expect(strings.contains("average 90.0"))
            #expect(strings.contains { $0.hasSuffix(" %") })
        }
    }

    @Test func `labels keep their order and their distance and stay within the plot`() throws {
        let labels: [(wish: Double, height: Double)] = [
            (10, 20), (12, 20), (13, 30), (90, 20), (99, 20),
        ]
        let middles = try #require(middlesMovedApart(labels, within: 0...130))
        for (index, middle) in middles.enumerated() {
            #expect(middle - labels[index].height / 2 >= 0)
            #expect(middle + labels[index].height / 2 <= 130)
            guard index > 0 else { continue }
            let needed = (labels[index].height + labels[index - 1].height) / 2
            #expect(middle - middles[index - 1] >= needed - 1e-9)
        }
        #expect(middlesMovedApart(labels, within: 0...100) == nil)
        #expect(middlesMovedApart([], within: 0...1) == [])
    }

    @Test func `labels with room stay where they wish`() {
        #expect(middlesMovedApart([(20, 10), (50, 10)], within: 0...100) == [20, 50])
    }

    @Test func `a last value before the last month says which month it is of`() throws {
        let fonts = try #require(Awkward.fonts)
        let chart = LinesChart(
            text: Awkward.plain, months: Awkward.months(3),
            series: [.init(name: "gross", values: [0.9, 0.91, nil])], format: .percent(decimals: 1))
        let scene = layOut(chart, size: .reference, theme: .light, fonts: fonts)
        #expect(scene.texts.contains { $0.string == "gross in Dec 24" })
    }
}
