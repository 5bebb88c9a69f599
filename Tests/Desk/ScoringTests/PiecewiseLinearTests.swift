import Scoring
import Testing

struct PiecewiseLinearTests {
    @Test func `Between points the line is straight, beyond them level`() throws {
        let line = try #require(
            PiecewiseLinear([.init(-1, 0), .init(1, 50), .init(2, 10)]))
        #expect(line(-5) == 0)
        #expect(line(0) == 25)
        #expect(line(1) == 50)
        #expect(line(1.5) == 30)
        #expect(line(9) == 10)
    }

    @Test func `Points must rise, be finite and have scores`() {
        #expect(PiecewiseLinear([]) == nil)
        #expect(PiecewiseLinear([.init(1, 0), .init(1, 5)]) == nil)
        #expect(PiecewiseLinear([.init(2, 0), .init(1, 5)]) == nil)
        #expect(PiecewiseLinear([.init(0, 101)]) == nil)
        #expect(PiecewiseLinear([.init(.infinity, 1)]) == nil)
        #expect(PiecewiseLinear([.init(.nan, 1)]) == nil)
    }

    @Test func `A data point keeps a placeholder that has no value`() {
        let text = DataPointText("{value} of {of} {")
        #expect(text.placeholders == ["value", "of"])
        #expect(text.filled(["value": "3"]) == "3 of {of} {")
    }
}
