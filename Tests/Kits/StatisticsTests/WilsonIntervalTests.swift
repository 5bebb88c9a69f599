import Statistics
import TestSupport
import Testing

struct WilsonIntervalTests {
    // statsmodels 0.15.0, Python 3.11:
    // >>> from statsmodels.stats.proportion import proportion_confint
    // >>> proportion_confint(k, n, alpha=0.05, method='wilson')
    @Test(arguments: [
        (0, 10, 0.0, 0.27753279986288926),
        (1, 10, 0.017876213095072924, 0.40415002679523854),
        (5, 10, 0.23659309051256394, 0.7634069094874361),
        (10, 10, 0.7224672001371106, 1.0),
        (17, 23, 0.5352999516257462, 0.8745138395501364),
        (263, 263, 0.9856039655993807, 1.0),
        (1, 100_000, 1.7652477303783092e-06, 5.664709659040968e-05),
        (99_999, 100_000, 0.9999433529034099, 0.9999982347522698),
        (471, 512, 0.8931649760362443, 0.9404244779464908),
        (1, 1, 0.2065493143772374, 1.0),
    ])
    func `counts give the interval of statsmodels`(
        successes: Int, trials: Int, low: Double, high: Double
    ) {
        let proportion = Double(successes) / Double(trials)
        let interval = wilsonInterval(proportion: proportion, n: Double(trials), z: z95)
        #expect(isClose(interval?.low, low))
        #expect(isClose(interval?.high, high))
    }

    // >>> proportion_confint(p * n, n, alpha=0.05, method='wilson')
    @Test(arguments: [
        (0.93, 17.4, 0.7187424685839985, 0.9857289204253847),
        (0.5, 1.25, 0.06569285164605776, 0.9343071483539422),
        (0.9975, 812.125, 0.9910074211713978, 0.9993082545095427),
        (0.02, 3.7, 0.0003712381587595015, 0.5286323559133661),
    ])
    func `a real-valued number of observations gives the interval of statsmodels`(
        proportion: Double, n: Double, low: Double, high: Double
    ) {
        let interval = wilsonInterval(proportion: proportion, n: n, z: z95)
        #expect(isClose(interval?.low, low))
        #expect(isClose(interval?.high, high))
    }

    // >>> proportion_confint(17, 23, alpha=0.002, method='wilson')
    @Test func `another confidence gives the interval of statsmodels`() {
        let interval = wilsonInterval(proportion: 17.0 / 23.0, n: 23, z: 3.090232306167813)
        #expect(isClose(interval?.low, 0.42099845858485546))
        #expect(isClose(interval?.high, 0.91694799015494))
    }

    @Test(arguments: [1e-6, 0.3, 1.0, 7.77, 10, 263, 1e6, 1e12])
    func `the ends of none and of all are exact`(n: Double) {
        #expect(wilsonInterval(proportion: 0, n: n, z: z95)?.low == 0)
        #expect(wilsonInterval(proportion: 1, n: n, z: z95)?.high == 1)
    }

    @Test func `the interval lies within zero and one, holds its proportion and mirrors`() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<2_000 {
            let proportion = Double.random(in: 0...1, using: &generator)
            let n = Double.random(in: 0.1...500, using: &generator)
            let mirrored = wilsonInterval(proportion: 1 - proportion, n: n, z: z95)
            guard let interval = wilsonInterval(proportion: proportion, n: n, z: z95) else {
                Issue.record("no interval for \(proportion) of \(n)")
                continue
            }
            #expect(0 <= interval.low && interval.low <= proportion)
            #expect(proportion <= interval.high && interval.high <= 1)
            #expect(isClose(mirrored?.low, 1 - interval.high))
            #expect(isClose(mirrored?.high, 1 - interval.low))
        }
    }

    @Test func `more observations narrow the interval`() {
        let widths = [2.0, 5, 10, 40, 41.5, 900].map { n -> Double in
            let interval = wilsonInterval(proportion: 0.8, n: n, z: z95)
            return (interval?.high ?? .nan) - (interval?.low ?? .nan)
        }
        #expect(zip(widths, widths.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test(arguments: [
        (0.5, 0.0, 1.96), (0.5, -1, 1.96), (-0.1, 10, 1.96), (1.1, 10, 1.96), (.nan, 10, 1.96),
        (0.5, .nan, 1.96), (0.5, .infinity, 1.96), (0.5, 10, 0), (0.5, 10, .nan),
    ])
    func `an argument out of range gives no interval`(proportion: Double, n: Double, z: Double) {
        #expect(wilsonInterval(proportion: proportion, n: n, z: z) == nil)
    }
}
