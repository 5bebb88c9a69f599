import Statistics
import TestSupport
import Testing

struct MeanCountTests {
    /// The mean of the probability functions, convolved trial by trial.
    private func masses(_ resamples: [[Double]]) -> [Double] {
        var mean = [Double](repeating: 0, count: (resamples.map(\.count).max() ?? 0) + 1)
        for probabilities in resamples {
            var masses = [1.0]
            for p in probabilities {
                var next = [Double](repeating: 0, count: masses.count + 1)
                for (count, mass) in masses.enumerated() {
                    next[count] += mass * (1 - p)
                    next[count + 1] += mass * p
                }
                masses = next
            }
            for (count, mass) in masses.enumerated() {
                mean[count] += mass / Double(resamples.count)
            }
        }
        return mean
    }

    private func check(_ resamples: [[Double]], observed: Int) throws {
        let trials = resamples[0].count
        let resampled = ResampledProbabilities(resamples: resamples)
        let mean = try #require(MeanCount(resampled, trials: Array(0..<trials)))
        let found = mean.range(level: 0.05, observed: observed)
        let masses = masses(resamples)
        let below = masses.indices.map { masses[...$0].reduce(0, +) }
        let above = masses.indices.map { masses[$0...].reduce(0, +) }
        #expect(found.range.lowerBound == below.firstIndex { $0 >= 0.025 - 1e-12 })
        #expect(found.range.upperBound == below.firstIndex { $0 >= 0.975 - 1e-12 })
        let p = min(1, 2 * min(below[observed], above[observed]))
        #expect(abs(found.p - p) <= 1e-12, "\(found.p) and \(p)")
    }

    @Test(arguments: 0..<20)
    func `It is the mean of the exact distributions`(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let count = [1, 5, 60, 400][Int(seed % 4)]
        let most = [0.2, 0.9, 1][Int(seed % 3)]
        let resamples = (0..<11).map { _ in
            (0..<count).map { _ in Double.random(in: 0...most, using: &generator) }
        }
        try check(resamples, observed: Int.random(in: 0...count, using: &generator))
    }

    /// Standard deviations of 3 to 28, on either side of where the characteristic function begins.
    @Test(arguments: [
        (60, 0.1...0.5), (90, 0.1...0.35), (150, 0.05...0.3), (400, 0.02...0.3),
        (900, 0.05...0.4), (1_200, 0.1...0.8), (4_000, 0.01...0.1), (3_000, 0.2...0.6),
    ])
    func `Large counts come from the characteristic function, and are the same`(
        count: Int, range: ClosedRange<Double>
    ) throws {
        var generator = SplitMix64(seed: UInt64(count))
        let resamples = (0..<3).map { _ in
            (0..<count).map { _ in Double.random(in: range, using: &generator) }
        }
        let mean = resamples[0].reduce(0, +)
        for observed in [mean - 90, mean - 30, mean, mean + 25, mean + 70] {
            try check(resamples, observed: min(count, max(0, Int(observed))))
        }
    }

    @Test func `Without a count there is no range`() {
        #expect(MeanCount(ResampledProbabilities(resamples: 0, []), trials: []) == nil)
    }

    @Test func `Only the trials asked for count`() throws {
        let resampled = ResampledProbabilities(resamples: [[0.2, 0, 0.7], [0.4, 1, 0.9]])
        let mean = try #require(MeanCount(resampled, trials: [2]))
        #expect(isClose(mean.range(level: 0.05, observed: 0).p, 0.4))
    }
}

extension ResampledProbabilities {
    /// The probabilities of each resample, by trial.
    fileprivate init(resamples: [[Double]]) {
        let groups = (0..<Self.groupCount(resamples.count)).map { group in
            resamples[0].indices.map { trial in
                // What lies beyond the last resample must not count.
                var lanes = Lanes(repeating: 0.5)
                for lane in 0..<min(8, resamples.count - group * 8) {
                    lanes[lane] = resamples[group * 8 + lane][trial]
                }
                return lanes
            }
        }
        self.init(resamples: resamples.count, groups)
    }
}
