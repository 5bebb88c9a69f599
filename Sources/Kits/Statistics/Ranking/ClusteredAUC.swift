/// The area under the ROC curve, or the difference of two, with a standard error that allows for clusters.
///
///     let placements = Placements(scores, isPositive: renewed)
///     let auc = placements.map { ClusteredAUC($0, isPositive: renewed, clusters: accounts) }
///     auc?.interval
///
/// With V the placements, m positive and n negative cases, and over the cases of cluster i
///
///     A_i = Σ over positive cases (V - AUC) / m        B_i = Σ over negative cases (V - AUC) / n
///     a = I10 / (I10 - 1) Σ A²     b = I01 / (I01 - 1) Σ B²
///     variance = a + b + 2 I / (I - 1) Σ A B
///
/// where I10, I01 and I are the clusters with a positive, a negative, any case. The interval and the p-value
/// are those of Student's t with `(a + b)² / (a² / (I10 - 1) + b² / (I01 - 1))` degrees of freedom. If
/// each case is a cluster of its own, the variance is that of DeLong.
///
/// Source: Obuchowski, N. A. (1997), Nonparametric analysis of clustered ROC curve data, Biometrics 53,
/// 567-578; the degrees of freedom after Satterthwaite, F. E. (1946), An approximate distribution of
/// estimates of variance components, Biometrics Bulletin 2, 110-114.
public struct ClusteredAUC: Sendable, Equatable, Codable {
    /// The area, in `0...1`, or the first area less the second.
    public let estimate: Double
    /// The standard error; nil if all positive, or all negative, cases are of one cluster.
    public let standardError: Double?
    /// The degrees of freedom; nil without a standard error above 0.
    public let degreesOfFreedom: Double?
    /// The 95 % interval, cut to the values that are possible; nil without a standard error above 0.
    public let interval: Interval?
    /// The two-sided p-value of a true area of one half, or of no difference; nil without a standard
    /// error above 0.
    public let p: Double?

    /// A standard error up to this is rounding, and counts as 0.
    private static let least = 1e-12

    /// The area under one curve.
    ///
    /// - Parameters:
    ///   - placements: those of the cases.
    ///   - isPositive: whether each case is positive, in the same order.
    ///   - clusters: the cluster of each case, counted from 0, in the same order. Rounding depends on
    ///     the order of the cases.
    /// - Complexity: O(cases + highest cluster).
    public init(_ placements: Placements, isPositive: [Bool], clusters: [Int32]) {
        self.init(
            placements.auc, null: 0.5, possible: 0...1, placements, isPositive, clusters
        ) { placements.values[$0] }
    }

    /// The difference of the areas under two curves of the same cases: the first less the second.
    ///
    /// - Parameters:
    ///   - first: the placements of the cases by the first score.
    ///   - second: those by the second score.
    ///   - isPositive: whether each case is positive, in the same order.
    ///   - clusters: the cluster of each case, counted from 0, in the same order.
    /// - Precondition: both have the same cases.
    /// - Complexity: O(cases + highest cluster).
    public init(
        differenceOf first: Placements, and second: Placements, isPositive: [Bool],
        clusters: [Int32]
    ) {
        precondition(first.values.count == second.values.count, "both scores need the same cases")
        self.init(
            first.auc - second.auc, null: 0, possible: -1...1, first, isPositive, clusters
        ) { first.values[$0] - second.values[$0] }
    }

    private init(
        _ estimate: Double, null: Double, possible: ClosedRange<Double>, _ placements: Placements,
        _ isPositive: [Bool], _ clusters: [Int32], value: (Int) -> Double
    ) {
        precondition(isPositive.count == clusters.count, "each case needs its cluster")
        let count = Int(clusters.max() ?? -1) + 1
        var sums = [SIMD2<Double>](repeating: .zero, count: count)
        var cases = [SIMD2<Int32>](repeating: .zero, count: count)
        for index in clusters.indices {
            let side = isPositive[index] ? 0 : 1
            sums[Int(clusters[index])][side] += value(index) - estimate
            cases[Int(clusters[index])][side] &+= 1
        }
        let sizes = SIMD2(Double(placements.positives), Double(placements.negatives))
        var squares = SIMD2<Double>.zero
        var products = 0.0
        var (withPositive, withNegative, all) = (0.0, 0.0, 0.0)
        for (sum, number) in zip(sums, cases) where number != .zero {
            let share = sum / sizes
            squares += share * share
            products += share[0] * share[1]
            if number[0] > 0 { withPositive += 1 }
            if number[1] > 0 { withNegative += 1 }
            all += 1
        }
        self.estimate = estimate
        guard withPositive > 1, withNegative > 1 else {
            (standardError, degreesOfFreedom, interval, p) = (nil, nil, nil, nil)
            return
        }
        let a = withPositive / (withPositive - 1) * squares[0]
        let b = withNegative / (withNegative - 1) * squares[1]
        let error = max(0, a + b + 2 * all / (all - 1) * products).squareRoot()
        guard error > Self.least else {
            (standardError, degreesOfFreedom, interval, p) = (0, nil, nil, nil)
            return
        }
        let freedom = (a + b) * (a + b) / (a * a / (withPositive - 1) + b * b / (withNegative - 1))
        let reach = error * studentQuantile(0.975, degreesOfFreedom: freedom)
        standardError = error
        degreesOfFreedom = freedom
        interval = Interval(
            low: max(possible.lowerBound, estimate - reach),
            high: min(possible.upperBound, estimate + reach))
        p = studentTail((estimate - null) / error, degreesOfFreedom: freedom)
    }
}
