import Domain
import Review
import Testing

@Suite struct AlphabeticalCardsTests {
    @Test func `Names stand in the order of an address book`() {
        let names = ["Øyvind", "Zoë", "émile", "Emil", "Ana"]
        let sorted = names.sorted { alphabeticalKey($0) < alphabeticalKey($1) }
        #expect(sorted == ["Ana", "Emil", "émile", "Øyvind", "Zoë"])
    }

    @Test func `The key of each name is made once, however many there are`() {
        let csms = (0..<500).map { index in
            CSM(id: CSMID("c\(index)"), name: "Ana \(index * 7 % 100)", team: nil, startDate: nil)
        }
        var calls = 0
        let sorted = csms.sortedByName(of: \.self) { name in
            calls += 1
            return alphabeticalKey(name)
        }
        #expect(calls == csms.count)
        let slow = csms.sorted { left, right in
            (alphabeticalKey(left.name), left.id) < (alphabeticalKey(right.name), right.id)
        }
        #expect(sorted.map(\.id) == slow.map(\.id))
    }
}
