/// What a card is about.
public enum Scope: Hashable, Sendable {
    /// Everything, pools included.
    case company
    /// The CSMs whose team has that name.
    case team(String)
    /// The CSM at that position of `Portfolio.csms`.
    case csm(Int)
    /// What nobody owned long enough.
    case transition
    /// What nobody owned.
    case unassigned
}
