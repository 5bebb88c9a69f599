import Domain

/// How the figures of a closed month moved up to some import. A later comparison goes on from there
/// instead of replaying every import since the closing.
///
/// ```swift
/// let first = try Restatements(…, replay: store.replay(since: closed), …)
/// // after another import
/// let next = try Restatements(
///     …, replay: store.replay(since: closed, after: first.course), …, after: first.course)
/// ```
///
/// It holds for one closing and one version of the methods. The policy of today is no part of it.
public struct RestatementCourse: Sendable {
    /// The number of the last import in the log that it knows.
    public let lastImport: Int
    /// What came in up to there that could change a figure.
    let parts: [ReplayedPart]
    /// The steps up to there, by the policy of the closing.
    let figures: FigureCourse
}
