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
        func isEnough(_ bucket: LeadBucket?) -> Bool {
            let tiers = counts.tiers(bucket)
            return Double(tiers.rows) >= policy.trainingRows
                && Double(tiers.churns) >= policy.trainingChurns
        }
        let fallback: Basis = isEnough(nil) ? .pooled : .bands
        bases = LeadBucket.allCases.map { isEnough($0) ? .bucket : fallback }
        let shared = bases.contains(fallback) ? ScoreFit(counts, nil, fallback) : nil
        fits = zip(LeadBucket.allCases, bases).map { bucket, basis in
            basis == .bucket
                ? ScoreFit(counts, bucket, basis) : shared ?? ScoreFit(counts, nil, basis)
        }
    }

    /// The fit of a bucket.
    subscript(bucket: LeadBucket) -> ScoreFit { fits[bucket.rawValue] }

    /// What the fit of a bucket is made of.
    func basis(of bucket: LeadBucket) -> Basis { bases[bucket.rawValue] }
}

/// The churn rates by score in one bucket, and those of all rows and of tiers.
struct ScoreFit {
    private let curve: ChurnCurve?
    private let tiers: TierCounts

    /// A fit of the rows of a bucket, or of all, in one of the forms.
    init(_ counts: TrainingCounts, _ bucket: LeadBucket?, _ basis: ScoreFits.Basis) {
        curve = counts.scores.curve(bucket, basis)
        tiers = counts.tiers(bucket)
    }

    /// The probability of churn that a score implies; nil without history.
    func probability(of score: Score) -> Double? { curve?.probability(of: score) }

    /// The churn rate of all rows; nil without rows.
    var baseRate: Double? {
        tiers.rows > 0 ? Double(tiers.churns) / Double(tiers.rows) : nil
    }

    /// The churn rate of the rows in a tier; nil without such rows.
    func rate(in tier: Tier) -> Double? {
        let index = Int(tier.rawValue)
        guard tiers.rowsByTier[index] > 0 else { return nil }
        return Double(tiers.churnsByTier[index]) / Double(tiers.rowsByTier[index])
    }
}

/// The probability of churn by score.
enum ChurnCurve {
    case isotonic(IsotonicFit)
    /// By ten-point band.
    case bands([Double])

    func probability(of score: Score) -> Double {
        switch self {
        case .isotonic(let fit): fit.value(at: score.points)
        case .bands(let bands): bands[score.band]
        }
    }
}

extension ScoreCounts {
    /// The curve of the rows of a bucket, or of all, in one of the forms; nil without rows.
    func curve(_ bucket: LeadBucket?, _ basis: ScoreFits.Basis) -> ChurnCurve? {
        guard basis == .bands else {
            return IsotonicFit(
                stepsInUnit: 10, places: Self.scores, sums: { churns(bucket, $0) },
                counts: { rows(bucket, $0) }, increasing: false
            ).map(ChurnCurve.isotonic)
        }
        var counts = [(rows: Int, churns: Int)](repeating: (0, 0), count: 10)
        for tenths in 0..<Self.scores {
            let band = Score(tenths: Int16(tenths)).band
            counts[band].rows += rows(bucket, tenths)
            counts[band].churns += churns(bucket, tenths)
        }
        let all = counts.reduce(0) { $0 + $1.rows }
        guard all > 0 else { return nil }
        // Rates are shrunk towards that of all rows.
        let base = (Double(counts.reduce(0) { $0 + $1.churns }) + 0.5) / (Double(all) + 1)
        return .bands(counts.map { (Double($0.churns) + base) / (Double($0.rows) + 1) })
    }
}

extension Score {
    /// Its ten-point band, 0 to 9. A score of 100 lies in the last one.
    var band: Int { min(Int(tenths) / 100, 9) }
}
