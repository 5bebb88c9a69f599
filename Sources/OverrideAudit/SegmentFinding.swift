import Domain
import Statistics

/// A way to part the book.
public enum Dimension: String, Sendable, CaseIterable {
    /// The market segment.
    case segment
    /// The size class by revenue.
    case arrTier = "arr_tier"
    /// The product.
    case product
    /// The industry.
    case industry
    /// The region.
    case region
    /// Why the CSM overrode the score.
    case reason
    /// How long before the due date.
    case leadBucket = "lead_bucket"

    /// The value of an account; nil where the account has none or the dimension is not its own.
    func value(of account: Account) -> String? {
        let value: String? =
            switch self {
            case .segment: account.segment
            case .arrTier: account.arrTier
            case .product: account.product
            case .industry: account.industry
            case .region: account.region
            case .reason, .leadBucket: nil
            }
        return value.flatMap { $0.isEmpty ? nil : $0 }
    }
}

/// Whether judgement beats the score in one part of the book.
///
/// Source: `Documentation/methods.md`, 14.
public struct SegmentFinding: Sendable {
    /// How the book is parted.
    public let dimension: Dimension
    /// Which part.
    public let value: String
    /// The figures of its episodes against its own controls.
    public let figures: AuditFigures
    /// The p-value among all of the run (Benjamini-Hochberg); nil without one.
    public let adjustedP: Double?
    /// What is shown.
    public let status: Status
    /// Further episodes that a difference of ten points would take to show; nil where nothing
    /// tells.
    public let moreNeeded: Int?

    /// How far something is shown.
    public enum Status: String, Sendable, CaseIterable {
        /// Seen, to be confirmed by new evidence.
        case candidate
        /// Seen a year ago and again since, in new evidence alone.
        case confirmed
        /// Too little to tell.
        case insufficient
        /// Enough to see a difference of ten points, and none seen.
        case noDifference = "no_difference"
    }

    /// All parts with an episode whose outcome is known; `earlier` gives the evidence of twelve
    /// months before, asked for only where a candidate needs it.
    static func all(
        _ evidence: AuditEvidence, earlier: () throws -> AuditEvidence
    ) throws -> [SegmentFinding] {
        let parts = Part.all(evidence)
        let adjusted = adjustedPValues(parts)
        var before: [Part.Key: Double] = [:]
        var lastTime: AuditEvidence?
        if adjusted.contains(where: { ($0 ?? 1) <= evidence.policy.candidateLevel }) {
            let past = try earlier()
            let pastParts = Part.all(past)
            for (part, p) in zip(pastParts, adjustedPValues(pastParts)) { before[part.key] = p }
            lastTime = past
        }
        return parts.enumerated().map { index, part in
            let isCandidate = (adjusted[index] ?? 1) <= evidence.policy.candidateLevel
            let needed = part.moreNeeded
            var status: Status = needed == 0 ? .noDifference : .insufficient
            if isCandidate {
                let wasCandidate = (before[part.key] ?? 1) <= evidence.policy.candidateLevel
                let isConfirmed =
                    wasCandidate
                    && lastTime.map { part.isConfirmed(evidence, since: $0.asOf) } ?? false
                status = isConfirmed ? .confirmed : .candidate
            }
            return SegmentFinding(
                dimension: part.key.dimension, value: part.key.value, figures: part.figures,
                adjustedP: adjusted[index], status: status, moreNeeded: needed)
        }
    }

    private static func adjustedPValues(_ parts: [Part]) -> [Double?] {
        let known = parts.compactMap(\.figures.matched?.test.p)
        var adjusted = benjaminiHochberg(known)[...]
        return parts.map { $0.figures.matched?.test.p == nil ? nil : adjusted.removeFirst() }
    }
}

/// The episodes and controls of one part of the book.
private struct Part {
    struct Key: Hashable {
        let dimension: Dimension
        let value: String
        let direction: OverrideDirection
    }

    let key: Key
    let episodes: [Episode]
    let figures: AuditFigures

