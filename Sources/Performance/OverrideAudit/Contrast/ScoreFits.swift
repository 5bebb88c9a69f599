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
    /// The probability of churn by the tenths of a score; not a number without history.
    let probabilities: [Double]
    private let tiers: TierCounts

    /// A fit of the rows of a bucket, or of all, in one of the forms.
    init(_ counts: TrainingCounts, _ bucket: LeadBucket?, _ basis: ScoreFits.Basis) {
        let curve = ChurnCurve(
            rows: counts.scores.rows(bucket), churns: counts.scores.churns(bucket), basis)
        probabilities =
            curve?.probabilities(ofRising: Score.all)
            ?? Array(repeating: .nan, count: Score.all.count)
        tiers = counts.tiers(bucket)
    }

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

    /// The curve of some rows; nil without any.
    ///
    /// - Parameters:
    ///   - rows: how many there are, by the tenths of their score.
    ///   - churns: how many of them churned.
    ///   - basis: the form.
    init?(rows: [Int32], churns: [Int32], _ basis: ScoreFits.Basis) {
        guard basis == .bands else {
            guard
                let fit = IsotonicFit(
                    stepsInUnit: 10, sums: churns, counts: rows, increasing: false)
            else { return nil }
            self = .isotonic(fit)
            return
        }
        var counts = [(rows: Int, churns: Int)](repeating: (0, 0), count: 10)
        for score in Score.all {
            counts[score.band].rows += Int(rows[Int(score.tenths)])
            counts[score.band].churns += Int(churns[Int(score.tenths)])
        }
        let all = counts.reduce(0) { $0 + $1.rows }
        guard all > 0 else { return nil }
        // Rates are shrunk towards that of all rows.
        let base = (Double(counts.reduce(0) { $0 + $1.churns }) + 0.5) / (Double(all) + 1)
        self = .bands(counts.map { (Double($0.churns) + base) / (Double($0.rows) + 1) })
    }

    /// The probabilities of some scores, which rise.
    func probabilities(ofRising scores: [Score]) -> [Double] {
        switch self {
        case .isotonic(let fit): fit.values(atRising: scores.map(\.points))
        case .bands(let bands): scores.map { bands[$0.band] }
        }
    }
}

extension Score {
    /// Every score, rising.
    static let all = (0...Int16(1000)).map { Score(tenths: $0) }

    /// Its ten-point band, 0 to 9. A score of 100 lies in the last one.
    var band: Int { min(Int(tenths) / 100, 9) }
}
