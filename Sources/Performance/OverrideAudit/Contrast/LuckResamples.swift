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
    /// The probability of each question in each resample.
    private let probabilities: ResampledProbabilities
    /// The question that each compared episode asks.
    private let questions: [Int]

    /// The resamples for some episodes.
    ///
    /// - Parameters:
    ///   - episodes: those that are compared with what their scores implied.
    ///   - training: the fits of the months of the episodes.
    ///   - attributed: says which accounts train for the month under review.
    /// - Complexity: O(resamples × (training rows + months × scores) + episodes).
    init(_ episodes: [Episode], _ training: ScoreTraining, _ attributed: AttributedPortfolio) {
        let policy = attributed.policy
        let resamples = episodes.isEmpty ? 0 : Int(policy.luckResamples)
        let asked = LuckQuestions(episodes, training)
        let resampler = TrainingResampler(
            training.changes.prefix { $0.month <= attributed.frame.month },
            seed: UInt64(policy.resamplingSeed))
        let groups = Array(0..<ResampledProbabilities.groupCount(resamples))
        probabilities = ResampledProbabilities(
            resamples: resamples,
            mapInParallel(groups) { resampler.answers(to: asked, group: $0) })
        questions = asked.ofEpisode
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
        // Sorted, as the probabilities of neighbours lie side by side in memory.
        return MeanCount(probabilities, trials: chosen.map { questions[$0] }.sorted())?
            .range(level: level, observed: observed)
    }
}

/// What episodes ask of each resample: the probability that the fit of a month gives a score. Each
/// question is asked once.
private struct LuckQuestions: Sendable {
    /// The fits, in the order of their months.
    let fits: [Fit]
    /// The question of each episode.
    let ofEpisode: [Int]
    /// The probability that each question has without resampling.
    let original: [Double]

    /// The scores asked of one fit.
    struct Fit: Sendable {
        let month: Month
        /// Nil for the rows of all buckets.
        let bucket: LeadBucket?
        let basis: ScoreFits.Basis
        /// The number of the first question; the others follow.
        let first: Int
        /// Rising, each once.
        let scores: [Score]
    }

    private struct Key: Hashable, Comparable {
        let month: Month
        /// The raw value of the bucket; -1 for all of them.
        let bucket: Int

        static func < (left: Key, right: Key) -> Bool {
            (left.month, left.bucket) < (right.month, right.bucket)
        }
    }

    init(_ episodes: [Episode], _ training: ScoreTraining) {
        var ofEpisode = [Int](repeating: 0, count: episodes.count)
        var original: [Double] = []
        var asking: [Key: [(tenths: Int16, episode: Int)]] = [:]
        for (index, episode) in episodes.enumerated() {
            guard let score = episode.modelScore, let fits = training[episode.indexDay.month]
            else {
                // No fit answers it.
                ofEpisode[index] = original.count
                original.append(episode.churnProbability ?? .nan)
                continue
            }
            let isOwn = fits.basis(of: episode.bucket) == .bucket
            let key = Key(
                month: episode.indexDay.month, bucket: isOwn ? episode.bucket.rawValue : -1)
            asking[key, default: []].append((score.tenths, index))
        }
        fits = asking.sorted { $0.key < $1.key }.compactMap { key, asked in
            let bucket = LeadBucket(rawValue: key.bucket)
            let first = original.count
            var scores: [Score] = []
            for (tenths, episode) in asked.sorted(by: { $0 < $1 }) {
                if scores.last?.tenths != tenths {
                    scores.append(Score(tenths: tenths))
                    original.append(episodes[episode].churnProbability ?? .nan)
                }
                ofEpisode[episode] = original.count - 1
            }
            return training[key.month].map {
                Fit(
                    month: key.month, bucket: bucket,
                    basis: $0.basis(of: episodes[asked[0].episode].bucket), first: first,
                    scores: scores)
            }
        }
        self.ofEpisode = ofEpisode
        self.original = original
    }
}

