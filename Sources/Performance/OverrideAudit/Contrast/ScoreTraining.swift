import Attribution
import Calendar
import Domain
import Statistics

/// What scores have meant so far, month by month: the churn rate of accounts with such a score, from
/// what was known the day before the month.
///
/// Source: `Documentation/methods.md`, 12.
struct ScoreTraining {
    /// The rows as they become known, in the order of their months.
    let changes: [TrainingChange]
    private let first: Month
    private var months: [ScoreFits] = []
    /// By month, bucket and tenths of the score: the probability of churn; not a number without history.
    private(set) var probabilities: [Double] = []
    /// The place of each day's month in `months`, from the first day on.
    private let places: [Int32]

    /// What was known at the beginning of each of some months.
    ///
    /// - Complexity: O(renewals + months × scores).
    init(
        _ attributed: AttributedPortfolio, scores: RecordedScores, months asked: ClosedRange<Month>
    ) {
        let policy = attributed.policy
        first = asked.lowerBound
        changes = TrainingChange.all(attributed, scores: scores, through: asked.upperBound)
        var counts = TrainingCounts()
        var next = 0
        for month in stride(from: first.number, through: asked.upperBound.number, by: 1) {
            while next < changes.count, changes[next].month.number <= month {
                counts.add(changes[next])
                next += 1
            }
            let fits = ScoreFits(counts, policy: policy)
            months.append(fits)
            for bucket in LeadBucket.allCases { probabilities += fits[bucket].probabilities }
        }
        places = (0..<months.count).flatMap { place in
            repeatElement(Int32(place), count: (asked.lowerBound + place).length)
        }
    }

    /// The place in `probabilities` of the probability of churn that a score of a day implied; nil without
    /// history, and on days of other months.
    func fit(of score: Score, on day: Day, _ bucket: LeadBucket) -> Int32? {
        let day = day - first.firstDay
        guard places.indices.contains(day) else { return nil }
        let curve = Int(places[day]) * LeadBucket.allCases.count + bucket.rawValue
        let place = curve * Score.all.count + Int(score.tenths)
        return probabilities[place].isNaN ? nil : Int32(place)
    }

    /// The rows of a bucket as known at the beginning of a month, by account, then by score.
    ///
    /// - Complexity: O(n log n) in the rows.
    func rows(
        _ bucket: LeadBucket, through month: Month
    ) -> [(account: Int, score: Score, churned: Bool)] {
        // The outcome of a row may change: rows of one account and score are counted together.
        let known = changes.lazy.filter { $0.bucket == bucket && $0.month <= month }
            .map { (key: Int64($0.account) << 16 | Int64($0.tenths), change: $0) }
            .sorted { $0.key < $1.key }
        var rows: [(account: Int, score: Score, churned: Bool)] = []
        var next = 0
        while next < known.count {
            let key = known[next].key
            var (count, churns) = (0, 0)
            while next < known.count, known[next].key == key {
                count += Int(known[next].change.rows)
                churns += Int(known[next].change.churns)
                next += 1
            }
            let score = Score(tenths: Int16(key & 0xffff))
            for index in 0..<count { rows.append((Int(key >> 16), score, index < churns)) }
        }
        return rows
    }

    /// What was known at the beginning of one of the months; nil for others.
    subscript(month: Month) -> ScoreFits? {
        months.indices.contains(month - first) ? months[month - first] : nil
    }
}

/// A row that becomes known in a month, or whose outcome changes then.
struct TrainingChange {
    let month: Month
    /// Position of the account in `Portfolio.accounts`.
    let account: Int32
    let tenths: Int16
    let bucket: LeadBucket
    let tier: Tier
    /// How many rows more there are: 1, or 0 where only the outcome changes.
    let rows: Int8
    /// How many churns more there are, -1 to 1.
    let churns: Int8

