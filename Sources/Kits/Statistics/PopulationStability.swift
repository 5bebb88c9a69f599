import Glibc

/// How far the distribution of a number has moved: the population stability index.
///
///     PopulationStability(older: lastYear.sorted(), newer: thisYear.sorted())?.index
///
/// The bins end at the deciles of the older numbers (type 7), equal ones taken once. A number that equals
/// an edge lies in the lower bin. With p and q the shares of a bin, each at least `leastShare`, the index
/// is `Σ (q - p) ln(q / p)`.
///
/// If nine in ten of the older numbers are the largest, all lie in one bin, and the index is 0 whatever
/// the newer numbers are.
///
/// Source: Siddiqi, N. (2006), Credit Risk Scorecards, 16; for its distribution Yurdakul, B. and Naranjo, J.
/// (2020), Statistical properties of the population stability index, Journal of Risk Model Validation 14.
public struct PopulationStability: Sendable, Equatable, Codable {
    /// The index, 0 or more.
    public let index: Double
    /// How many bins there are, 2 or more.
    public let bins: Int
    /// What the index stays below with probability 0.95 if nothing moved:
    /// `χ²₀.₉₅(bins - 1) (1 / older + 1 / newer)`.
    public let chance: Double

    /// The index of some numbers.
    ///
    /// Nil if either has none.
    ///
    /// - Parameters:
    ///   - older: the older numbers, rising.
    ///   - newer: the newer numbers, rising.
    ///   - leastShare: the least share of a bin.
    ///   - level: the probability of `chance`.
    /// - Complexity: O(n).
    public init?(
        older: [Double], newer: [Double], leastShare: Double = 0.0001, level: Double = 0.95
    ) {
        guard !older.isEmpty, !newer.isEmpty else { return nil }
        var edges: [Double] = []
        for tenth in 1...9 {
            let edge = quantile(ofRising: older, tenth, of: 10)
            if edge != edges.last { edges.append(edge) }
        }
        let (before, after) = (Self.shares(older, edges), Self.shares(newer, edges))
        index = zip(before, after).reduce(0) { sum, shares in
            let (p, q) = (max(shares.0, leastShare), max(shares.1, leastShare))
            return sum + (q - p) * log(q / p)
        }
        bins = edges.count + 1
        chance =
            chiSquareQuantile(level, degreesOfFreedom: Double(edges.count))
            * (1 / Double(older.count) + 1 / Double(newer.count))
    }

    private static func shares(_ rising: [Double], _ edges: [Double]) -> [Double] {
        var shares: [Double] = []
        var position = 0
        for edge in edges + [.infinity] {
            let start = position
            while position < rising.count, rising[position] <= edge { position += 1 }
            shares.append(Double(position - start) / Double(rising.count))
        }
        return shares
    }
}
