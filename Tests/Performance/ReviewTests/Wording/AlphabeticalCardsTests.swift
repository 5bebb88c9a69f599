import Review
import Testing

@Suite struct AlphabeticalCardsTests {
    @Test func `Names stand in the order of an address book`() {
        let names = ["Øyvind", "Zoë", "émile", "Emil", "Ana"]
        let sorted = names.sorted { alphabeticalKey($0) < alphabeticalKey($1) }
        #expect(sorted == ["Ana", "Emil", "émile", "Øyvind", "Zoë"])
    }
}
