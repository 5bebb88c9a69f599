import Charting
import Testing

@Suite struct ChartSizeTests {
    @Test(arguments: ["1920x1080", "320x180", "7680x4320"])
    func `a size in range is read`(text: String) throws {
        let size = try #require(ChartSize(text: text))
        #expect("\(size.width)x\(size.height)" == text)
    }

    @Test(arguments: [
        "", "x", "1920", "1920x", "1920x1080x1", "319x180", "320x179", "7681x100", "-320x180",
        "1920 x 1080", "9999999999999999999x180",
    ])
    func `anything else is refused`(text: String) {
        #expect(ChartSize(text: text) == nil)
    }
}
