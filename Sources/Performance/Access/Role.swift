/// What a viewer may do. Whatever is not granted to a role is denied.
public enum Role: String, Sendable, CaseIterable {
    /// The performance of everybody.
    case vp
    /// The scorecards and episodes of one team.
    case manager
    /// The viewer's own scorecard and episodes.
    case csm
    /// The override audit, with pseudonyms instead of names. No scorecards.
    case modelOwner = "model_owner"
    /// Charts and trends of the company and its teams, without names of people.
    case deck
    /// Imports feeds.
    case importer
    /// Runs the service: feeds, metrics, who has access and the whole access log, but no performance.
    case admin
}
