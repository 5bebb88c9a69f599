import Domain
import Review
import Testing

struct PolicyDigestTests {
    @Test func `Every constant counts in the digest`() {
        for (name, path) in Policy.constants {
            var policy = Policy()
            policy[keyPath: path] += 1
            #expect(policy.digest != Policy().digest, "\(name)")
        }
        var policy = Policy()
        policy.lapsedMeansChurn = true
        #expect(policy.digest != Policy().digest)
        var weighted = Policy()
        weighted.healthWeights = ["adoption": 1]
        #expect(weighted.digest != Policy().digest)
        #expect(Set(Policy.constants.map(\.name)).count == Policy.constants.count)
    }
}
