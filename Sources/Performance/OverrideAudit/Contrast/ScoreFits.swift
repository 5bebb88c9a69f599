import Domain
import Statistics

/// The churn rates that scores implied, as known at the beginning of one month.
///
/// Source: `Documentation/methods.md`, 12.
struct ScoreFits {
    /// The rows and the form of a fit.
    enum Basis: Hashable {
        /// An isotonic curve over the rows of the bucket.
        case bucket
        /// An isotonic curve over the rows of all buckets.
        case pooled
        /// Ten-point bands over the rows of all buckets.
        case bands
    }

    private let fits: [ScoreFit]
    private let bases: [Basis]

    /// The fits of some rows, each of the best form that there are rows for.
    init(_ counts: TrainingCounts, policy: Policy) {
        func isEnough(_ rows: ScoreRows) -> Bool {
            Double(rows.count) >= policy.trainingRows
                && Double(rows.churns) >= policy.trainingChurns
        }
        let pooled = counts.rows(nil)
        let fallback: Basis = isEnough(pooled) ? .pooled : .bands
        bases = LeadBucket.allCases.map { isEnough(counts.rows($0)) ? .bucket : fallback }
        let shared = bases.contains(fallback) ? ScoreFit(pooled, fallback) : nil
        fits = zip(LeadBucket.allCases, bases).map { bucket, basis in
            basis == .bucket
                ? ScoreFit(counts.rows(bucket), .bucket) : shared ?? ScoreFit(pooled, basis)
        }
    }

    /// The fit of a bucket.
    subscript(bucket: LeadBucket) -> ScoreFit { fits[bucket.rawValue] }

    /// What the fit of a bucket is made of.
    func basis(of bucket: LeadBucket) -> Basis { bases[bucket.rawValue] }
}

/// The churn rates by score in one bucket.
struct ScoreFit {
    private let isotonic: IsotonicFit?
    /// By ten-point band; nil without any row, and with an isotonic curve.
    private let bands: [Double]?
    private let rows: ScoreRows

    /// A fit of some rows in one of the forms.
    init(_ rows: ScoreRows, _ basis: ScoreFits.Basis) {
        self.rows = rows
        guard basis == .bands else {
            isotonic = IsotonicFit(
                stepsInUnit: 10, sums: rows.churnsByScore, counts: rows.rowsByScore,
                increasing: false)
            bands = nil
            return
        }
        isotonic = nil
        let (all, churned) = (rows.count, rows.churns)
        guard all > 0 else {
            bands = nil
            return
        }
        var counts = [(rows: Int32, churns: Int32)](repeating: (0, 0), count: 10)
        for (tenths, count) in zip(rows.rowsByScore, rows.churnsByScore).enumerated() {
            let band = Score(tenths: Int16(tenths)).band
            counts[band].rows += count.0
            counts[band].churns += count.1
        }
        // Rates are shrunk towards that of all rows.
        let base = (Double(churned) + 0.5) / (Double(all) + 1)
        bands = counts.map { (Double($0.churns) + base) / (Double($0.rows) + 1) }
    }

    /// The probability of churn that a score implies; nil without history.
    func probability(of score: Score) -> Double? {
        isotonic?.value(at: score.points) ?? bands?[score.band]
    }

    /// The churn rate of all rows; nil without rows.
    var baseRate: Double? {
        rows.count > 0 ? Double(rows.churns) / Double(rows.count) : nil
    }

    /// The churn rate of the rows in a tier; nil without such rows.
    func rate(in tier: Tier) -> Double? {
        let index = Int(tier.rawValue)
        let count = rows.rowsByTier[rows.rowsByTier.startIndex + index]
        guard count > 0 else { return nil }
        return Double(rows.churnsByTier[rows.churnsByTier.startIndex + index]) / Double(count)
    }
}

extension Score {
    /// Its ten-point band, 0 to 9. A score of 100 lies in the last one.
    var band: Int { min(Int(tenths) / 100, 9) }
}
