import Statistics
import Testing

struct NormalDistributionTests {
    // scipy 1.17.1: >>> scipy.special.ndtri(q)
    @Test(arguments: [
        (1e-300, -37.0470962993612), (1e-100, -21.273453560965322), (1e-20, -9.262340089798409),
        (1e-12, -7.034483825301131), (1e-5, -4.264890793922825), (0.001, -3.090232306167813),
        (0.07, -1.4757910281791706), (0.075, -1.4395314709384563), (0.2, -0.8416212335729142),
        (0.4999, -0.0002506628300880075), (0.6, 0.2533471031357997), (0.975, 1.959963984540054),
    ])
    func `quantiles are those of scipy`(q: Double, expected: Double) {
        #expect(abs(normalQuantile(q) - expected) <= 1e-13 * abs(expected))
    }

    // scipy 1.17.1: >>> scipy.stats.norm.cdf(z)
    @Test(arguments: [
        (-37.0, 5.7255712225239266e-300), (-8, 6.22096057427174e-16), (-1.959963984540054, 0.025),
        (0, 0.5), (1.959963984540054, 0.975), (3, 0.9986501019683699),
    ])
    func `probabilities are those of scipy`(z: Double, expected: Double) {
        #expect(abs(normalProbability(upTo: z) - expected) <= 1e-12 * expected)
    }

    @Test func `quantiles and probabilities undo each other`() {
        for step in 0...3_800 {
            let z = -37 + Double(step) / 100
            let q = normalProbability(upTo: z)
            #expect(abs(normalQuantile(q) - z) <= 1e-12 * max(1, abs(z)), "\(z)")
        }
    }

    @Test func `the ends are infinite and what is no probability has no quantile`() {
        #expect(normalQuantile(0) == -.infinity && normalQuantile(1) == .infinity)
        #expect(normalQuantile(0.5) == 0)
        #expect(normalQuantile(-0.1).isNaN && normalQuantile(1.1).isNaN)
        #expect(normalQuantile(.nan).isNaN)
    }
}
