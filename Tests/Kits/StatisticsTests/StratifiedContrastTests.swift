import Statistics
import TestSupport
import Testing

struct StratifiedContrastTests {
    private static let six = [
        table(12, 8, 25, 40), table(7, 15, 30, 90), table(3, 2, 18, 9), table(0, 6, 11, 37),
        table(20, 31, 44, 41), table(5, 0, 0, 4),
    ]
    private static let three = [table(5, 45, 60, 240), table(9, 16, 31, 29), table(2, 60, 8, 80)]

    // statsmodels 0.15.0, Python 3.11, and the same from R 4.2.2's mantelhaen.test(correct = FALSE):
    // >>> s = StratifiedTable([np.array(t, float).reshape(2, 2) for t in tables])
    // >>> r = s.test_null_odds(correction=False)
    // >>> r.statistic, r.pvalue, s.oddsratio_pooled
    // R 4.2.2, epiR 2.0.57, the estimate of the risk difference:
    // > epi.2by2(tables, method = "cohort.count", units = 1)$massoc.detail$ARisk.mh.green$est
    // The interval is that with SE0 = |RD| / sqrt(statistic):
    // >>> rd - 1.959963984540054 * abs(rd) / r.statistic**0.5
    @Test(arguments: [
        (
            six,
            [
                0.09163528169791055, 0.7621084370533504, 1.071540458475601, 0.016514783453211973,
                -0.09041276624642963, 0.12344233315285358,
            ]
        ),
        (
            three,
            [
                6.376510956805969, 0.011564054613202646, 0.45170245501371326,
                -0.094797555491816163, -0.1683765204670911, -0.021218590516541236,
            ]
        ),
    ])
    func `the test and the estimates are those of statsmodels and R`(
        strata: [TwoByTwo], expected: [Double]
    ) {
        let contrast = StratifiedContrast(strata)
        let actual = [
            contrast.chiSquare, contrast.p, contrast.oddsRatio, contrast.riskDifference,
            contrast.interval?.low, contrast.interval?.high,
        ]
        #expect(!contrast.isExact)
        #expect(areClose(actual.compactMap { $0 }, expected))
    }

    // R 4.2.2:
    // > mantelhaen.test(tables, exact = TRUE)$p.value
    // > mantelhaen.test(tables, correct = FALSE)$statistic
    @Test(arguments: [
        (
            [table(1, 0, 4, 30), table(1, 1, 2, 25), table(0, 1, 3, 12)],
            0.087152533427163975, 4.7163515432719816
        ),
        (
            [table(1, 20, 1, 30), table(0, 12, 2, 15), table(0, 40, 0, 30)],
            0.6432583643536991, 0.42939488999950826
        ),
    ])
    func `a margin below five takes the exact test of R`(
        strata: [TwoByTwo], p: Double, chiSquare: Double
    ) {
        let contrast = StratifiedContrast(strata)
        #expect(contrast.isExact)
        #expect(isClose(contrast.p, p))
        #expect(isClose(contrast.chiSquare, chiSquare))

        let exchanged = StratifiedContrast(
            strata.map {
                table($0.controlEvents, $0.controlOthers, $0.treatedEvents, $0.treatedOthers)
            })
        let inverted = StratifiedContrast(
            strata.map {
                table($0.treatedOthers, $0.treatedEvents, $0.controlOthers, $0.controlEvents)
            })
        for other in [exchanged, inverted] {
            #expect(other.isExact)
            #expect(isClose(other.p, p))
            #expect(isClose(other.chiSquare, chiSquare))
        }
    }

    @Test func `strata of one arm are counted and change nothing else`() {
        let contrast = StratifiedContrast(Self.three)
        let padded = StratifiedContrast(
            [table(0, 0, 4, 9), table(3, 3, 0, 0)] + Self.three.reversed() + [table(0, 0, 0, 0)])
        #expect(contrast.strata == 3 && contrast.dropped == 0)
        #expect(contrast.treated == 137 && contrast.controls == 448)
        #expect(padded.strata == 3 && padded.dropped == 3)
        #expect(padded.treated == 137 && padded.controls == 448)
        #expect(isClose(padded.chiSquare, contrast.chiSquare ?? .nan))
        #expect(isClose(padded.interval?.low, contrast.interval?.low ?? .nan))
    }

    @Test func `one small stratum is Fisher's test`() {
        var generator = SplitMix64(seed: 61)
        for _ in 0..<300 {
            let counts = (0..<4).map { _ in Int.random(in: 1...60, using: &generator) }
            let few = Int.random(in: 0...2, using: &generator)
            let stratum = table(few, 1, counts[0], counts[1])
            let contrast = StratifiedContrast([stratum])
            #expect(contrast.isExact)
            #expect(isClose(contrast.p, fisherExactP(stratum)))
        }
    }

