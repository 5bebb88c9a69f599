/// Why a book has no rank.
public enum RankReason: String, Sendable, Codable {
    /// Chance makes too much of the differences between books.
    case notReliable = "not_reliable"
    /// Books differ no more than chance lets them.
    case noVariation = "no_variation"
    /// Fewer than two books have enough renewals.
    case tooFewBooks = "too_few_books"
}
