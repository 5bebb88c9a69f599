public import Statistics

/// All books of one kind, CSMs or teams, that have enough settled renewals to be compared.
///
/// Source: `Documentation/methods.md`, 9.
public struct BookGroup: Sendable, Equatable, Codable {
    /// How many books have enough settled renewals.
    public let books: Int
    /// How many of them lie outside the range that chance alone gives.
    public internal(set) var outside: Int
    /// How many of them nobody can tell about, as outcomes are missing.
    public internal(set) var undecided = 0
    /// How many would lie outside by chance alone, on average.
    public let outsideByChance: Double
    /// How much the books differ beyond chance, on the scale of log-odds; nil with fewer than two.
    public let spread: RandomEffects?
}

extension BookGroup {
    /// Whether outcomes are missing for all of its books, so that none can be compared.
    public var isUndecided: Bool { books > 0 && undecided == books }

    mutating func count(_ bands: [ChanceBand]) {
        outside = bands.count { $0.isOutside }
        undecided = bands.count { $0 == .cannotTell }
    }
}
