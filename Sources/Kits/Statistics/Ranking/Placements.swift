/// How the scores of positive cases lie among those of negative ones: the area under the ROC curve and
/// what each case adds to it.
///
///     let placements = Placements([3, 1, 2, 2], isPositive: [true, false, true, false])
///     placements?.auc  // 0.875
///
/// The placement of a positive case is the share of negative cases with a lower score. That of a negative
/// case is the share of positive cases with a higher score. Equal scores count one half. The mean of
/// either is the area under the curve: the probability that a positive case scores higher than a negative
/// one.
///
/// Source: DeLong, E. R., DeLong, D. M. and Clarke-Pearson, D. L. (1988), Comparing the areas under two or
/// more correlated receiver operating characteristic curves, Biometrics 44, 837-845.
public struct Placements: Sendable, Equatable {
    /// The placement of each case, in the order of the scores, in `0...1`.
    public let values: [Double]
    /// The area under the ROC curve, in `0...1`.
    public let auc: Double
    /// How many cases are positive.
    public let positives: Int
    /// How many cases are negative.
    public let negatives: Int

    /// The placements of some cases, in any order.
    ///
    /// Nil without a positive or without a negative case.
    ///
    /// - Parameters:
    ///   - scores: the score of each case, finite.
    ///   - isPositive: whether each case is positive, in the order of `scores`.
    /// - Complexity: O(n log n).
    public init?(_ scores: [Double], isPositive: [Bool]) {
        self.init(RankOrder(scores), isPositive: isPositive)
    }

    /// The placements of cases whose order by score is known.
    ///
    /// Nil without a positive or without a negative case.
    ///
    /// - Parameters:
    ///   - order: the order of the scores.
    ///   - isPositive: whether each case is positive.
    /// - Precondition: there is an outcome for each score.
    /// - Complexity: O(n).
    public init?(_ order: RankOrder, isPositive: [Bool]) {
        precondition(order.positions.count == isPositive.count, "each score needs its outcome")
        let positives = isPositive.count { $0 }
        let negatives = isPositive.count - positives
        guard positives > 0, negatives > 0 else { return nil }

        var values = [Double](repeating: 0, count: isPositive.count)
        // Counts of halves stay whole, so that the sum is exact.
        var halves = 0
        var (below, positivesBelow) = (0, 0)
        order.forEachTie { tie in
            let positivesHere = tie.count { isPositive[Int($0)] }
            let negativesHere = tie.count - positivesHere
            let lower = 2 * below + negativesHere
            let higher = 2 * (positives - positivesBelow - positivesHere) + positivesHere
            halves += positivesHere * lower
            let ofPositive = Double(lower) / Double(2 * negatives)
            let ofNegative = Double(higher) / Double(2 * positives)
            for position in tie {
                values[Int(position)] = isPositive[Int(position)] ? ofPositive : ofNegative
            }
            below += negativesHere
            positivesBelow += positivesHere
        }
        self.values = values
        self.positives = positives
        self.negatives = negatives
        auc = Double(halves) / 2 / (Double(positives) * Double(negatives))
    }
}