/// Draws the training accounts anew, for eight resamples at a time.
private struct TrainingResampler: Sendable {
    private typealias Times = SIMD8<Int32>
    /// How often an account is drawn, about once each time: 65,535 is never reached.
    private typealias Draws = SIMD8<UInt16>

    /// A change, in few bytes: resamples go through millions of them.
    private struct Change {
        /// The account, among those that train.
        let account: Int32
        /// Where its score is counted.
        let slot: Int16
        let rows: Int8
        let churns: Int8
    }

    private let changes: [Change]
    /// Up to which change each month reaches, from the first month on.
    private let ends: [Int]
    private let first: Month
    private let accounts: Int
    private let seed: UInt64

    init(_ known: ArraySlice<TrainingChange>, seed: UInt64) {
        var places = [Int32](
            repeating: -1, count: Int(known.lazy.map(\.account).max() ?? -1) + 1)
        for change in known { places[Int(change.account)] = 0 }
        var accounts: Int32 = 0
        for account in places.indices where places[account] == 0 {
            places[account] = accounts
            accounts += 1
        }
        changes = known.map { change in
            Change(
                account: places[Int(change.account)],
                slot: Int16(change.bucket.rawValue * Score.all.count + Int(change.tenths)),
                rows: change.rows, churns: change.churns)
        }
        first = known.first?.month ?? Month(number: 0)
        var ends: [Int] = []
        for (index, change) in known.enumerated() {
            while ends.count < change.month - first { ends.append(index) }
        }
        ends.append(known.count)
        self.ends = ends
        self.accounts = Int(accounts)
        self.seed = seed
    }

    /// The answers to all questions in a group of eight resamples.
    func answers(to asked: LuckQuestions, group: Int) -> [ResampledProbabilities.Lanes] {
        let times = drawn(group)
        var answers = asked.original.map { ResampledProbabilities.Lanes(repeating: $0) }
        var rows = [Times](repeating: .zero, count: LeadBucket.allCases.count * Score.all.count)
        var churns = rows
        var next = 0
        for fit in asked.fits {
            let months = fit.month - first
            let end = months < 0 ? 0 : ends[min(months, ends.count - 1)]
            while next < end {
                let change = changes[next]
                let slot = Int(change.slot)
                let drawn = Times(truncatingIfNeeded: times[Int(change.account)])
                if change.rows != 0 { rows[slot] &+= drawn }
                if change.churns > 0 { churns[slot] &+= drawn }
                if change.churns < 0 { churns[slot] &-= drawn }
                next += 1
            }
            for lane in 0..<Times.scalarCount {
                guard
                    let curve = ChurnCurve(
                        rows: Self.counts(rows, fit.bucket, lane),
                        churns: Self.counts(churns, fit.bucket, lane), fit.basis)
                else { continue }
                let probabilities = curve.probabilities(ofRising: fit.scores)
                for (place, probability) in probabilities.enumerated() {
                    answers[fit.first + place][lane] = probability
                }
            }
        }
        return answers
    }

    /// How often each account is drawn.
    private func drawn(_ group: Int) -> [Draws] {
        var times = [Draws](repeating: .zero, count: accounts)
        for lane in 0..<Draws.scalarCount {
            // The stream goes on from where the resample before left it.
            let resample = group * Draws.scalarCount + lane
            var random = SplitMix64(seed: seed, skipping: resample * accounts)
            for _ in 0..<accounts { times[random.index(below: accounts)][lane] &+= 1 }
        }
        return times
    }

    /// The counts of a bucket, or of all, in one resample, by the tenths of the score.
    private static func counts(_ counts: [Times], _ bucket: LeadBucket?, _ lane: Int) -> [Int32] {
        if let bucket {
            let first = bucket.rawValue * Score.all.count
            return counts[first..<first + Score.all.count].map { $0[lane] }
        }
        return Score.all.indices.map { tenths in
            LeadBucket.allCases.reduce(0) {
                $0 + counts[$1.rawValue * Score.all.count + tenths][lane]
            }
        }
    }
}