    /// The definition at its word: every way to deal the treated among the members of each stratum.
    private func enumerated(_ strata: [TwoByTwo]) -> Double {
        var ways = [0: 1.0]
        for stratum in strata {
            let events = stratum.treatedEvents + stratum.controlEvents
            let others = stratum.treatedOthers + stratum.controlOthers
            let treated = stratum.treatedEvents + stratum.treatedOthers
            var next: [Int: Double] = [:]
            for (sum, count) in ways {
                for hits in max(0, treated - others)...min(treated, events) {
                    let deals = choose(events, hits) * choose(others, treated - hits)
                    next[sum + hits, default: 0] += count * deals
                }
            }
            ways = next
        }
        let observed = ways[strata.reduce(0) { $0 + $1.treatedEvents }] ?? 0
        let unlikely = ways.values.filter { $0 <= observed * (1 + 1e-7) }.reduce(0, +)
        return unlikely / ways.values.reduce(0, +)
    }

    private func choose(_ n: Int, _ k: Int) -> Double {
        (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
    }

    @Test func `the exact test agrees with the enumeration`() {
        var generator = SplitMix64(seed: 62)
        for _ in 0..<200 {
            let strata = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
                let treatedEvents = Int.random(in: 0...1, using: &generator)
                return table(
                    treatedEvents, 1 - treatedEvents, Int.random(in: 0...9, using: &generator),
                    Int.random(in: 1...9, using: &generator))
            }
            let contrast = StratifiedContrast(strata)
            guard contrast.chiSquare != nil else {
                #expect(contrast.p == nil && !contrast.isExact)
                continue
            }
            #expect(contrast.isExact)
            #expect(isClose(contrast.p, enumerated(strata)))
        }
    }

    @Test func `many strata with few events are still exact`() {
        let strata =
            [table(2, 10, 0, 20), table(1, 5, 1, 30)]
            + [TwoByTwo](repeating: table(0, 900, 0, 2_000), count: 20_000)
        let contrast = StratifiedContrast(strata)
        #expect(contrast.isExact)
        #expect(isClose(contrast.p, enumerated([strata[0], strata[1]])))
    }

    @Test func `what is undefined is nil`() {
        let none = StratifiedContrast([table(3, 4, 0, 0)])
        #expect(none.strata == 0 && none.dropped == 1 && none.treated == 0 && !none.isExact)
        #expect(none.p == nil && none.chiSquare == nil && none.oddsRatio == nil)
        #expect(none.riskDifference == nil && none.interval == nil && none.reason == .noStrata)
        #expect(StratifiedContrast([]).p == nil)

        let eventless = StratifiedContrast([table(0, 10, 0, 20)])
        #expect(!eventless.isExact && eventless.p == nil && eventless.chiSquare == nil)
        #expect(eventless.oddsRatio == nil && eventless.riskDifference == 0)
        #expect(eventless.interval == nil && eventless.reason == .noVariation)

        let uniform = StratifiedContrast([table(10, 0, 10, 0), table(0, 10, 0, 10)])
        #expect(!uniform.isExact && uniform.chiSquare == nil && uniform.p == nil)
        #expect(uniform.reason == .noVariation)

        let parted = StratifiedContrast([table(9, 0, 0, 9)])
        #expect(parted.oddsRatio == nil && parted.riskDifference == 1)
        #expect(parted.interval?.high == 1 && parted.reason == nil)
    }

    @Test func `The interval leaves out 0 exactly where the test rejects`() {
        var generator = SplitMix64(seed: 5)
        var rejected = 0
        for _ in 0..<500 {
            let strata = (0..<3).map { _ in
                table(
                    Int.random(in: 2...12, using: &generator),
                    Int.random(in: 2...30, using: &generator),
                    Int.random(in: 2...30, using: &generator),
                    Int.random(in: 2...60, using: &generator))
            }
            let contrast = StratifiedContrast(strata)
            guard let p = contrast.p, let interval = contrast.interval else { continue }
            if p < 0.05 { rejected += 1 }
            #expect((p < 0.05) == (interval.low > 0 || interval.high < 0))
        }
        #expect(rejected > 30 && rejected < 470)
    }

    @Test func `Why there is no interval`() {
        #expect(StratifiedContrast([table(1, 3, 20, 40)]).reason == .tooFew)
        let exact = StratifiedContrast([table(2, 20, 1, 40)])
        #expect(exact.reason == .exact && exact.interval == nil && exact.p != nil)
        #expect(StratifiedContrast([table(2, 20, 1, 40)], exactMargin: 3).reason == nil)
    }
}
