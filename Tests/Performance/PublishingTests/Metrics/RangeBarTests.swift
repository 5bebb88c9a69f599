import Publishing
import Testing

@Suite struct RangeBarTests {
    @Test func `A scale ends at multiples of ten points and holds what it is given`() throws {
        let scale = try #require(RangeScale(holding: [0.73, 0.902, 1.05]))
        #expect(scale.low == 0.7 && scale.high == 1.1)
        let narrow = try #require(RangeScale(holding: [0.98, 1]))
        #expect(narrow.low == 0.8 && narrow.high == 1)
        let low = try #require(RangeScale(holding: [0, 0.02]))
        #expect(low.low == 0 && low.high == 0.2)
        #expect(RangeScale(holding: []) == nil)
    }

    @Test func `Values stand in their order, and none beyond an end`() {
        let scale = RangeScale(low: -100, high: 100)
        #expect(scale.position(of: 0) == 0.5)
        #expect(scale.position(of: -150) == 0 && scale.position(of: 150) == 1)
        var before = -1.0
        for value in stride(from: -100.0, through: 100, by: 7) {
            #expect(scale.position(of: value) > before)
            before = scale.position(of: value)
        }
    }

    @Test func `Bar, tick and dot are where their numbers are, and words say them`() {
        let bar = RangeBar(
            value: 0.5, interval: 0.25...0.75, target: 1, scale: RangeScale(low: 0, high: 1),
            words: "50 %, <likely> between 25 and 75 %")
        #expect(bar.svg.contains("<path class=\"span\" d=\"M52 8H148\"/>"))
        #expect(bar.svg.contains("<path class=\"tick\" d=\"M196 1V15\"/>"))
        #expect(bar.svg.contains("<circle cx=\"100\" cy=\"8\" r=\"4\"/>"))
        #expect(bar.svg.contains("role=\"img\" aria-label=\"50 %, &lt;likely&gt; between"))
        let plain = RangeBar(
            value: 0.5, interval: nil, scale: RangeScale(low: 0, high: 1), words: "50 %")
        #expect(!plain.svg.contains("span") && !plain.svg.contains("tick"))
    }
}
