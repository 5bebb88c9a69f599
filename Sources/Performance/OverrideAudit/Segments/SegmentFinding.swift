import Attribution
import Calendar
import Concurrency
import Domain
import Statistics

/// Whether the CSMs' judgement beats the score in one part of the portfolio.
///
/// Source: `Documentation/methods.md`, 14.
public struct SegmentFinding: Sendable, Codable {
    /// How the portfolio is divided.
    public let dimension: Dimension
    /// The value that the part has.
    public let value: String
    /// The figures of its episodes against its own controls.
    public internal(set) var figures: AuditFigures
    /// The p-value adjusted for all parts of the review (Benjamini-Hochberg); nil without a p-value.
    public let adjustedP: Double?
    /// What is shown.
    public internal(set) var status: Status
    /// Whether the status is weaker because outcomes may be missing.
    public internal(set) var isWeakened = false
    /// How many more episodes it takes until the interval can lie inside
    /// `Policy.detectableDifferencePoints`; nil where that cannot be told, and for a part that shows a
    /// difference already.
    public internal(set) var moreNeeded: Int?
    /// The same for every part that has an interval.
    let neededByFormula: Int?

    /// The finding in words, for reading aloud.
    public var sentence: String {
        figures.sentence(opening: dimension.opening(value), hasVerdict: true)
    }

    /// How well a difference is supported.
    public enum Status: String, Sendable, CaseIterable, Codable {
        /// A difference is seen; new evidence must confirm it.
        case candidate
        /// A difference was seen in the earlier review, and again in the evidence since then alone.
        case confirmed
        /// Too little to tell.
        case insufficient
        /// The interval leaves out every difference that would matter.
        case noDifference = "no_difference"
    }

    /// The findings of all parts that have a counted episode with an outcome.
    ///
    /// - Parameters:
    ///   - evidence: that of the month.
    ///   - luck: the resamples of its compared episodes.
    ///   - earlier: gives the evidence of the earlier review. It is asked only where a candidate
    ///     needs it to be confirmed.
    /// - Returns: the findings by dimension, value and direction.
    static func all(
        _ evidence: AuditEvidence, luck: LuckResamples, earlier: () -> AuditEvidence
    ) -> [SegmentFinding] {
        let parts = PortfolioPart.all(evidence)
        let adjusted = benjaminiHochberg(parts.map(\.contrast?.test.p))
        let policy = evidence.policy
        func isCandidate(_ part: PortfolioPart, _ adjustedP: Double?) -> Bool {
            guard let p = part.contrast?.test.p, let adjustedP else { return false }
            return adjustedP <= policy.candidateLevel && p < policy.significance
        }
        let candidates = zip(parts, adjusted).map(isCandidate)
        let before = candidates.contains(true) ? EarlierParts(earlier(), isCandidate) : nil
        let figures = mapInParallel(parts) { $0.figures(evidence, luck) }
        return parts.indices.map { index in
            let part = parts[index]
            var finding = SegmentFinding(
                dimension: part.key.dimension, value: part.key.value, figures: figures[index],
                adjustedP: adjusted[index], status: .candidate, moreNeeded: nil,
                neededByFormula: part.moreNeeded)
            if candidates[index] {
                if let before, let past = before.candidates[part.key],
                    part.confirms(past, evidence, since: before.asOf)
                {
                    finding.status = .confirmed
                }
            } else {
                finding.status = part.showsNoDifference ? .noDifference : .insufficient
                finding.moreNeeded = part.showsNoDifference ? 0 : part.moreNeeded
                finding.figures.verdict = nil
            }
            return finding
        }
    }
}

/// The parts of the portfolio that were candidates in the earlier review.
private struct EarlierParts {
    /// The last day of that review.
    let asOf: Day
    let candidates: [PortfolioPart.Key: PortfolioPart]

    init(_ evidence: AuditEvidence, _ isCandidate: (PortfolioPart, Double?) -> Bool) {
        asOf = evidence.attributed.frame.asOf
        let parts = PortfolioPart.all(evidence)
        let adjusted = benjaminiHochberg(parts.map(\.contrast?.test.p))
        let found = zip(parts, adjusted).filter(isCandidate).map(\.0)
        candidates = Dictionary(uniqueKeysWithValues: found.map { ($0.key, $0) })
    }
}
