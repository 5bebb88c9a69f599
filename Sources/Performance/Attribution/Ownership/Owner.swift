/// Whom a review credits with a renewal or an account.
///
/// Source: `Documentation/methods.md`, 4.
public enum Owner: Hashable, Sendable {
    /// The CSM at that position of `Portfolio.csms`.
    case csm(Int)
    /// The pool of renewals that nobody owned for long enough.
    case transition
    /// The pool of renewals and accounts that nobody owned.
    case unassigned
}
