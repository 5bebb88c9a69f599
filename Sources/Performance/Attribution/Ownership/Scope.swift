/// What a scorecard is about.
public enum Scope: Hashable, Sendable, Codable {
    /// The whole company, with the pools.
    case company
    /// The CSMs whose team has that name.
    case team(String)
    /// The CSM at that position of `Portfolio.csms`.
    case csm(Int)
    /// The pool of renewals that nobody owned for long enough.
    case transition
    /// The pool of renewals and accounts that nobody owned.
    case unassigned
}
