public import Statistics

/// All books of one kind, CSMs or teams, that have enough settled renewals to be compared.
///
/// Source: `Documentation/methods.md`, 9.
public struct BookGroup: Sendable, Equatable {
    /// How many books have enough settled renewals.
    public let books: Int
    /// How many of them lie outside the range that chance alone gives.
    public internal(set) var outside: Int
    /// How many would lie outside by chance alone, on average.
    public let outsideByChance: Double
    /// How much the books differ beyond chance, on the scale of log-odds; nil with fewer than two.
    public let spread: RandomEffects?
}
