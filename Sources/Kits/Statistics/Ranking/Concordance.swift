/// How many pairs of a positive and a negative case a score puts in order.
///
///     var concordance = Concordance()
///     concordance.add([0.2, 0.9], isPositive: [false, true])
///     concordance.share  // 1
///
/// Pairs are made within each group that is added, such as a fold of a cross-validation, and then counted
/// together.
public struct Concordance: Sendable, Equatable {
    /// Twice the pairs in order. A pair of equal scores counts one half.
    private var halves = 0
    /// All pairs.
    public private(set) var pairs = 0

    /// No pairs yet.
    public init() {}

    /// Adds the pairs within a group of cases.
    ///
    /// - Parameters:
    ///   - scores: the score of each case, finite.
    ///   - isPositive: whether each case is positive, in the same order.
    /// - Complexity: O(n log n).
    public mutating func add(_ scores: [Double], isPositive: [Bool]) {
        precondition(scores.count == isPositive.count, "each score needs its outcome")
        var negatives = 0
        RankOrder(scores).forEachTie { tie in
            let positivesHere = tie.count { isPositive[Int($0)] }
            let negativesHere = tie.count - positivesHere
            halves += positivesHere * (2 * negatives + negativesHere)
            negatives += negativesHere
        }
        pairs += negatives * (scores.count - negatives)
    }

    /// The share of pairs in order, in `0...1`; nil without pairs.
    public var share: Double? {
        pairs > 0 ? Double(halves) / 2 / Double(pairs) : nil
    }
}
