import Statistics
import Testing

struct PopulationStabilityTests {
    // numpy 2.4.6, scipy 1.17.1:
    // >>> old = np.sort(((np.arange(200) * 37) % 101)**1.5); new = np.sort(((np.arange(150) * 41) % 97) * 9.0)
    // >>> e = np.unique(np.quantile(old, np.arange(1, 10) / 10))
    // >>> share = lambda q: np.maximum(np.bincount(np.searchsorted(e, q, side='left'), minlength=10) / len(q), 1e-4)
    // >>> p, q = share(old), share(new); ((q - p) * np.log(q / p)).sum()
    // >>> st.chi2.ppf(.95, 9) * (1 / 200 + 1 / 150)
    @Test func `The index is that of numpy`() throws {
        let older = (0..<200).map { n -> Double in
            let base = Double(n * 37 % 101)
            return base * base.squareRoot()
        }
        let newer = (0..<150).map { Double($0 * 41 % 97) * 9 }
        let stability = try #require(
            PopulationStability(older: older.sorted(), newer: newer.sorted()))
        #expect(isClose(stability.index, 0.32096283929109737))
        #expect(stability.bins == 10)
        #expect(isClose(stability.chance, 0.19738807205390524))
    }

    // >>> p, q = np.array([.2, .8]), np.array([.5, .5]); ((q - p) * np.log(q / p)).sum()
    @Test func `A number that is 0 or 1 has a bin for each`() throws {
        let older = (0..<100).map { $0 < 20 ? 0.0 : 1 }
        let newer = (0..<100).map { $0 < 50 ? 0.0 : 1 }
        let stability = try #require(PopulationStability(older: older, newer: newer))
        #expect(isClose(stability.index, 0.41588830833596724))
        // The second decile lies between the two: 0, 0.8 and 1 are edges.
        #expect(stability.bins == 4)
    }

    @Test func `A fall of what nine in ten reach cannot be seen`() {
        let older = (0..<100).map { $0 < 5 ? 0.0 : 1 }
        let newer = (0..<100).map { $0 < 50 ? 0.0 : 1 }
        #expect(PopulationStability(older: older, newer: newer)?.index == 0)
    }

    @Test func `What does not move has the index 0, and a constant too`() throws {
        let values = (0..<300).map { Double($0 % 17) }.sorted()
        #expect(PopulationStability(older: values, newer: values)?.index == 0)
        let constant = try #require(PopulationStability(older: [3, 3, 3], newer: [3, 3]))
        #expect(constant.index == 0 && constant.bins == 2)
        let above = try #require(PopulationStability(older: [3, 3, 3], newer: [4, 4]))
        #expect(above.index > 10)
        #expect(PopulationStability(older: [], newer: [1]) == nil)
    }

    // R: > quantile(c(1, 2, 4, 8, 16, 32), c(.025, .5, .975), type = 7)
    @Test func `Quantiles are those of R`() {
        let values: [Double] = [1, 2, 4, 8, 16, 32]
        #expect(isClose(quantile(ofRising: values, 1, of: 40), 1.125))
        #expect(quantile(ofRising: values, 1, of: 2) == 6)
        #expect(isClose(quantile(ofRising: values, 39, of: 40), 30))
        #expect(quantile(ofRising: [7], 39, of: 40) == 7)
        // The position of 0.7 of eleven numbers is 7 exactly.
        #expect(quantile(ofRising: (0...10).map(Double.init), 7, of: 10) == 7)
    }

    // scipy: >>> st.chi2.ppf(.95, [1, 2, 5, 9]); st.chi2.cdf([.5, 3, 30, 1e-3], [1, 4, 9, 3])
    @Test func `The chi-square distribution is that of scipy`() {
        let quantiles = [
            1: 3.841458820694124, 2: 5.991464547107979, 5: 11.070497693516351,
            9: 16.918977604620448,
        ]
        for (freedom, expected) in quantiles {
            #expect(
                isClose(
                    chiSquareQuantile(0.95, degreesOfFreedom: Double(freedom)), expected,
                    tolerance: 1e-12))
        }
        let probabilities = [
            (0.5, 1.0, 0.5204998778130466), (3, 4, 0.4421745996289252), (30, 9, 0.9995612782290205),
            (1e-3, 3, 8.40791905804616e-06),
        ]
        for (x, freedom, expected) in probabilities {
            #expect(
                hasSameDigits(chiSquareProbability(upTo: x, degreesOfFreedom: freedom), expected))
        }
        #expect(chiSquareProbability(upTo: -1, degreesOfFreedom: 1) == 0)
        #expect(chiSquareProbability(upTo: 1, degreesOfFreedom: 0).isNaN)
        #expect(chiSquareQuantile(0, degreesOfFreedom: 3) < 1e-100)
    }

    @Test func `FNV-1a is that of its authors`() {
        #expect(fnv1a("") == 0xcbf2_9ce4_8422_2325)
        #expect(fnv1a("a") == 0xaf63_dc4c_8601_ec8c)
        #expect(fnv1a("foobar") == 0x8594_4171_f739_67e8)
    }
}
