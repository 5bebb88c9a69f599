import Attribution
import Calendar
import Concurrency
import Domain
import Statistics

/// The churn probabilities of episodes in resamples of the training accounts: how sure the fits of
/// scores are.
///
/// Each resample draws accounts with replacement. All fits of it count an account as often as it was
/// drawn.
///
/// Source: `Documentation/methods.md`, 12; Efron, B. and Tibshirani, R. J. (1993), An Introduction to
/// the Bootstrap, 6.
struct LuckResamples: Sendable {
    /// The probability of each compared episode, resample by resample.
    private let probabilities: [[Double]]

    /// The resamples for some episodes.
    ///
    /// - Parameters:
    ///   - episodes: those that are compared with what their scores implied.
    ///   - training: the fits of the months of the episodes.
    ///   - attributed: says which accounts train for the month under review.
    /// - Complexity: O(resamples × (training rows + months × scores + episodes)).
    init(_ episodes: [Episode], _ training: ScoreTraining, _ attributed: AttributedPortfolio) {
        let policy = attributed.policy
        guard !episodes.isEmpty else {
            probabilities = []
            return
        }
        let known = training.changes.prefix { $0.month <= attributed.frame.month }
        let accounts = Set(known.lazy.map(\.account)).sorted()
        // Numbers only, as an episode is slow to copy.
        let questions = episodes.map {
            (score: $0.modelScore, bucket: $0.bucket, original: $0.churnProbability ?? .nan)
        }
        let byMonth = Dictionary(grouping: episodes.indices) { episodes[$0].indexDay.month }
            .sorted { $0.key < $1.key }
        let seed = UInt64(policy.resamplingSeed)
        probabilities = mapInParallel(Array(0..<Int(policy.luckResamples))) { resample in
            // The stream goes on from where the resample before left it.
            var random = SplitMix64(seed: seed, skipping: resample * accounts.count)
            var times = [Int32](repeating: 0, count: attributed.portfolio.accounts.count)
            for _ in accounts { times[Int(accounts[random.index(below: accounts.count)])] += 1 }
            var probabilities = questions.map(\.original)
            var counts = ScoreCounts()
            var next = 0
            for (month, episodesOfMonth) in byMonth {
                while next < known.count, known[next].month <= month {
                    counts.add(known[next], times: times[Int(known[next].account)])
                    next += 1
                }
                guard let original = training[month] else { continue }
                var curves: [LeadBucket?: ChurnCurve?] = [:]
                for index in episodesOfMonth {
                    let (score, bucket, _) = questions[index]
                    let basis = original.basis(of: bucket)
                    let key = basis == .bucket ? bucket : nil
                    if curves[key] == nil { curves[key] = .some(counts.curve(key, basis)) }
                    guard let curve = curves[key] ?? nil, let score else { continue }
                    probabilities[index] = curve.probability(of: score)
                }
            }
            return probabilities
        }
    }

    /// The range of churns that luck gives some of the episodes, and the probability of as many as
    /// observed or of a count as far off; nil without episodes.
    ///
    /// - Parameters:
    ///   - chosen: positions among the compared episodes.
    ///   - observed: how many of them churned.
    ///   - level: the probability of lying outside.
    /// - Returns: the range and the p-value.
    func range(
        of chosen: [Int], observed: Int, level: Double
    ) -> (range: ClosedRange<Int>, p: Double)? {
        guard !chosen.isEmpty else { return nil }
        return MeanCount(probabilities.count) { resample in
            chosen.map { probabilities[resample][$0] }
        }?.range(level: level, observed: observed)
    }
}
