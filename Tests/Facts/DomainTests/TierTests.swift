import Domain
import Testing

struct TierTests {
    @Test func `Tiers are ordered from worst to best and written in lower case`() {
        #expect(Tier.red < .amber)
        #expect(Tier.amber < .green)
        #expect(Tier.allCases.map(\.word) == ["red", "amber", "green"])
        for tier in Tier.allCases { #expect(Tier(tier.word) == tier) }
        for word in ["Red", "yellow", "", " red"] { #expect(Tier(word) == nil) }
    }

    @Test(arguments: [(0, "0.0"), (5, "0.5"), (725, "72.5"), (1000, "100.0")] as [(Int16, String)])
    func `A score is written with one decimal`(tenths: Int16, text: String) {
        #expect(Score(tenths: tenths).description == text)
        #expect(Score(tenths: tenths).points == Double(tenths) / 10)
    }

    @Test(
        arguments: [
            (0, Tier.red), (399, .red), (400, .amber), (699, .amber), (700, .green), (1000, .green),
        ] as [(Int16, Tier)])
    func `The policy's bands begin at their lower end`(tenths: Int16, tier: Tier) {
        #expect(Policy().tier(of: Score(tenths: tenths)) == tier)
    }
}
