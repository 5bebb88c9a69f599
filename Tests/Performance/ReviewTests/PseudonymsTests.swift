import Domain
import Review
import Testing

@Suite struct PseudonymsTests {
    @Test func `Pseudonyms are stable under a key, differ under another and never collide`() {
        let identifiers = (0..<2000).map { "C\($0)" }
        let names = pseudonyms(of: identifiers, key: "one", prefix: "CSM-")
        #expect(names == pseudonyms(of: identifiers, key: "one", prefix: "CSM-"))
        #expect(Set(names).count == 2000)
        #expect(Set(names).isDisjoint(with: identifiers))
        let few = pseudonyms(of: ["C1", "C2"], key: "one", prefix: "CSM-")
        #expect(few.allSatisfy { $0.count == 8 && $0.hasPrefix("CSM-") })
        #expect(few != pseudonyms(of: ["C1", "C2"], key: "two", prefix: "CSM-"))
    }
}
