import Charting
import Testing

@Suite struct FunnelNameTests {
    @Test(arguments: ["800x450", "1920x1080"])
    func `a name covers no tick of another dot`(text: String) throws {
        let fonts = try #require(Awkward.fonts)
        let size = try #require(ChartSize(text: text))
        // Dots close together, each with a tick far above.
        let dots = (0..<8).map { place in
            FunnelChart.Dot(
                label: ChartLabel(name: "Callum Fraser \(place)"), words: "6, expected 8.8",
                size: 8 + Double(place) * 0.9, ratio: 0.66 + 0.015 * Double(place % 3),
                isEmphasised: true, ownLimit: 0.8)
        }
        let chart = FunnelChart(
            text: Awkward.plain, dots: dots, limits: [], sizeWords: "expected", innerWords: "",
            outerWords: "")
        let scene = layOut(chart, size: size, theme: .light, fonts: fonts)
        let emphasis = Theme.light.colors.emphasis
        let ticks = scene.shapes.compactMap { shape -> Rect? in
            guard case .rectangle(let box, emphasis) = shape, box.height > box.width else {
                return nil
            }
            return box
        }
        #expect(ticks.count == dots.count)
        let names = scene.texts.filter { $0.string.contains("Callum") }
        #expect(!names.isEmpty)
        for name in names {
            #expect(!ticks.contains { $0.overlaps(name.box) }, "\(name.string)")
        }
    }
}
