import Domain
import Glibc
public import Statistics

/// How far an override moves the odds of churn beyond what the score said: the coefficient δ of being
/// treated.
///
/// Source: `Documentation/methods.md`, 13.
public struct OverrideEffect: Sendable, Equatable, Codable {
    /// The overridden renewals.
    public let treated: Int
    /// The renewals without an override.
    public let controls: Int
    /// The accounts of both.
    public let accounts: Int
    /// δ with its error; nil for a `reason`.
    public let estimate: Estimate?
    /// Why there is no estimate; nil with one.
    public let reason: Shortage?

    /// δ, in log-odds. Below 0, accounts churned less than scores and controls say.
    public struct Estimate: Sendable, Equatable, Codable {
        /// The estimate.
        public let delta: Double
        /// Its standard error, the larger of that from the information and that which allows for
        /// several renewals of an account.
        public let standardError: Double
        /// The 95 % interval.
        public let interval: Interval

        /// An estimate with these properties.
        package init(delta: Double, standardError: Double, interval: Interval) {
            self.delta = delta
            self.standardError = standardError
            self.interval = interval
        }

        /// Whether the interval leaves out 0.
        var isShown: Bool { interval.low > 0 || interval.high < 0 }
    }

    /// Why there is no estimate.
    public enum Shortage: String, Sendable, CaseIterable, Codable {
        /// Too few treated, controls or expected outcomes.
        case tooFew = "too_few"
        /// The regression has no solution.
        case noFit = "no_fit"
    }

    /// The effect with these properties.
    package init(
        treated: Int, controls: Int, accounts: Int, estimate: Estimate?, reason: Shortage?
    ) {
        self.treated = treated
        self.controls = controls
        self.accounts = accounts
        self.estimate = estimate
        self.reason = reason
    }

    /// The effect among some rows.
    ///
    /// - Parameters:
    ///   - rows: treated and controls, in any order.
    ///   - probabilities: those of `ScoreTraining`.
    ///   - segmentNames: the name of each segment, by its number.
    ///   - policy: the gates and the prior.
    init(
        _ rows: [WorthRow], probabilities: [Double], segmentNames: [String], policy: Policy
    ) {
        var arms = (treated: WorthArm(), controls: WorthArm())
        var seen = [Bool](repeating: false, count: Int(rows.lazy.map(\.account).max() ?? -1) + 1)
        for row in rows {
            let probability = probabilities[Int(row.fit)]
            if row.isTreated {
                arms.treated.add(probability)
            } else {
                arms.controls.add(probability)
            }
            seen[Int(row.account)] = true
        }
        (treated, controls) = (arms.treated.count, arms.controls.count)
        accounts = seen.count { $0 }
        guard arms.treated.isEnough(policy), arms.controls.isEnough(policy) else {
            (estimate, reason) = (nil, .tooFew)
            return
        }
        let design = Self.design(rows, probabilities, segmentNames: segmentNames, policy: policy)
        let precision = 1 / (policy.worthPriorSD * policy.worthPriorSD)
        guard let fit = LogisticRegression(design, penalty: precision)?.last else {
            (estimate, reason) = (nil, .noFit)
            return
        }
        let error = max(fit.modelError, fit.clusteredError)
        let reach = error * studentQuantile(0.975, degreesOfFreedom: Double(fit.clusters - 1))
        estimate = Estimate(
            delta: fit.estimate, standardError: error,
            interval: Interval(low: fit.estimate - reach, high: fit.estimate + reach))
        reason = nil
    }

    /// Columns: 1, the lead buckets and the segments, each without its first, and treated.
    private static func design(
        _ rows: [WorthRow], _ probabilities: [Double], segmentNames: [String], policy: Policy
    ) -> LogisticDesign {
        var bucketLevels = LevelCounts(LeadBucket.allCases.count)
        var segmentLevels = LevelCounts(segmentNames.count)
        for row in rows {
            bucketLevels.add(Int(row.bucket), churned: row.churned)
            segmentLevels.add(Int(row.segment), churned: row.churned)
        }
        let buckets = Levels(
            bucketLevels, names: LeadBucket.allCases.map { $0.name(policy) },
            minimum: policy.worthLevelOutcomes)
        let segments = Levels(
            segmentLevels, names: segmentNames, minimum: policy.worthLevelOutcomes)
        let last = 1 + buckets.columns + segments.columns
        var design = LogisticDesign(columns: last + 1, rows: rows.count)
        // By segment, then by bucket, then by arm.
        for segment in segmentNames.indices {
            for bucket in LeadBucket.allCases.indices {
                var entries: [LogisticDesign.Entry] = [(0, 1)]
                if let column = buckets.column(of: bucket) { entries.append((1 + column, 1)) }
                if let column = segments.column(of: segment) {
                    entries.append((1 + buckets.columns + column, 1))
                }
                _ = design.pattern(entries)
                _ = design.pattern(entries + [(last, 1)])
            }
        }
        let least = policy.worthLeastProbability
        for row in rows {
            let group = Int(row.segment) * LeadBucket.allCases.count + Int(row.bucket)
            design.add(
                group * 2 + (row.isTreated ? 1 : 0),
                offset: logit(min(max(probabilities[Int(row.fit)], least), 1 - least)),
                event: row.churned, cluster: Int(row.account))
        }
        return design
    }
}

/// The treated or the controls of the regression, as far as they say whether there are enough.
private struct WorthArm {
    private(set) var count = 0
    private var expected = 0.0

    mutating func add(_ probability: Double) {
        count += 1
        expected += probability
    }

    /// Whether there are enough, by what was expected of them: never by the outcomes themselves.
    func isEnough(_ policy: Policy) -> Bool {
        Double(count) >= policy.worthArmCount && expected >= policy.worthArmExpected
            && Double(count) - expected >= policy.worthArmExpected
    }
}

/// How many rows have each level of a factor, and how many of them churned.
private struct LevelCounts {
    private(set) var rows: [Int]
    private(set) var churns: [Int]

    init(_ levels: Int) {
        rows = Array(repeating: 0, count: levels)
        churns = rows
    }

    mutating func add(_ level: Int, churned: Bool) {
        rows[level] += 1
        churns[level] += churned ? 1 : 0
    }
}

/// The columns of the levels of a factor. Levels with few outcomes of a kind join the largest one.
private struct Levels {
    /// The number of columns: one less than the levels left.
    let columns: Int
    /// The column of each level; nil for the first one left, and those that joined it.
    private let columnOfLevel: [Int?]

    init(_ counts: LevelCounts, names: [String], minimum: Double) {
        let present = names.indices.filter { counts.rows[$0] > 0 }
        let largest = present.max { one, other in
            counts.rows[one] == counts.rows[other]
                ? names[other].precedesByBytes(names[one])
                : counts.rows[one] < counts.rows[other]
        }
        let joined = names.indices.map { level -> Int? in
            guard counts.rows[level] > 0 else { return nil }
            let rarer = min(counts.churns[level], counts.rows[level] - counts.churns[level])
            return Double(rarer) < minimum ? largest : level
        }
        let left = Set(joined.compactMap(\.self)).sorted()
        columns = max(0, left.count - 1)
        columnOfLevel = joined.map { level in
            guard let level, let place = left.firstIndex(of: level), place > 0 else { return nil }
            return place - 1
        }
    }

    func column(of level: Int) -> Int? { columnOfLevel[level] }
}
