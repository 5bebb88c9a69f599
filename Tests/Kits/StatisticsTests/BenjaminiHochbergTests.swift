import Statistics
import TestSupport
import Testing

struct BenjaminiHochbergTests {
    // statsmodels 0.15.0, Python 3.11:
    // >>> multipletests(p, method='fdr_bh')[1]
    @Test func `adjusted p-values are those of statsmodels, in the order given`() {
        let adjusted = benjaminiHochberg([
            0.01, 0.8, 0.03, 0.02, 0.02, 0.5, 0.0004, 1, 0.049, 0.11,
        ])
        let expected = [
            0.05, 0.888888888888889, 0.06, 0.05, 0.05, 0.625, 0.004, 1, 0.08166666666666668,
            0.15714285714285717,
        ]
        #expect(areClose(adjusted, expected))
    }

    @Test func `adjusting raises p-values and keeps their order`() {
        var generator = SplitMix64(seed: 51)
        let p = (0..<500).map { _ in Double.random(in: 0...1, using: &generator) }
        let adjusted = benjaminiHochberg(p)
        #expect(zip(p, adjusted).allSatisfy { $0 <= $1 && $1 <= 1 })
        let order = p.indices.sorted { p[$0] < p[$1] }
        #expect(zip(order, order.dropFirst()).allSatisfy { adjusted[$0] <= adjusted[$1] })
    }

    @Test func `no family and a family of one stay as they are`() {
        #expect(benjaminiHochberg([]).isEmpty)
        #expect(benjaminiHochberg([0.03]) == [0.03])
        #expect(benjaminiHochberg([0, 0, 1]) == [0, 0, 1])
    }

    @Test func `a member without a p-value is no part of the family`() {
        #expect(benjaminiHochberg([0.01, nil, 0.04, nil]) == [0.02, nil, 0.04, nil])
        #expect(benjaminiHochberg([Double?.none]) == [nil])
    }
}
