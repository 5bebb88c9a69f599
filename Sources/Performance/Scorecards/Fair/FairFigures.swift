/// What came of a book beside what an average team would have renewed with it.
///
/// Source: `Documentation/methods.md`, 9.
public struct FairFigures: Sendable, Equatable {
    /// How many of the settled renewals were renewed, O.
    public let observed: Int
    /// How many renewals are settled, n.
    public let settled: Int
    /// What would have been renewed of the same accounts by an average team, E.
    public let expected: Expectation
    /// The same with the accounts as they stood shortly before the due date: what the owner did in
    /// the term is then adjusted away. Never the headline.
    public let endGame: Expectation
    /// O / E and what follows from it; nil with too few renewals.
    public internal(set) var comparison: Comparison?
    /// What luck explains; nil with too few renewals, and for the company and the pools.
    public internal(set) var luck: Luck?
    /// What is likely to last; nil where `luck` is, and with fewer than two books to compare.
    public internal(set) var lasting: Lasting?
    /// Why figures are missing; nil for a CSM or a team with enough renewals.
    public internal(set) var reason: NullReason?

    /// Why there is no rank; nil with one, and for the company, the pools and too few renewals.
    public var rankReason: RankReason? {
        luck == nil ? nil : lasting.map(\.rankReason) ?? .tooFewBooks
    }

    /// What an average team would have renewed.
    public struct Expectation: Sendable, Equatable {
        /// The expected number, Σ p.
        public let expected: Double
        /// Its variance by chance, Σ p (1 - p).
        public let variance: Double

        init(_ chances: [Double]) {
            expected = chances.reduce(0, +)
            variance = chances.reduce(0) { $0 + $1 * (1 - $1) }
        }
    }

    /// What was renewed in relation to what was expected.
    public struct Comparison: Sendable, Equatable {
        /// O / E.
        public let ratio: Double
        /// O / E of the end-game version.
        public let endGameRatio: Double
        /// The company's rate times the ratio, at most 1.
        public let riskAdjustedRate: Double
        /// Whether it would have come out above 1.
        public let isCapped: Bool
    }

    /// Where a book stands in what luck alone gives.
    public struct Luck: Sendable, Equatable {
        /// How often luck alone is as far from the expected number, two-sided mid-p, 0 to 1.
        public let midP: Double
        /// What that means.
        public let band: LuckBand
        /// The numbers of renewals that luck alone gives, the band.
        public let range: ClosedRange<Int>
        /// How likely luck alone leaves the band, 0 to 1: less than the level, as counts are whole.
        public let chanceOutside: Double
        /// Whether the book stands out for the first time: it did not 12 months before, or was not
        /// known then. Nil within the band.
        public internal(set) var isFirstTime: Bool?
    }

    /// What of a difference is likely to last, judged by how much books differ at all.
    public struct Lasting: Sendable, Equatable {
        /// The renewal rate that the book is likely to have with an average mix of accounts.
        public let shrunkRate: Double
        /// The share of the differences that luck does not make, 0 to below 1.
        public let reliability: Double
        /// The place among the reliable ones, 1 the highest; nil unless reliable.
        public internal(set) var rank: Int?
        /// Why there is no rank; nil with one.
        public let rankReason: RankReason?
        /// How many more settled renewals a rank would need; 0 where reliable, nil where books
        /// differ no more than luck lets them.
        public let moreNeeded: Int?
    }
}

/// What the distance of a book from its expectation means.
public enum LuckBand: String, Sendable, CaseIterable {
    /// Luck alone often gives that.
    case inLine = "in_line"
    /// Luck alone seldom gives that; among many books it does for some.
    case worthAConversation = "worth_a_conversation"
    /// Luck alone hardly ever gives that.
    case unlikelyChance = "unlikely_chance"
}

/// Why a book has no rank.
public enum RankReason: String, Sendable {
    /// Luck makes too much of the differences.
    case notReliable = "not_reliable"
    /// Books differ no more than luck lets them.
    case noVariation = "no_variation"
    /// There are fewer than two books with enough renewals.
    case tooFewBooks = "too_few_books"
}

/// From the company's renewal rate to that of a book, in steps that add up exactly.
public struct RateBridge: Sendable, Equatable {
    /// The company's rate.
    public let companyRate: Double
    /// What easier or harder accounts add, as a share of the book's renewals.
    public let caseMix: Double
    /// What renewals add whose owner took the account over within the term.
    public let transition: Double
    /// What the others add.
    public let rest: Double
    /// The book's own rate.
    public let rate: Double
}
