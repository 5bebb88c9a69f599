/// What a token lets its bearer do. Whatever a role is not given it may not do.
public enum Role: String, Sendable, CaseIterable {
    /// All performance.
    case vp
    /// The cards and episodes of one team.
    case manager
    /// One's own card and episodes.
    case csm
    /// The audit, with pseudonyms in place of people; no card.
    case modelOwner = "model_owner"
    /// Charts and trends of the company and its teams, without names.
    case deck
    /// Takes in feeds.
    case importer
    /// Runs the service: feeds, metrics, the whole access log; no performance.
    case admin
}
