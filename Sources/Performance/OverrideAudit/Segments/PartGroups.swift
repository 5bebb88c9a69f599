import Domain

/// The part of the portfolio that each episode and each control belongs to, by one dimension.
struct PartGroups {
    let dimension: Dimension
    /// The value of each group.
    let values: [String]
    /// The group of each episode; nil without a value.
    let ofEpisode: [Int?]
    private let ofAccount: [Int?]

    init(_ dimension: Dimension, _ evidence: AuditEvidence) {
        self.dimension = dimension
        // Values differ where their bytes do, as identifiers.
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
            for bucket in LeadBucket.allCases { _ = group(bucket.name(evidence.policy)) }
            ofEpisode = evidence.episodes.map(\.bucket.rawValue)
        default:
            let ofAccount = evidence.portfolio.accounts.map { group(dimension.value(of: $0)) }
            self.ofAccount = ofAccount
            ofEpisode = evidence.episodes.map { ofAccount[$0.account] }
        }
        self.values = values
    }

    /// The positions of the candidates for controls of each group; nil for all of them. Renewals without
    /// an override have no reason.
    func candidates(_ evidence: AuditEvidence) -> [[Int32]?] {
        guard dimension != .reason else { return values.map { _ in nil } }
        var ofGroup = values.map { _ in [Int32]() }
        for (position, candidate) in evidence.controls.candidates.enumerated() {
            let group =
                dimension == .leadBucket
                ? candidate.bucket.rawValue : ofAccount[Int(candidate.account)]
            if let group { ofGroup[group].append(Int32(position)) }
        }
        return ofGroup
    }
}
