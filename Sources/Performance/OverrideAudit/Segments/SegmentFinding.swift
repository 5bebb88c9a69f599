import Attribution
import Calendar
import Domain
import Statistics

/// Whether the CSMs' judgement beats the score in one part of the portfolio.
///
/// Source: `Documentation/methods.md`, 14.
public struct SegmentFinding: Sendable {
    /// How the portfolio is divided.
    public let dimension: Dimension
    /// The value that the part has.
    public let value: String
    /// The figures of its episodes against its own controls.
    public let figures: AuditFigures
    /// The p-value adjusted for all parts of the review (Benjamini-Hochberg); nil without a p-value.
    public let adjustedP: Double?
    /// What is shown.
    public let status: Status
    /// How many more episodes it takes to show a difference of `Policy.detectableDifferencePoints`;
    /// nil where that cannot be told, and for a part that shows a difference already.
    public let moreNeeded: Int?

    /// The finding in words, for reading aloud.
    public var sentence: String { figures.sentence(opening: dimension.opening(value)) }

    /// How well a difference is supported.
    public enum Status: String, Sendable, CaseIterable {
        /// A difference is seen; new evidence must confirm it.
        case candidate
        /// A difference was seen in the earlier review, and again in the evidence since then alone.
        case confirmed
        /// Too little to tell.
        case insufficient
        /// The episodes are enough to see the difference, and none is seen.
        case noDifference = "no_difference"
    }

    /// The findings of all parts that have a counted episode with an outcome.
    ///
    /// - Parameters:
    ///   - evidence: that of the month.
    ///   - earlier: gives the evidence of the earlier review. It is asked only where a candidate
    ///     needs it to be confirmed.
    /// - Returns: the findings by dimension, value and direction.
    static func all(
        _ evidence: AuditEvidence, earlier: () -> AuditEvidence
    ) -> [SegmentFinding] {
        let parts = PortfolioPart.all(evidence)
        let adjusted = benjaminiHochberg(parts.map(\.figures.matched?.test.p))
        func isCandidate(_ p: Double?) -> Bool {
            p.map { $0 <= evidence.policy.candidateLevel } ?? false
        }
        let before = adjusted.contains(where: isCandidate) ? EarlierParts(earlier()) : nil
        return zip(parts, adjusted).map { part, p in
            let needed = part.moreNeeded
            var status: Status = needed == 0 ? .noDifference : .insufficient
            if isCandidate(p) {
                let isConfirmed =
                    before.flatMap { before -> Bool? in
                        guard let past = before[part.key], isCandidate(past.adjustedP) else {
                            return nil
                        }
                        return part.confirms(past.part, evidence, since: before.asOf)
                    } ?? false
                status = isConfirmed ? .confirmed : .candidate
            }
            return SegmentFinding(
                dimension: part.key.dimension, value: part.key.value, figures: part.figures,
                adjustedP: p, status: status, moreNeeded: isCandidate(p) ? nil : needed)
        }
    }
}

/// The parts of the portfolio in the earlier review.
private struct EarlierParts {
    /// The last day of that review.
    let asOf: Day
    private let parts: [PortfolioPart.Key: (part: PortfolioPart, adjustedP: Double?)]

    init(_ evidence: AuditEvidence) {
        let all = PortfolioPart.all(evidence)
        let adjusted = benjaminiHochberg(all.map(\.figures.matched?.test.p))
        asOf = evidence.attributed.frame.asOf
        parts = Dictionary(
            uniqueKeysWithValues: zip(all, adjusted).map { ($0.key, (part: $0, adjustedP: $1)) })
    }

    subscript(key: PortfolioPart.Key) -> (part: PortfolioPart, adjustedP: Double?)? { parts[key] }
}
