import Testing
import Web

@Suite struct RateLimitTests {
    @Test func `A caller may make some requests at once and then so many a second`() {
        let limit = RateLimit(perSecond: 2, burst: 3)
        for _ in 0..<3 { #expect(limit.wait("a", at: 10) == nil) }
        #expect(limit.wait("a", at: 10) == 1)
        #expect(limit.wait("b", at: 10) == nil)
        #expect(limit.wait("a", at: 10.5) == nil)
        #expect(limit.wait("a", at: 10.5) == 1)
        for _ in 0..<9 { #expect(limit.wait("c", at: 0, for: 0) == nil) }
        for _ in 0..<3 { #expect(limit.wait("c", at: 0) == nil) }
        #expect(limit.wait("c", at: 0, for: 0) == 1)
        #expect(RateLimit(perSecond: 0.1, burst: 1).wait("a", at: 0) == nil)
    }
}
