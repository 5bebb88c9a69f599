/// How unusual the distance of a book from its expectation is.
public enum ChanceBand: String, Sendable, CaseIterable, Codable {
    /// Chance alone often gives such a distance.
    case inLine = "in_line"
    /// Chance alone seldom gives it, though among many books it does for some.
    case worthAConversation = "worth_a_conversation"
    /// Chance alone hardly ever gives it.
    case unlikelyChance = "unlikely_chance"
    /// So many outcomes are missing that nobody can tell.
    case cannotTell = "cannot_tell"

    /// Whether the book stands out.
    public var isOutside: Bool { self == .worthAConversation || self == .unlikelyChance }
}
