import Glibc

/// The mean of the probability functions of several counts of successes: the distribution of a count
/// whose trials have probabilities that are known only with error.
///
///     MeanCount(resampled, trials: [0, 3, 4])?.range(level: 0.05, observed: 1)
///
/// Each count is Poisson-binomial. Small ones are convolved exactly. Large ones come from the mean of
/// their characteristic functions, which is right to 1e-14.
///
/// Source: the law of total probability; Hong, Y. (2013), On computing the distribution function for
/// the Poisson binomial distribution, Computational Statistics and Data Analysis 59, 41-51 (the
/// characteristic function).
public struct MeanCount: Sendable {
    private let distribution: PoissonBinomial

    /// The mean of the counts of some trials in all resamples; nil without a resample.
    ///
    /// - Parameters:
    ///   - resampled: the probabilities.
    ///   - trials: the positions of the trials that count.
    /// - Complexity: O(n σ) in the n trials of each small count, O(n) for large ones.
    public init?(_ resampled: ResampledProbabilities, trials: [Int]) {
        guard resampled.resamples > 0 else { return nil }
        let mean =
            CharacteristicMean(resampled, trials)?.distribution
            ?? Self.convolved(resampled, trials)
        distribution = PoissonBinomial(mean, trials: mean.highest, mean: .nan, variance: .nan)
    }

    /// Trial by trial. Probabilities that have become negligible are left out at the upper end.
    private static func convolved(
        _ resampled: ResampledProbabilities, _ trials: [Int]
    ) -> CountDistribution {
        typealias Lanes = ResampledProbabilities.Lanes
        var sums = [Double](repeating: 0, count: trials.count + 1)
        var masses = [Lanes](repeating: .zero, count: trials.count + 2)
        for (group, probabilities) in resampled.groups.enumerated() {
            masses[0] = Lanes(repeating: 1)
            var highest = 0
            for trial in trials {
                let p = probabilities[trial]
                let q = 1 - p
                masses[highest + 1] = .zero
                var below = Lanes.zero
                for place in 0...highest + 1 {
                    let mass = masses[place]
                    masses[place] = mass * q + below * p
                    below = mass
                }
                if masses[highest + 1].max() > 1e-30 { highest += 1 }
            }
            let lanes = resampled.lanes(of: group)
            for place in 0...highest {
                for lane in 0..<lanes { sums[place] += masses[place][lane] }
            }
        }
        return CountDistribution(
            lowest: 0, masses: sums.map { $0 / Double(resampled.resamples) })
    }

    /// The smallest counts up to which at least `level / 2` and `1 - level / 2` of the probability
    /// lie, and the two-sided p-value `min(1, 2 min(P(X <= k), P(X >= k)))` of a count.
    ///
    /// Probabilities within 1e-12 of the level reach it, so that rounding does not move an end.
    ///
    /// - Parameters:
    ///   - level: the probability of lying outside, above 0 and below 1.
    ///   - observed: the count.
    /// - Returns: the range and the p-value.
    public func range(level: Double, observed: Int) -> (range: ClosedRange<Int>, p: Double) {
        let low = distribution.quantile(level / 2 - 1e-12)
        let high = distribution.quantile(1 - level / 2 - 1e-12)
        return (low...max(low, high), distribution.twoSidedP(observed))
    }
}

/// The mean of the characteristic functions of counts, from which their mean distribution follows.
///
/// With `w = e^{it} - 1`, any c and `u = w / (1 + c w)` the characteristic function of one count of n
/// trials is
///
///     Π (1 + p w) = (1 + c w)^n exp(Σ over k of (-1)^{k+1} S_k u^k / k),  S_k = Σ (p - c)^k
///
/// It vanishes where |t| is far above 1 / σ, so that for a large σ only small w matter, and few
/// powers. With c in the middle of the probabilities, fewer still.
private struct CharacteristicMean {
    /// A smaller standard deviation needs so many powers that a convolution is faster.
    private static let leastDeviation = 4.0
    /// The characteristic function is below 1e-17 beyond this many `1 / σ`.
    private static let reach = 9.0
    /// The series converges fast where |p - c| |u| stays below this.
    private static let largestRatio = 0.5

    /// The count in the middle of the period.
    private let center: Int
    /// The counts that the period has on either side of it.
    private let half: Int
    /// The mean of the functions at `2 π j / period`, j from 1 on, turned back by the centre.
    private var values: [(real: Double, imaginary: Double)]

