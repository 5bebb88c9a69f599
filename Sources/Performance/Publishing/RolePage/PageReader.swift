package import Domain

/// Whose view of a month a file shows.
package enum PageReader: Sendable, Equatable {
    /// People who may see the figures of everybody.
    case everybody
    /// People who may see one team and its CSMs.
    case team(String)
    /// A CSM, who sees nothing but their own figures.
    case csm(CSMID)
    /// People who may see no figure of a single person. The review must be one without small groups.
    case board
}
