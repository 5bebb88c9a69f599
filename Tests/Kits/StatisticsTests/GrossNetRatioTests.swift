import Statistics
import TestSupport
import Testing

struct GrossNetRatioTests {
    private static let before = [120, 80, 45.5, 300, 15, 60, 75, 22, 510, 33, 48, 90]
    private static let after = [126, 80, 0, 330, 15, 54, 0, 44, 510, 36.3, 48, 99]

    // numpy 2.4.6 and statsmodels 0.15.0, Python 3.11:
    // >>> def gross_net(x, y):
    // ...     n, S = len(x), x.sum()
    // ...     G, R = np.minimum(x, y).sum() / S, y.sum() / S
    // ...     e = np.maximum(0, y - x); X = e.sum() / S
    // ...     ne = S**2 / (x**2).sum()
    // ...     lo, hi = proportion_confint(G * ne, ne, method='wilson')
    // ...     se = np.sqrt(n / (n - 1) * ((e - X * x)**2).sum()) / S
    // ...     return (G, R, ne, lo, hi, max(0, R - np.hypot(G - lo, min(X, z * se))),
    // ...             R + np.hypot(hi - G, z * se))
    private static let references: [(x: [Double], y: [Double], expected: [Double])] = [
        (
            before, after,
            [
                0.9095459420808009, 0.9598140865212728, 4.958965231121668, 0.47025456270366034,
                0.9912968524026649, 0.5176559673596328, 1.0581098166250664,
            ]
        ),
        (
            before, zip(before, after).map(min),
            [
                0.9095459420808009, 0.9095459420808009, 4.958965231121668, 0.47025456270366034,
                0.9912968524026649, 0.47025456270366034, 0.9912968524026649,
            ]
        ),
        (
            before, before,
            [1, 1, 4.958965231121668, 0.5634916228949766, 1, 0.5634916228949766, 1]
        ),
        (
            before, before.map { _ in 0 },
            [0, 0, 4.958965231121668, 0, 0.4365083771050234, 0, 0.4365083771050234]
        ),
        (
            Array(repeating: 10, count: 10), Array(repeating: 10, count: 9) + [40],
            [1, 1.3, 10, 0.7224672001371106, 1, 0.8913137450320423, 1.8879891953620163]
        ),
        (
            [0, 0] + before, [25, 0] + after,
            [
                0.9095459420808009, 0.977690382552735, 4.958965231121668, 0.47025456270366034,
                0.9912968524026649, 0.5331450184308, 1.086642687315753,
            ]
        ),
        (
            [100, 1], [0, 0.5],
            [
                0.0049504950495049506, 0.0049504950495049506, 1.01999800019998,
                6.49028425925291e-06, 0.7922576298538578, 6.49028425925291e-06,
                0.7922576298538578,
            ]
        ),
    ]

    @Test(arguments: references.indices)
    func `ratios and intervals are those of numpy`(index: Int) {
        let reference = Self.references[index]
        expect(grossNetRatio(before: reference.x, after: reference.y, z: z95), reference.expected)
    }

    // >>> i = np.arange(1, 1001); x = (i * 7919 % 997 + 1) * 100.0
    // >>> y = np.where(i % 9 == 0, 0, np.where(i % 4 == 0, x * (1 + (i % 13) / 20),
    // ...     np.where(i % 5 == 0, 0.8 * x, x)))
    // >>> gross_net(x, y)
    @Test func `a thousand pairs agree with numpy`() {
        let before = (1...1_000).map { Double($0 * 7_919 % 997 + 1) * 100 }
        let after = zip(1...1_000, before).map { i, x in
            if i % 9 == 0 { return 0.0 }
            if i % 4 == 0 { return x * (1 + Double(i % 13) / 20) }
            return i % 5 == 0 ? 0.8 * x : x
        }
        expect(
            grossNetRatio(before: before, after: after, z: z95),
            [
                0.8575349641611101, 0.9256908358408893, 750.787097424466, 0.8307105991167407,
                0.8807192447416283, 0.8966755902481842, 0.9513783577690084,
            ])
    }

    private func expect(_ ratio: GrossNetRatio?, _ expected: [Double]) {
        let actual = [
            ratio?.gross, ratio?.net, ratio?.effectiveCount, ratio?.grossInterval.low,
            ratio?.grossInterval.high, ratio?.netInterval?.low, ratio?.netInterval?.high,
        ]
        #expect(zip(actual, expected).allSatisfy { isClose($0, $1) }, "\(actual)")
    }

    @Test func `order and currency change nothing`() {
        var generator = SplitMix64(seed: 3)
        let pairs = Array(zip(Self.before, Self.after)).shuffled(using: &generator)
        let rate = 0.8731
        let ratio = grossNetRatio(
            before: pairs.map { $0.0 * rate }, after: pairs.map { $0.1 * rate }, z: z95)
        expect(ratio, Self.references[0].expected)
    }

    @Test func `all kept and nothing grown ends at exactly one`() {
        let ratio = grossNetRatio(before: [0.1, 0.2, 0.7], after: [0.1, 0.2, 0.7], z: z95)
        #expect(ratio?.gross == 1)
        #expect(ratio?.grossInterval.high == 1)
        #expect(ratio?.netInterval?.high == 1)
    }

    @Test func `the intervals hold their ratios and net holds more than gross`() {
        let factors = [0, 0, 0.5, 1, 1, 1, 1.2, 9]
        var generator = SplitMix64(seed: 4)
        for _ in 0..<1_000 {
            let count = Int.random(in: 2...40, using: &generator)
            let before = (0..<count).map { _ in Double.random(in: 1...1_000, using: &generator) }
            let after = before.map { $0 * factors[Int.random(in: 0..<8, using: &generator)] }
            guard let ratio = grossNetRatio(before: before, after: after, z: z95),
                let net = ratio.netInterval
            else {
                Issue.record("no ratio of \(before) and \(after)")
                continue
            }
            let gross = ratio.grossInterval
            #expect(0 <= gross.low && gross.low <= ratio.gross)
            #expect(ratio.gross <= gross.high && gross.high <= 1)
            #expect(0 <= net.low && net.low <= ratio.net && ratio.net <= net.high)
            #expect(ratio.net >= ratio.gross && net.low >= gross.low - 1e-12)
            #expect(ratio.effectiveCount <= Double(count) * (1 + 1e-12))
        }
    }

    @Test func `a single pair has a gross interval and no net interval`() {
        let ratio = grossNetRatio(before: [80], after: [100], z: z95)
        #expect(ratio?.net == 1.25)
        #expect(ratio?.grossInterval.high == 1)
        #expect(ratio?.netInterval == nil)
    }

    @Test(arguments: [
        ([], []), ([0, 0], [5, 0]), ([10, -1], [10, 0]), ([10, 1], [-10, 0]), ([.nan], [1]),
        ([1], [.nan]), ([.infinity, 1], [1, 1]),
    ])
    func `amounts that make no ratio give none`(before: [Double], after: [Double]) {
        #expect(grossNetRatio(before: before, after: after, z: z95) == nil)
    }
}
