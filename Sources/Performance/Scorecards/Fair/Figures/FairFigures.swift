/// The renewals of a book, compared with what an average team would have renewed with the same
/// accounts.
///
/// Source: `Documentation/methods.md`, 9.
public struct FairFigures: Sendable, Equatable, Codable {
    /// How many of the settled renewals were renewed, O.
    public let observed: Int
    /// How many renewals are settled, n.
    public let settled: Int
    /// What an average team would have renewed of the same accounts; nil where the renewals of the
    /// others do not tell.
    public let expected: Expectation?
    /// The same with the accounts as they stood shortly before the due date. It adjusts away what the
    /// owner did in the term and is never the headline.
    public let endGame: Expectation?
    /// O / E and the rate that follows from it; nil with too few renewals, or without an expectation.
    public internal(set) var comparison: Comparison?
    /// How much of the difference chance explains; nil where `comparison` is, and for the company and
    /// the pools.
    public internal(set) var chance: Chance?
    /// The rate shrunk towards the other books; nil with too few renewals, for the company and the
    /// pools, and where there is a `rankReason` that leaves nothing to shrink.
    public internal(set) var shrinkage: Shrinkage?
    /// Why figures are missing, or the band has no other word; nil for a CSM or a team with a band.
    public package(set) var reason: NullReason?
    /// Why there is no rank; nil with one, and for the company, the pools and too few renewals.
    public internal(set) var rankReason: RankReason?

    /// Whether more were renewed than expected; false where nobody knows.
    public var isAboveExpected: Bool { expected.map { Double(observed) > $0.expected } ?? false }

    /// What an average team would have renewed.
    public struct Expectation: Sendable, Equatable, Codable {
        /// The expected number of renewals, E = Σ p.
        public let expected: Double
        /// Its variance, V = Σ p (1 - p).
        public let variance: Double

        /// The expectation of renewals with these probabilities.
        init(_ probabilities: [Double]) {
            expected = probabilities.reduce(0, +)
            variance = probabilities.reduce(0) { $0 + $1 * (1 - $1) }
        }
    }

    /// The number renewed, relative to the number expected.
    public struct Comparison: Sendable, Equatable, Codable {
        /// O / E.
        public let ratio: Double
        /// O / E of the end-game version; nil without one.
        public let endGameRatio: Double?
        /// The rate of those learnt from, times the ratio, at most 1.
        public let riskAdjustedRate: Double
        /// Whether the product is above 1.
        public let isCapped: Bool
    }

    /// How far a book is from its expectation, measured by what chance alone gives.
    public struct Chance: Sendable, Equatable, Codable {
        /// The variance s² of the shift of the book's log-odds, as the others' renewals leave it open.
        public let expectationVariance: Double
        /// How much wider that makes what chance gives: w = √(1 + V s²).
        public let widening: Double
        /// The probability that chance alone is as far from the expected number: two-sided mid-p, in
        /// `0...1`.
        public let midP: Double
        /// How unusual that is.
        public package(set) var band: ChanceBand
        /// The numbers of renewals in line with chance.
        public let range: ClosedRange<Int>
        /// The probability that chance alone leaves the range of an expectation that is known exactly,
        /// in `0...1`. Counts are whole, so it is less than the level.
        public let probabilityOutside: Double
        /// Whether the book stands out for the first time: it was in line in the earlier review, or
        /// not in it. Nil for a book in line.
        public package(set) var isFirstTime: Bool?
    }

    /// The rate of a book, shrunk towards those of the others by how reliable it is.
    public struct Shrinkage: Sendable, Equatable, Codable {
        /// The renewal rate that the book would likely have with an average mix of accounts.
        public let shrunkRate: Double
        /// The share of the variance that true differences make, τ² / (τ² + s²), from 0 to below 1.
        public let reliability: Double
        /// The rank among the reliable books, 1 the highest; nil unless reliable.
        public internal(set) var rank: Int?
        /// How many more settled renewals a rank takes: 0 where reliable, nil where books differ no
        /// more than chance lets them.
        public let moreNeeded: Int?
    }
}
