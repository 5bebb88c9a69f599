import Calendar
import Domain
import Scoring
import Testing

struct ScorePropertyTests {
    private let policy = DeskPolicy()
    private let day = RandomModel.day

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `Weights in use sum to one`(seed: UInt64) {
        var random = RandomModel(seed: seed)
        let model = random.model()
        let (observations, touches, contacts) = random.facts()
        let facts = AccountFacts(
            observations: observations, touches: touches, contacts: contacts)
        let score = model.score(facts, on: day, policy: policy)
        let components = score.components.reduce(0) { $0 + $1.weightInUse }
        let measures = score.components.flatMap(\.measures).reduce(0) { $0 + $1.weightInUse }
        if let value = score.value {
            #expect(abs(components - 1) < 1e-12)
            #expect(abs(measures - 1) < 1e-12)
            let sum = score.components.flatMap(\.measures)
                .reduce(0) { $0 + $1.weightInUse * ($1.score ?? 0) }
            #expect(abs(sum - value) < 1e-9)
            #expect(score.basis >= policy.leastBasis - 1e-9)
        } else {
            #expect(components == 0 && measures == 0)
            #expect(score.tier == nil)
        }
    }

    @Test(arguments: 0..<200 as Range<UInt64>)
    func `The order of facts does not matter, nor do later facts`(seed: UInt64) {
        var random = RandomModel(seed: seed)
        let model = random.model()
        let (observations, touches, contacts) = random.facts()
        let facts = AccountFacts(
            observations: observations, touches: touches, contacts: contacts)
        let shuffled = AccountFacts(
            observations: observations.mapValues { random.shuffled($0) },
            touches: random.shuffled(touches), contacts: random.shuffled(contacts))
        let score = model.score(facts, on: day, policy: policy)
        #expect(model.score(shuffled, on: day, policy: policy) == score)
        let known = AccountFacts(
            observations: observations.mapValues { $0.filter { $0.day <= day } },
            touches: touches.filter { $0 <= day },
            contacts: contacts.filter { ($0.from ?? day) <= day })
        #expect(model.score(known, on: day, policy: policy) == score)
    }
}
