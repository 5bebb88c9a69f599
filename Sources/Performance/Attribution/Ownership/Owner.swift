/// Whom a review credits with an event or an account.
///
/// Source: `Documentation/methods.md`, 4.
public enum Owner: Hashable, Sendable {
    /// The CSM at that position of `Portfolio.csms`.
    case csm(Int)
    /// The pool of what nobody owned long enough.
    case transition
    /// The pool of what nobody owned.
    case unassigned
}