    /// The mean of some counts; nil where they are too small for the series.
    init?(_ resampled: ResampledProbabilities, _ trials: [Int]) {
        typealias Lanes = ResampledProbabilities.Lanes
        var (lowest, highest) = (Double.infinity, -Double.infinity)
        var (least, most) = (Double.infinity, 0.0)
        var (lowestP, highestP) = (1.0, 0.0)
        for (group, probabilities) in resampled.groups.enumerated() {
            var (means, squares) = (Lanes.zero, Lanes.zero)
            var (bottoms, tops) = (Lanes(repeating: 1), Lanes.zero)
            for trial in trials {
                let p = probabilities[trial]
                means += p
                squares += p * p
                bottoms = pointwiseMin(bottoms, p)
                tops = pointwiseMax(tops, p)
            }
            for lane in 0..<resampled.lanes(of: group) {
                let variance = means[lane] - squares[lane]
                (lowest, highest) = (min(lowest, means[lane]), max(highest, means[lane]))
                (least, most) = (min(least, variance), max(most, variance))
                (lowestP, highestP) = (min(lowestP, bottoms[lane]), max(highestP, tops[lane]))
            }
        }
        // NaN where a probability is unknown.
        guard least >= Self.leastDeviation * Self.leastDeviation else { return nil }
        let farthest = min(Double.pi, Self.reach / least.squareRoot())
        let middle = (lowestP + highestP) / 2
        let widest = 2 * sin(farthest / 2)
        // |1 + c w|² = 1 - c (1 - c) |w|².
        let ratio =
            (highestP - lowestP) / 2 * widest
            / (1 - middle * (1 - middle) * widest * widest).squareRoot()
        guard ratio < Self.largestRatio else { return nil }
        // The rest of the series is below `trials × ratio^k`, and must be below 1e-15.
        let needed = (-35 - log(Double(trials.count))) / log(max(ratio, 1e-3))
        let powers = max(2, Int(needed.rounded(.up)))
        let center = Int(((lowest + highest) / 2).rounded())
        half = Int((Self.reach * most.squareRoot() + (highest - lowest) / 2).rounded(.up)) + 1
        self.center = center
        let period = 2 * half + 1
        let frequencies = Int((farthest * Double(period) / (2 * .pi)).rounded(.up))
        let angles = (1...max(1, min(frequencies, half))).map {
            2 * .pi * Double($0) / Double(period)
        }
        values = angles.map { _ in (0, 0) }
        for (group, probabilities) in resampled.groups.enumerated() {
            var sums = [Lanes](repeating: .zero, count: powers)
            for trial in trials {
                let distance = probabilities[trial] - middle
                var power = distance
                for k in 0..<powers {
                    sums[k] += power
                    power *= distance
                }
            }
            for lane in 0..<resampled.lanes(of: group) {
                add(
                    sums.map { $0[lane] }, trials: Double(trials.count), around: middle,
                    at: angles, weight: 1 / Double(resampled.resamples))
            }
        }
    }

    /// Adds the function of one count.
    private mutating func add(
        _ sums: [Double], trials: Double, around middle: Double, at angles: [Double],
        weight: Double
    ) {
        for (place, angle) in angles.enumerated() {
            let log = Self.logCharacteristic(sums, trials: trials, around: middle, at: angle)
            let phase = log.imaginary - angle * Double(center)
            let size = exp(log.real) * weight
            values[place].real += size * cos(phase)
            values[place].imaginary += size * sin(phase)
        }
    }

    /// The mean distribution within nine standard deviations of the means.
    var distribution: CountDistribution {
        let period = 2 * half + 1
        // P(X = k) = (1 + 2 Σ over j of Re(φ(t_j) e^{-i t_j k})) / period.
        var masses = [Double](repeating: 1 / Double(period), count: period)
        for (place, value) in values.enumerated() {
            let angle = 2 * .pi * Double(place + 1) / Double(period)
            // Turning by a fixed angle is faster than a cosine for each count.
            let turn = (real: cos(angle), imaginary: -sin(angle))
            let start = (real: cos(angle * Double(half)), imaginary: sin(angle * Double(half)))
            var now = (
                real: (value.real * start.real - value.imaginary * start.imaginary) * 2
                    / Double(period),
                imaginary: (value.real * start.imaginary + value.imaginary * start.real) * 2
                    / Double(period)
            )
            for index in 0..<period {
                masses[index] += now.real
                now = (
                    now.real * turn.real - now.imaginary * turn.imaginary,
                    now.real * turn.imaginary + now.imaginary * turn.real
                )
            }
        }
        let first = max(0, half - center)
        return CountDistribution(
            lowest: center - half + first, masses: masses[first...].map { max(0, $0) })
    }

    private static func logCharacteristic(
        _ sums: [Double], trials: Double, around middle: Double, at t: Double
    ) -> (real: Double, imaginary: Double) {
        let w = (real: -2 * sin(t / 2) * sin(t / 2), imaginary: sin(t))
        let base = (real: 1 + middle * w.real, imaginary: middle * w.imaginary)
        let size = base.real * base.real + base.imaginary * base.imaginary
        let u = (
            real: (w.real * base.real + w.imaginary * base.imaginary) / size,
            imaginary: (w.imaginary * base.real - w.real * base.imaginary) / size
        )
        var power = (real: 1.0, imaginary: 0.0)
        var sum = (
            real: trials * log1p(2 * middle * (1 - middle) * w.real) / 2,
            imaginary: trials * atan2(base.imaginary, base.real)
        )
        for (index, powerSum) in sums.enumerated() {
            power = (
                power.real * u.real - power.imaginary * u.imaginary,
                power.real * u.imaginary + power.imaginary * u.real
            )
            let weight = powerSum / Double(index + 1) * (index % 2 == 0 ? 1 : -1)
            sum.real += weight * power.real
            sum.imaginary += weight * power.imaginary
        }
        return sum
    }
}