    /// All changes up to a month, in the order of their months.
    ///
    /// - Complexity: O(n log n) in the renewals.
    static func all(
        _ attributed: AttributedPortfolio, scores: RecordedScores, through last: Month
    ) -> [TrainingChange] {
        let policy = attributed.policy
        let landmarks = LeadBucket.allCases.map { ($0, $0.landmark(policy)) }
        var changes: [TrainingChange] = []
        for event in attributed.events where !event.isHeldOpen {
            let lines = attributed.lines(at: event.renewal)
            let course = course(of: lines, policy: policy)
            guard course.entry <= last else { continue }
            let decision = lines.decision
            for (bucket, landmark) in landmarks
            where !(decision.map { $0 <= event.due - landmark } ?? false) {
                guard let known = scores.score(of: event.renewal, at: landmark) else { continue }
                func add(_ month: Month, rows: Int8, churns: Int8) {
                    changes.append(
                        TrainingChange(
                            month: month, account: Int32(event.account),
                            tenths: known.score.tenths, bucket: bucket, tier: known.tier,
                            rows: rows, churns: churns))
                }
                add(course.entry, rows: 1, churns: course.churned ? 1 : 0)
                if let renewed = course.renewedLater, renewed <= last {
                    add(renewed, rows: 0, churns: -1)
                }
            }
        }
        guard let first = changes.min(by: { $0.month < $1.month })?.month else { return [] }
        return changes.sortedByCounting(keys: last - first + 1) { $0.month - first }
    }

    /// The month from which an event counts as a row, whether it counts as churned then, and the month
    /// from which it does not: an event that lapsed may still be renewed.
    private static func course(
        of lines: RenewalLines, policy: Policy
    ) -> (entry: Month, churned: Bool, renewedLater: Month?) {
        let known = lines.due + Int(policy.overdueDays)
        let lapsed = (known + 1).month + 1
        func month(after day: Day) -> Month { max(known.month, day.month) + 1 }
        let entry = min(lapsed, lines.closing.map(month) ?? lapsed)
        guard let renewed = lines.firstRenewed.map(month) else { return (entry, true, nil) }
        return renewed <= entry ? (entry, false, nil) : (entry, true, renewed)
    }
}

/// Training rows by bucket and score, and how many of them churned.
struct ScoreCounts {
    /// By bucket, then by the tenths of the score.
    private var rows: [[Int32]]
    private var churns: [[Int32]]

    init() {
        rows = LeadBucket.allCases.map { _ in Array(repeating: 0, count: Score.all.count) }
        churns = rows
    }

    /// Counts a change.
    mutating func add(_ change: TrainingChange) {
        rows[change.bucket.rawValue][Int(change.tenths)] += Int32(change.rows)
        churns[change.bucket.rawValue][Int(change.tenths)] += Int32(change.churns)
    }

    /// The rows of a bucket, or of all, by the tenths of their score.
    func rows(_ bucket: LeadBucket?) -> [Int32] { Self.counts(rows, bucket) }

    /// Those of them that churned.
    func churns(_ bucket: LeadBucket?) -> [Int32] { Self.counts(churns, bucket) }

    private static func counts(_ counts: [[Int32]], _ bucket: LeadBucket?) -> [Int32] {
        if let bucket { return counts[bucket.rawValue] }
        return Score.all.indices.map { tenths in counts.reduce(0) { $0 + $1[tenths] } }
    }
}

/// Training rows by bucket, score and tier.
struct TrainingCounts {
    private(set) var scores = ScoreCounts()
    private var ofBuckets = LeadBucket.allCases.map { _ in TierCounts() }

    mutating func add(_ change: TrainingChange) {
        scores.add(change)
        ofBuckets[change.bucket.rawValue].add(change)
    }

    /// The rows of a bucket, or of all, by tier.
    func tiers(_ bucket: LeadBucket?) -> TierCounts {
        bucket.map { ofBuckets[$0.rawValue] }
            ?? ofBuckets.reduce(into: TierCounts()) { $0.add($1) }
    }
}

/// Training rows by the raw value of their tier, and how many of them churned.
struct TierCounts {
    private(set) var rowsByTier = [0, 0, 0, 0]
    private(set) var churnsByTier = [0, 0, 0, 0]

    var rows: Int { rowsByTier.reduce(0, +) }
    var churns: Int { churnsByTier.reduce(0, +) }

    mutating func add(_ change: TrainingChange) {
        rowsByTier[Int(change.tier.rawValue)] += Int(change.rows)
        churnsByTier[Int(change.tier.rawValue)] += Int(change.churns)
    }

    mutating func add(_ other: TierCounts) {
        for tier in rowsByTier.indices {
            rowsByTier[tier] += other.rowsByTier[tier]
            churnsByTier[tier] += other.churnsByTier[tier]
        }
    }
}
