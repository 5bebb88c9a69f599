import Statistics
import Testing

struct DrawnShareTests {
    @Test func `few trials are drawn far, many little`() {
        #expect(shrunkProportion(0, of: 0, parent: 0.86, weight: 20) == 0.86)
        #expect(isClose(shrunkProportion(10, of: 10, parent: 0.6, weight: 20), 22.0 / 30))
        #expect(isClose(shrunkProportion(0, of: 2000, parent: 0.6, weight: 20), 12.0 / 2020))
        #expect(shrunkProportion(5, of: 5, parent: 0.5, weight: 20) < 1)
    }
}
