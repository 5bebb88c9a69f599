import Charting
import Formats
import Keeping
import Synchronization
import Testing

@Suite struct KeptPictureTests {
    /// Values kept in memory.
    private final class Memory: KeptValues {
        private let values = Mutex<[String: [UInt8]]>([:])

        var count: Int { values.withLock { $0.count } }

        func value<Value: Codable, Failure>(
            _ name: String, of source: String, _ work: () throws(Failure) -> Value
        ) throws(Failure) -> Value {
            let key = "\(name) \(source)"
            let known = values.withLock { $0[key] }
            if let known, let value = try? unpacked(Value.self, from: known) { return value }
            let value = try work()
            let bytes = try? packed(value)
            values.withLock { $0[key] = bytes }
            return value
        }
    }

    @Test func `A kept picture has the bytes of one that is painted`() throws {
        let fonts = try #require(Awkward.fonts)
        let kept = Memory()
        var painted: Set<[UInt8]> = []
        for round in 0..<2 {
            for chart in Awkward.all {
                for theme in Theme.builtIn {
                    for text in ["320x180", "400x225"] {
                        let size = try #require(ChartSize(text: text))
                        let fresh = try renderPNG(chart, size: size, theme: theme, fonts: fonts)
                        // All under one name: only the scene tells them apart.
                        let png = try renderPNG(
                            chart, size: size, theme: theme, fonts: fonts,
                            kept: KeptPicture(kept, "chart"))
                        #expect(png == fresh)
                        if round == 0 { painted.insert(fresh) }
                    }
                }
            }
            #expect(kept.count > painted.count / 3 && kept.count <= painted.count)
        }
    }

    @Test func `The libraries that paint are told apart by their files`() throws {
        _ = try #require(Awkward.fonts)
        let libraries = try #require(loadedLibraries)
        for name in ["libgd", "libpng", "libz", "libfreetype", "libharfbuzz"] {
            #expect(
                libraries.contains {
                    $0.contains("/\(name)") && $0.split(separator: " ").count == 6
                })
        }
    }

    @Test func `A picture with letters of other fonts is painted every time`() throws {
        let fonts = try #require(Awkward.fonts)
        let kept = Memory()
        func draw(_ title: String) throws {
            let text = ChartText(title: title, subtitle: "Renewals", footer: ["n = 3"])
            let chart = ControlChart(
                text: text, points: [], segments: [], target: nil, format: .percent(decimals: 1),
                bounds: nil)
            _ = try renderPNG(
                chart, size: .reference, theme: .light, fonts: fonts,
                kept: KeptPicture(kept, "chart"))
        }
        let style = TextStyle(.semibold, size: 20)
        let name = "株式会社"
        try #require(fonts.canDraw(name, style: style), "Noto Sans CJK is installed")
        try draw(name)
        #expect(kept.count == 0)
        try draw("Renewal rate")
        #expect(kept.count == 1)
    }
}
