import Domain
import Glibc
public import Statistics

/// How far an override moves the odds of churn beyond what the score said: the coefficient δ of being
/// treated.
///
/// Source: `Documentation/methods.md`, 13.
public struct OverrideEffect: Sendable, Equatable {
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
    public struct Estimate: Sendable, Equatable {
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
    public enum Shortage: String, Sendable, CaseIterable {
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
    ///   - segmentNames: the name of each segment, by its number.
    ///   - policy: the gates and the prior.
    init(_ rows: [WorthRow], segmentNames: [String], policy: Policy) {
        let treated = rows.count(where: \.isTreated)
        let controls = rows.count - treated
        (self.treated, self.controls) = (treated, controls)
        accounts = Set(rows.lazy.map(\.account)).count
        func isEnough(_ isTreated: Bool) -> Bool {
            let arm = rows.lazy.filter { $0.isTreated == isTreated }
            let churns = arm.reduce(0) { $0 + $1.probability }
            let count = Double(isTreated ? treated : controls)
            return count >= policy.worthArmCount && churns >= policy.worthArmExpected
                && count - churns >= policy.worthArmExpected
        }
        guard isEnough(true), isEnough(false) else {
            (estimate, reason) = (nil, .tooFew)
            return
        }
        let design = Self.design(rows, segmentNames: segmentNames, policy: policy)
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
        _ rows: [WorthRow], segmentNames: [String], policy: Policy
    ) -> LogisticDesign {
        let buckets = Levels(
            rows.lazy.map { ($0.bucket.rawValue, $0.churned) },
            names: LeadBucket.allCases.map { $0.name(policy) }, minimum: policy.worthLevelOutcomes)
        let segments = Levels(
            rows.lazy.map { ($0.segment, $0.churned) }, names: segmentNames,
            minimum: policy.worthLevelOutcomes)
        let last = 1 + buckets.columns + segments.columns
        var design = LogisticDesign(columns: last + 1)
        let least = policy.worthLeastProbability
        for row in rows {
            var entries: [(column: Int, value: Double)] = [(0, 1)]
            if let column = buckets.column(of: row.bucket.rawValue) {
                entries.append((1 + column, 1))
            }
            if let column = segments.column(of: row.segment) {
                entries.append((1 + buckets.columns + column, 1))
            }
            if row.isTreated { entries.append((last, 1)) }
            design.add(
                entries, offset: logit(min(max(row.probability, least), 1 - least)),
                event: row.churned, cluster: row.account)
        }
        return design
    }
}

/// The columns of the levels of a factor. Levels with few outcomes of a kind join the largest one.
private struct Levels {
    /// The number of columns: one less than the levels left.
    let columns: Int
    /// The column of each level; nil for the first one left, and those that joined it.
    private let columnOfLevel: [Int?]

    init(
        _ rows: some Sequence<(Int, Bool)>, names: [String], minimum: Double
    ) {
        var counts = [(rows: Int, churns: Int)](repeating: (0, 0), count: names.count)
        for (level, churned) in rows {
            counts[level].rows += 1
            if churned { counts[level].churns += 1 }
        }
        let present = names.indices.filter { counts[$0].rows > 0 }
        let largest = present.max { one, other in
            counts[one].rows == counts[other].rows
                ? names[other].precedesByBytes(names[one])
                : counts[one].rows < counts[other].rows
        }
        let joined = names.indices.map { level -> Int? in
            guard counts[level].rows > 0 else { return nil }
            let rarer = min(counts[level].churns, counts[level].rows - counts[level].churns)
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
