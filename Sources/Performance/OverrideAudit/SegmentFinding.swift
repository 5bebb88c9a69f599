import Calendar
import Concurrency
import Attribution
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

    /// Where one of its values lies, as the opening of a sentence.
    func opening(_ value: String) -> String {
        switch self {
        case .segment: "In the segment \(value), "
        case .arrTier: "In the revenue class \(value), "
        case .product: "With the product \(value), "
        case .industry: "In the industry \(value), "
        case .region: "In the region \(value), "
        case .reason: "For the reason \(value), "
        case .leadBucket: "\(value) days before the due date, "
        }
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
    /// tells, and for what is shown already.
    public let moreNeeded: Int?

    /// What came of it, for reading aloud.
    public var sentence: String { figures.sentence(opening: dimension.opening(value)) }

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
        _ evidence: AuditEvidence, earlier: () -> AuditEvidence
    ) -> [SegmentFinding] {
        let parts = Part.all(evidence)
        let adjusted = benjaminiHochberg(parts.map(\.figures.matched?.test.p))
        var before: [Part.Key: (p: Double?, part: Part)] = [:]
        var lastTime: AuditEvidence?
        if adjusted.contains(where: { ($0 ?? 1) <= evidence.policy.candidateLevel }) {
            let past = earlier()
            let pastParts = Part.all(past)
            for (part, p) in zip(
                pastParts, benjaminiHochberg(pastParts.map(\.figures.matched?.test.p)))
            {
                before[part.key] = (p, part)
            }
            lastTime = past
        }
        return parts.enumerated().map { index, part in
            let isCandidate = (adjusted[index] ?? 1) <= evidence.policy.candidateLevel
            let needed = part.moreNeeded
            var status: Status = needed == 0 ? .noDifference : .insufficient
            if isCandidate {
                let past = before[part.key].flatMap {
                    ($0.p ?? 1) <= evidence.policy.candidateLevel ? $0.part : nil
                }
                let isConfirmed =
                    past.flatMap { past in
                        lastTime.map { part.confirms(past, evidence, since: $0.asOf) }
                    } ?? false
                status = isConfirmed ? .confirmed : .candidate
            }
            return SegmentFinding(
                dimension: part.key.dimension, value: part.key.value, figures: part.figures,
                adjustedP: adjusted[index], status: status,
                moreNeeded: isCandidate ? nil : needed)
        }
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
    let judgements: [Judgement]
    /// Renewals of the part without an override.
    let subjects: [Subject]
    let figures: AuditFigures

    static func all(_ evidence: AuditEvidence) -> [Part] {
        mapInParallel(Dimension.allCases) { dimension in
            let groups = Groups(dimension, evidence)
            let parts = OverrideDirection.allCases.flatMap { all(evidence, groups, $0) }
            return parts.sorted { left, right in
                left.key.value.hasSameBytes(as: right.key.value)
                    ? left.key.direction == .up && right.key.direction == .down
                    : left.key.value.precedesByBytes(right.key.value)
            }
        }.flatMap(\.self)
    }

    private static func all(
        _ evidence: AuditEvidence, _ groups: Groups, _ direction: OverrideDirection
    ) -> [Part] {
        var judgements = groups.values.map { _ in [Judgement]() }
        for (index, judgement) in evidence.judgements.enumerated()
        where judgement.direction == direction {
            if let group = groups.ofEpisode[index] { judgements[group].append(judgement) }
        }
        let everybody = evidence.controls.subjects[direction] ?? []
        var subjects = groups.values.map { _ in [Subject]() }
        if groups.dimension != .reason {
            for subject in everybody {
                if let group = groups.group(of: subject) { subjects[group].append(subject) }
            }
        }
        let strataOfEverybody =
            groups.dimension == .reason ? evidence.controls.strata(direction) : StratumCounts()
        return groups.values.enumerated().compactMap { group, value in
            let mine = judgements[group]
            guard mine.contains(where: { $0.isResolved && $0.isCounted }) else { return nil }
            let isReason = groups.dimension == .reason
            let others = isReason ? everybody : subjects[group]
            return Part(
                key: Key(dimension: groups.dimension, value: value, direction: direction),
                judgements: mine, subjects: others,
                figures: evidence.figures(
                    direction, mine, against: isReason ? strataOfEverybody : others.strata))
        }
    }

    /// Further episodes for 80 % power at a difference of ten points. Controls that all did the same
    /// tell nothing about their spread: nil.
    var moreNeeded: Int? {
        guard let contrast = figures.matched, let churn = contrast.standardisedChurn,
            contrast.controls > 0, contrast.treated > 0, churn > 0, churn < 1
        else { return nil }
        let ratio = Double(contrast.controls) / Double(contrast.treated)
        let quantiles = 1.96 + 0.8416
        let needed = quantiles * quantiles * churn * (1 - churn) * (1 + 1 / ratio) / 0.01
        return max(0, Int((needed - Double(contrast.treated)).rounded(.up)))
    }

    /// Whether what matured since a day shows alone what the part showed then.
    func confirms(_ past: Part, _ evidence: AuditEvidence, since day: Day) -> Bool {
        func isNew(_ due: Day) -> Bool { due + Int(evidence.policy.pendingDays) >= day }
        let treated = judgements.filter { $0.isResolved && $0.isCounted && isNew($0.due) }
        let fresh = MatchedContrast(
            treated.strata, subjects.filter { isNew($0.due) }.strata)
        guard let p = fresh.test.p, p < evidence.policy.significance,
            let now = fresh.test.riskDifference,
            let then = past.figures.matched?.test.riskDifference
        else { return false }
        return now * then > 0
    }
}

/// Which part of the book each episode and each account belongs to, by one dimension.
private struct Groups {
    let dimension: Dimension
    /// The value of each group.
    let values: [String]
    /// The group of each episode; nil without a value.
    let ofEpisode: [Int?]
    private let ofAccount: [Int?]

    init(_ dimension: Dimension, _ evidence: AuditEvidence) {
        self.dimension = dimension
        // Values are told apart by their bytes, as identifiers are.
        var groups: [Identifier<Dimension>: Int] = [:]
        var values: [String] = []
        func group(_ value: String?) -> Int? {
            guard let value, !value.isEmpty else { return nil }
            let key = Identifier<Dimension>(value)
            if let known = groups[key] { return known }
            groups[key] = values.count
            values.append(value)
            return values.count - 1
        }
        switch dimension {
        case .reason:
            ofAccount = []
            ofEpisode = evidence.episodes.map { group($0.reason) }
        case .leadBucket:
            ofAccount = []
            for bucket in LeadBucket.allCases { _ = group(bucket.name) }
            ofEpisode = evidence.episodes.map(\.bucket.rawValue)
        default:
            let ofAccount = evidence.portfolio.accounts.map { group(dimension.value(of: $0)) }
            self.ofAccount = ofAccount
            ofEpisode = evidence.episodes.map { ofAccount[$0.account] }
        }
        self.values = values
    }

    func group(of subject: Subject) -> Int? {
        dimension == .leadBucket ? subject.stratum.bucket : ofAccount[subject.account]
    }
}
