/// The state of the renewal of an episode.
public enum EpisodeState: String, Sendable, CaseIterable, Codable {
    /// Too early to tell.
    case pending
    /// Due for a while, but not closed.
    case overdue
    /// The customer stays.
    case renewed
    /// The customer leaves, or the renewal never closed.
    case churned
}
