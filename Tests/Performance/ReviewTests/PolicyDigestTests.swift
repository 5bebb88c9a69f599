import Domain
import Review
import Testing

struct PolicyDigestTests {
    /// The digest that charts and reviews of the default policy have had since they were first
    /// published.
    @Test func `Constants named later leave the digest and what is printed as they were`() {
        let policy = Policy()
        #expect(policy.digest == "e5c335b38f55b38b")
        #expect(policy.printedConstants.map(\.name) == Policy.constants.map(\.name))
    }

    @Test func `A later constant that is changed is printed and digested`() {
        for (name, path) in Policy.laterConstants {
            var policy = Policy()
            policy[keyPath: path] += 1
            #expect(policy.printedConstants.last?.name == name)
            #expect(policy.digest != Policy().digest)
        }
        let names = (Policy.constants + Policy.laterConstants).map(\.name)
        #expect(Set(names).count == names.count)
    }
}