    static func all(_ evidence: AuditEvidence) -> [Part] {
        var parts: [Part] = []
        for dimension in Dimension.allCases {
            let ofDimension = OverrideDirection.allCases.flatMap {
                all(evidence, by: dimension, $0)
            }
            parts += ofDimension.sorted { left, right in
                left.key.value.hasSameBytes(as: right.key.value)
                    ? left.key.direction == .up && right.key.direction == .down
                    : left.key.value.precedesByBytes(right.key.value)
            }
        }
        return parts
    }

    private static func all(
        _ evidence: AuditEvidence, by dimension: Dimension, _ direction: OverrideDirection
    ) -> [Part] {
        let mine = evidence.episodes.filter { $0.direction == direction }
        let controls = controls(dimension, direction, evidence)
        let everybody = evidence.controls.strata(direction)
        let byValue = Dictionary(grouping: mine) { value(dimension, $0, evidence) ?? "" }
        let judged = byValue.filter { value, episodes in
            !value.isEmpty && episodes.contains { $0.isResolved && $0.isCounted }
        }
        return judged.map { value, episodes in
            let others = dimension == .reason ? everybody : controls[value] ?? StratumCounts()
            return Part(
                key: Key(dimension: dimension, value: value, direction: direction),
                episodes: episodes,
                figures: evidence.figures(direction, episodes, against: others))
        }
    }

    private static func controls(
        _ dimension: Dimension, _ direction: OverrideDirection, _ evidence: AuditEvidence
    ) -> [String: StratumCounts] {
        var counts: [String: StratumCounts] = [:]
        guard dimension != .reason else { return counts }
        for subject in evidence.controls.subjects[direction] ?? [] {
            let value =
                dimension == .leadBucket
                ? LeadBucket(rawValue: subject.stratum.bucket)?.name
                : dimension.value(of: evidence.portfolio.accounts[subject.account])
            guard let value else { continue }
            counts[value, default: StratumCounts()].add(
                subject.stratum, churned: subject.churned)
        }
        return counts
    }

    private static func value(
        _ dimension: Dimension, _ episode: Episode, _ evidence: AuditEvidence
    ) -> String? {
        switch dimension {
        case .reason: episode.reason
        case .leadBucket: episode.bucket.name
        default: dimension.value(of: evidence.portfolio.accounts[episode.account])
        }
    }

    /// Further episodes for 80 % power at a difference of ten points.
    var moreNeeded: Int? {
        guard let contrast = figures.matched, let churn = contrast.standardisedChurn,
            contrast.controls > 0, contrast.treated > 0
        else { return nil }
        let ratio = Double(contrast.controls) / Double(contrast.treated)
        let quantiles = 1.96 + 0.8416
        let needed = quantiles * quantiles * churn * (1 - churn) * (1 + 1 / ratio) / 0.01
        return max(0, Int((needed - Double(contrast.treated)).rounded(.up)))
    }

    /// Whether what matured since a day shows the same alone.
    func isConfirmed(_ evidence: AuditEvidence, since day: Day) -> Bool {
        func isNew(_ due: Day) -> Bool { due + Int(evidence.policy.pendingDays) >= day }
        var controls = StratumCounts()
        for subject in evidence.controls.subjects[key.direction] ?? [] where isNew(subject.due) {
            let account = evidence.portfolio.accounts[subject.account]
            let isMine =
                switch key.dimension {
                case .reason: true
                case .leadBucket: LeadBucket(rawValue: subject.stratum.bucket)?.name == key.value
                default: key.dimension.value(of: account) == key.value
                }
            if isMine { controls.add(subject.stratum, churned: subject.churned) }
        }
        let fresh = MatchedContrast(
            episodes.filter { $0.isResolved && $0.isCounted && isNew($0.due) }
                .strata(evidence.segments), controls)
        guard let p = fresh.test.p, p < evidence.policy.significance,
            let now = fresh.test.riskDifference, let all = figures.matched?.test.riskDifference
        else { return false }
        return now * all > 0
    }
}
