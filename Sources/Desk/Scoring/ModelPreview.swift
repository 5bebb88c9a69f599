public import Calendar
public import Domain

/// What another version of the model would change, over a whole portfolio, before it counts.
public struct ModelPreview: Sendable, Equatable {
    /// An account by both versions.
    public struct Row: Sendable, Equatable {
        /// The account.
        public var account: AccountID
        /// Its score by the version that counts.
        public var before: AccountScore
        /// Its score by the other version.
        public var after: AccountScore

        /// Whether the tier would be another one, or a score would come or go.
        public var changesTier: Bool { before.tier != after.tier }
    }

    /// Every account, sorted by identifier.
    public let rows: [Row]

    /// The preview of a model on a day.
    ///
    /// - Parameters:
    ///   - proposed: the other version. Its own first day does not matter.
    ///   - current: the versions that count.
    ///   - facts: the accounts with their facts, in any order.
    ///   - day: the day.
    ///   - policy: the constants.
    public init(
        of proposed: HealthModel, against current: ModelCourse,
        _ facts: [(account: AccountID, facts: AccountFacts)], on day: Day, policy: DeskPolicy
    ) {
        rows = facts.sorted { $0.account < $1.account }.map { account, facts in
            Row(
                account: account, before: current.score(facts, on: day, policy: policy),
                after: proposed.score(facts, on: day, policy: policy))
        }
    }

    /// The accounts whose tier would change: falls first, then by identifier.
    public var changes: [Row] {
        let changed = rows.filter(\.changesTier)
        return changed.filter(\.isFall) + changed.filter { !$0.isFall }
    }

    /// How many accounts are in a tier before, and would be after; nil counts those without a score.
    public func counts(of tier: Tier?) -> (before: Int, after: Int) {
        (rows.count { $0.before.tier == tier }, rows.count { $0.after.tier == tier })
    }
}

extension ModelPreview.Row {
    fileprivate var isFall: Bool {
        (after.tier?.rawValue ?? 0) < (before.tier?.rawValue ?? 0)
    }
}
