import Statistics
import TestSupport
import Testing

struct StudentDistributionTests {
    // mpmath, 40 digits, Python 3.11:
    // >>> betainc(v / 2, mpf(1) / 2, 0, v / (v + t * t), regularized=True)
    // and from 250,000 degrees of freedom on, twice the integral of the density from t to t + 40.
    @Test(arguments: [
        (0.0, 3.0, 1.0), (1e-08, 3, 0.999999992648948), (0.5, 1, 0.7048327646991335),
        (1, 2, 0.4226497308103742), (2.5, 1.5, 0.16980650261469607),
        (2, 7, 0.08561932856297608), (-3.1, 12, 0.009189996378391333),
        (0.9, 30, 0.3752882867737681), (4.2, 79, 6.954139799896158e-05),
        (4.2, 80.5, 6.845892961555947e-05), (12, 81, 1.1765819751383211e-19),
        (1.96, 200, 0.05138484084581329), (2.7, 4_000, 0.0069631315746312775),
        (40, 9, 1.8982998449339825e-11), (0.001, 150, 0.9992034442630517),
        (1e10, 0.7, 6.216580107022043e-08), (1.5, 1e6, 0.13361471823679277),
        (6, 250_000, 1.975874570972855e-09), (2.2, 1e8, 0.027806897305885078),
    ])
    func `both tails together are those of many digits`(
        t: Double, degreesOfFreedom: Double, expected: Double
    ) {
        let actual = studentTail(t, degreesOfFreedom: degreesOfFreedom)
        #expect(abs(actual - expected) <= 1e-12 * expected)
    }

    // >>> findroot(lambda s: 1 - betainc(v / 2, 0.5, 0, v / (v + s * s), regularized=True) / 2 - q,
    // ...          scipy.stats.t.ppf(q, v))
    @Test(arguments: [
        (0.975, 1.0, 12.706204736174694), (0.975, 2, 4.302652729749462),
        (0.975, 4, 2.7764451051977934), (0.975, 29, 2.045229642132704),
        (0.975, 500, 1.9647198374673673), (0.9, 3.5, 1.5765766051364052),
        (0.6, 8, 0.2619210967488323), (0.50001, 12, 2.5593362585169124e-05),
        (0.999999, 5, 24.77102972037249), (0.75, 0.8, 1.1111913778128866),
    ])
    func `quantiles are those of many digits`(
        q: Double, degreesOfFreedom: Double, expected: Double
    ) {
        let actual = studentQuantile(q, degreesOfFreedom: degreesOfFreedom)
        #expect(abs(actual - expected) <= 1e-11 * expected)
    }

    // scipy 1.17.1: >>> t.ppf(0.975, 123456), t.ppf(0.01, 17), t.ppf(1e-20, 6)
    @Test(arguments: [
        (0.975, 123_456.0, 1.9599832002451867), (0.01, 17, -2.566933983724718),
        (1e-20, 6, -3872.9826684352856), (0.975, .infinity, 1.959963984540054),
    ])
    func `far and low quantiles are those of scipy`(
        q: Double, degreesOfFreedom: Double, expected: Double
    ) {
        #expect(hasSameDigits(studentQuantile(q, degreesOfFreedom: degreesOfFreedom), expected))
    }

    @Test func `quantiles and tails undo each other`() {
        var generator = SplitMix64(seed: 91)
        for _ in 0..<500 {
            let freedom = Double.random(in: 0.5...300, using: &generator)
            let q = Double.random(in: 0.0001..<0.5, using: &generator)
            let t = studentQuantile(q, degreesOfFreedom: freedom)
            #expect(t < 0)
            #expect(isClose(studentTail(t, degreesOfFreedom: freedom), 2 * q, tolerance: 1e-12))
            #expect(isClose(studentQuantile(1 - q, degreesOfFreedom: freedom), -t))
        }
    }

    @Test func `the ends are exact and nonsense is not a number`() {
        #expect(studentQuantile(0.5, degreesOfFreedom: 3) == 0)
        #expect(studentQuantile(0, degreesOfFreedom: 3) == -.infinity)
        #expect(studentQuantile(1, degreesOfFreedom: 3) == .infinity)
        #expect(studentTail(.infinity, degreesOfFreedom: 3) == 0)
        #expect(studentTail(-.infinity, degreesOfFreedom: .infinity) == 0)
        #expect(studentQuantile(1.5, degreesOfFreedom: 3).isNaN)
        #expect(studentQuantile(0.3, degreesOfFreedom: 0).isNaN)
        #expect(studentTail(.nan, degreesOfFreedom: 3).isNaN)
        #expect(studentTail(1, degreesOfFreedom: -1).isNaN)
    }
}
