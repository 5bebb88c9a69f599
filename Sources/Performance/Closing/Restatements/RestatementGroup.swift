public import Domain

/// Why a published figure differs from today's, in the order of the replay.
public enum RestatementGroup: String, Sendable, CaseIterable {
    /// The method changed.
    case method
    /// Rows were taken back.
    case withdrawn
    /// Rows came in late.
    case late
    /// Rows were restated.
    case restated
    /// An account has another owner, or a CSM another team.
    case owner
    /// Something else came in: accounts, exchange rates.
    case other
    /// The policy changed.
    case policy

    /// The group of a kind of change.
    public init(_ kind: ChangeKind) {
        switch kind {
        case .withdrawn: self = .withdrawn
        case .late: self = .late
        case .restated: self = .restated
        case .owner: self = .owner
        case .other: self = .other
        }
    }

    /// In the words of a table.
    public var words: String {
        switch self {
        case .method: "changed method"
        case .withdrawn: "withdrawn rows"
        case .late: "late rows"
        case .restated: "restated rows"
        case .owner: "moved owner"
        case .other: "other rows"
        case .policy: "changed policy"
        }
    }
}
