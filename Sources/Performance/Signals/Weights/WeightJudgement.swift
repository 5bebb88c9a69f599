import Domain
public import Statistics

/// Proposed weights against the score, on renewals that neither has seen.
///
/// Source: `Documentation/methods.md`, 16.
public struct WeightJudgement: Sendable, Equatable, Codable {
    /// What is shown.
    public enum Verdict: String, Sendable, CaseIterable, Codable {
        /// The area is larger, beyond chance, and the Brier score no worse.
        case gainShown = "gain_shown"
        /// That is not shown.
        case noGainShown = "no_gain_shown"
        /// There are too few renewals to tell.
        case tooFew = "too_few"
    }

    /// What is shown.
    public let verdict: Verdict
    /// The area under the ROC curve of the score as it is; nil with too few, or without weights.
    public private(set) var currentAUC: Double?
    /// That of the proposed weights.
    public private(set) var proposedAUC: Double?
    /// The proposed area less the current one, with interval and p-value.
    public private(set) var difference: ClusteredAUC?
    /// The Brier score of the score as it is, through its isotonic fit to the older renewals.
    public private(set) var currentBrier: Double?
    /// That of the proposed weights, through their own.
    public private(set) var proposedBrier: Double?
    /// The ROC curve of the proposed weights.
    public private(set) var curve: ROCCurve?

    static let tooFew = WeightJudgement(.tooFew)
    static let noGain = WeightJudgement(.noGainShown)

    private init(_ verdict: Verdict) { self.verdict = verdict }

    /// A Brier score up to this much higher is no worse.
    private static let slack = 1e-12
    /// Points of a curve closer than this are not drawn.
    static let curveDistance = 0.005

    /// Judges proposed scores.
    ///
    /// - Parameters:
    ///   - older: the proposed score of each older row.
    ///   - newer: that of each newer row.
    ///   - rows: the rows.
    init(older: [Double], newer: [Double], _ rows: WeightRows) {
        let isRenewed = rows.isRenewed(rows.newer)
        let current = rows.newer.map { rows.composite[$0] }
        guard rows.isEnough(rows.newer),
            let now = Placements(current, isPositive: isRenewed),
            let then = Placements(newer, isPositive: isRenewed),
            let currentBrier = Self.brier(
                rows.older.map { rows.composite[$0] }, current, rows),
            let proposedBrier = Self.brier(older, newer, rows)
        else {
            self = .tooFew
            return
        }
        let difference = ClusteredAUC(
            differenceOf: then, and: now, isPositive: isRenewed,
            clusters: rows.newer.map { rows.landmark.accounts[$0] })
        let isHigher = difference.estimate > 0
        let isCertain = difference.p.map { $0 < rows.policy.significance } ?? false
        let isNoWorse = proposedBrier <= currentBrier + Self.slack
        verdict = isHigher && isCertain && isNoWorse ? .gainShown : .noGainShown
        currentAUC = now.auc
        proposedAUC = then.auc
        self.difference = difference
        self.currentBrier = currentBrier
        self.proposedBrier = proposedBrier
        curve = ROCCurve(newer, isPositive: isRenewed, distance: Self.curveDistance)
    }

    /// The Brier score of newer rows through the isotonic fit of the older ones; nil without older rows.
    private static func brier(_ older: [Double], _ newer: [Double], _ rows: WeightRows) -> Double? {
        let outcomes = rows.isRenewed(rows.older).map { $0 ? 1.0 : 0.0 }
        guard let fit = IsotonicFit(x: older, y: outcomes, increasing: true) else { return nil }
        let squares = zip(newer, rows.isRenewed(rows.newer)).reduce(0.0) { sum, row in
            let distance = fit.value(at: row.0) - (row.1 ? 1 : 0)
            return sum + distance * distance
        }
        return squares / Double(newer.count)
    }
}
