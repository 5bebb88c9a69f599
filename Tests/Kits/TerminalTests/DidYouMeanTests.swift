import Terminal
import Testing

@Suite struct DidYouMeanTests {
    /// The same distance by its definition, without a table.
    private func slowDistance(_ first: ArraySlice<Character>, _ second: ArraySlice<Character>)
        -> Int
    {
        guard let last = first.last else { return second.count }
        guard let other = second.last else { return first.count }
        let (one, two) = (first.dropLast(), second.dropLast())
        var least = min(
            slowDistance(one, second) + 1, slowDistance(first, two) + 1,
            slowDistance(one, two) + (last == other ? 0 : 1))
        if last == two.last, other == one.last {
            least = min(least, slowDistance(one.dropLast(), two.dropLast()) + 1)
        }
        return least
    }

    @Test func `The distance is that of its definition`() {
        var random = SplitMix(seed: 3)
        for _ in 0..<200 {
            let words = (0..<2).map { _ in
                String(
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in
                        Character(["a", "b", "c"].randomElement(using: &random) ?? "a")
                    })
            }
            #expect(
                editDistance(words[0], words[1])
                    == slowDistance(Array(words[0])[...], Array(words[1])[...]),
                "\(words)")
        }
        #expect(editDistance("kitten", "sitting") == 3)
        #expect(editDistance("reveiw", "review") == 1)
    }

    @Test(arguments: [
        ("revew", ["review"]), ("REVIEW", ["review"]), ("renewal-rate", ["renewal_rate"]),
        ("renew", ["renewal_rate"]), ("xyzzy", []), ("C001", ["C0001", "C0010"]), ("", []),
    ])
    func `Close words are proposed, far ones are not`(typed: String, found: [String]) {
        #expect(
            closest(to: typed, among: ["review", "renewal_rate", "C0001", "C0010"]) == found)
    }

    @Test func `The question names at most three`() {
        #expect(didYouMean("revew", among: ["review", "chart"]) == "; did you mean 'review'?")
        #expect(
            didYouMean("A1", among: ["A2", "A3", "A4", "A5"])
                == "; did you mean 'A2', 'A3' or 'A4'?")
        #expect(didYouMean("zzz", among: ["review"], or: ":") == ":")
    }
}
