import Calendar
import Attribution
import Domain
import Statistics

/// What scores have meant so far, month by month: the churn rate of accounts with such a score, from
/// what was known the day before the month.
///
/// Source: `Documentation/methods.md`, 12.
struct ScoreTraining {
    private var months: [Month: Fits] = [:]

    /// What was known at the beginning of one month, for each bucket.
    struct Fits {
        private let buckets: [Fit]

        fileprivate init(_ counts: [Counts], policy: Policy) {
            let pooled = counts.reduce(into: Counts()) { $0.add($1) }
            let fallback = Fit(pooled, policy: policy) ?? Fit(bandsOf: pooled)
            buckets = counts.map { Fit($0, policy: policy) ?? fallback }
        }

        /// The fit of a bucket.
        subscript(bucket: LeadBucket) -> Fit { buckets[bucket.rawValue] }
    }

    /// The churn rates by score in one bucket.
    struct Fit {
        private let isotonic: IsotonicFit?
        /// By ten-point band; nil without any row.
        private let bands: [Double]?
        private let counts: Counts

        /// An isotonic fit; nil with too few rows or churns.
        fileprivate init?(_ counts: Counts, policy: Policy) {
            guard Double(counts.rows) >= policy.trainingRows,
                Double(counts.churns) >= policy.trainingChurns
            else { return nil }
            let known = counts.rowsByScore.indices.filter { counts.rowsByScore[$0] > 0 }
            isotonic = IsotonicFit(
                x: known.map { Double($0) / 10 },
                sums: known.map { Double(counts.churnsByScore[$0]) },
                counts: known.map { counts.rowsByScore[$0] }, increasing: false)
            bands = nil
            self.counts = counts
        }

        /// Churn rates by ten-point band, shrunk towards the overall rate.
        fileprivate init(bandsOf counts: Counts) {
            isotonic = nil
            self.counts = counts
            guard counts.rows > 0 else {
                bands = nil
                return
            }
            var (rows, churns) = ([Int](repeating: 0, count: 10), [Int](repeating: 0, count: 10))
            for tenths in counts.rowsByScore.indices {
                let band = Score(tenths: Int16(tenths)).band
                rows[band] += counts.rowsByScore[tenths]
                churns[band] += counts.churnsByScore[tenths]
            }
            let base = (Double(counts.churns) + 0.5) / (Double(counts.rows) + 1)
            bands = zip(rows, churns).map { (Double($1) + base) / (Double($0) + 1) }
        }

        /// The probability of churn that a score implies; nil without history.
        func probability(of score: Score) -> Double? {
            isotonic?.value(at: score.points) ?? bands?[score.band]
        }

        /// The churn rate of all rows; nil without rows.
        var baseRate: Double? {
            counts.rows > 0 ? Double(counts.churns) / Double(counts.rows) : nil
        }

        /// The churn rate of the rows in a tier; nil without such rows.
        func rate(in tier: Tier) -> Double? {
            let index = Int(tier.rawValue)
            guard counts.rowsByTier[index] > 0 else { return nil }
            return Double(counts.churnsByTier[index]) / Double(counts.rowsByTier[index])
        }
    }

    /// Rows by score and tier, and how many of them churned.
    struct Counts {
        fileprivate(set) var rows = 0
        fileprivate(set) var churns = 0
        fileprivate(set) var rowsByScore = [Int](repeating: 0, count: 1001)
        fileprivate(set) var churnsByScore = [Int](repeating: 0, count: 1001)
        fileprivate(set) var rowsByTier = [Int](repeating: 0, count: 4)
        fileprivate(set) var churnsByTier = [Int](repeating: 0, count: 4)

        fileprivate mutating func add(_ change: Change) {
            let tier = Int(change.tier.rawValue)
            rows += change.rows
            rowsByScore[Int(change.tenths)] += change.rows
            rowsByTier[tier] += change.rows
            churns += change.churns
            churnsByScore[Int(change.tenths)] += change.churns
            churnsByTier[tier] += change.churns
        }

        fileprivate mutating func add(_ other: Counts) {
            rows += other.rows
            churns += other.churns
            for index in rowsByScore.indices {
                rowsByScore[index] += other.rowsByScore[index]
                churnsByScore[index] += other.churnsByScore[index]
            }
            for index in rowsByTier.indices {
                rowsByTier[index] += other.rowsByTier[index]
                churnsByTier[index] += other.churnsByTier[index]
            }
        }
    }

    /// A row that becomes known in a month, or whose outcome changes then.
    fileprivate struct Change {
        let bucket: LeadBucket
        let tenths: Int16
        let tier: Tier
        let rows: Int
        let churns: Int
    }

    /// What was known at the beginning of each of the months asked for.
    ///
    /// - Complexity: O(renewals + months × scores).
    init(_ attributed: AttributedPortfolio, scores: RecordedScores, months asked: Set<Month>) {
        let policy = attributed.policy
        guard let first = asked.min(), let last = asked.max() else { return }
        let landmarks = LeadBucket.allCases.map { ($0, $0.landmark(policy)) }
        var changes: [Month: [Change]] = [:]
        var counts = LeadBucket.allCases.map { _ in Counts() }
        for event in attributed.events {
            let lines = attributed.lines(at: event.renewal)
            let steps = Self.steps(of: lines, policy: policy)
            guard let entry = steps.first, entry.month <= last else { continue }
            let decision = lines.decision
            for (bucket, landmark) in landmarks
            where !(decision.map { $0 <= event.due - landmark } ?? false) {
                guard let known = scores.score(of: event.renewal, at: landmark) else { continue }
                for step in steps where step.month <= last {
                    let change = Change(
                        bucket: bucket, tenths: known.score.tenths, tier: known.tier,
                        rows: step.rows, churns: step.churns)
                    if step.month <= first {
                        counts[bucket.rawValue].add(change)
                    } else {
                        changes[step.month, default: []].append(change)
                    }
                }
            }
        }
        for month in stride(from: first.number, through: last.number, by: 1).map(Month.init) {
            for change in changes[month] ?? [] { counts[change.bucket.rawValue].add(change) }
            if asked.contains(month) { months[month] = Fits(counts, policy: policy) }
        }
    }

    /// What was known at the beginning of one of the months asked for; nil for others.
    subscript(month: Month) -> Fits? { months[month] }

    /// The month from which an event counts as a row, and the month from which its outcome differs:
    /// an event that lapsed may still be renewed.
    private static func steps(
        of lines: RenewalLines, policy: Policy
    ) -> [(month: Month, rows: Int, churns: Int)] {
        let known = lines.due + Int(policy.overdueDays)
        let lapsed = (known + 1).month + 1
        func month(after day: Day) -> Month { max(known.month, day.month) + 1 }
        let entry = min(lapsed, lines.closing.map(month) ?? lapsed)
        guard let renewed = lines.firstRenewed.map(month) else { return [(entry, 1, 1)] }
        return renewed <= entry ? [(entry, 1, 0)] : [(entry, 1, 1), (renewed, 0, -1)]
    }
}

extension Score {
    /// Its ten-point band, 0 to 9. A score of 100 lies in the last one.
    var band: Int { min(Int(tenths) / 100, 9) }
}
