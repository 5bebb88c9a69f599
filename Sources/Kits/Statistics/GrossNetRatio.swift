/// The share of a sum that is kept over time, without growth (gross) and with growth (net), each
/// with its interval.
public struct GrossNetRatio: Sendable, Equatable {
    /// The share kept without growth, `G = Σ min(x, y) / Σ x`, in `0...1`.
    public let gross: Double
    /// The share kept with growth, `R = Σ y / Σ x`, 0 or more.
    public let net: Double
    /// The effective number of pairs, `(Σ x)² / Σ x²`: so many pairs of equal size would carry as
    /// much evidence.
    public let effectiveCount: Double
    /// Wilson's interval of `gross` with the effective count.
    public let grossInterval: Interval
    /// The interval of `net`; nil for a single pair, whose growth has no standard error.
    public let netInterval: Interval?

    /// A ratio with these parts.
    public init(
        gross: Double, net: Double, effectiveCount: Double, grossInterval: Interval,
        netInterval: Interval?
    ) {
        self.gross = gross
        self.net = net
        self.effectiveCount = effectiveCount
        self.grossInterval = grossInterval
        self.netInterval = netInterval
    }
}

/// The gross and net ratio of paired amounts before (x) and after (y), with their intervals.
///
/// Net is gross plus growth: `R = G + X` with `X = Σ max(0, y - x) / Σ x`. Losses are mostly
/// all-or-nothing, so G has Wilson's interval [gl, gh] with n_eff. Growth is skewed and never
/// negative, so X has the standard error of a ratio, and its lower distance is at most X itself:
///
///     SE(X) = √(n/(n-1) Σ (max(0, y - x) - X x)²) / Σ x
///     low   = max(0, R - √((G - gl)² + min(X, z SE)²))
///     high  = R + √((gh - G)² + (z SE)²)
///
/// Pairs that start at 0 count in n and in the growth.
///
/// - Parameters:
///   - before: the amounts x, one per pair, in one currency, 0 or more.
///   - after: the amounts y, in the order and unit of `before`, 0 or more.
///   - z: the standard normal quantile of the confidence wanted (1.96 for two-sided 95 %), above 0.
/// - Returns: both ratios; nil when Σ x is 0 (so also without pairs), when an amount is negative or
///   not finite, or when z is not above 0.
/// - Precondition: `before` and `after` are equally long.
/// - Complexity: O(n). It takes two passes, so that the standard error is a sum of squares and not
///   a difference of large sums.
///
/// Source: Cochran, W. G. (1977), Sampling Techniques, 3rd ed., section 2.11 (standard error of a
/// ratio); Zou, G. Y. and Donner, A. (2008), Construction of confidence limits about effect
/// measures, Statistics in Medicine 27, 1693-1702 (square-and-add); Kish, L. (1965), Survey
/// Sampling (effective number).
public func grossNetRatio(before: [Double], after: [Double], z: Double) -> GrossNetRatio? {
    precondition(before.count == after.count, "before and after must be pairs")

    var beforeSum = 0.0
    var beforeSquares = 0.0
    var keptSum = 0.0
    var afterSum = 0.0
    var growthSum = 0.0
    for (x, y) in zip(before, after) {
        guard x >= 0, y >= 0 else { return nil }
        beforeSum += x
        beforeSquares += x * x
        keptSum += min(x, y)
        afterSum += y
        growthSum += max(0, y - x)
    }
    guard beforeSum > 0, beforeSquares.isFinite, afterSum.isFinite else { return nil }

    let gross = keptSum / beforeSum
    let net = afterSum / beforeSum
    let growth = growthSum / beforeSum
    let effectiveCount = beforeSum / beforeSquares * beforeSum
    guard let grossInterval = wilsonInterval(proportion: gross, n: effectiveCount, z: z) else {
        return nil
    }

    var netInterval: Interval?
    if before.count > 1 {
        var squares = 0.0
        for (x, y) in zip(before, after) {
            let residual = max(0, y - x) - growth * x
            squares += residual * residual
        }
        let n = Double(before.count)
        let growthReach = z * (n / (n - 1) * squares).squareRoot() / beforeSum
        let down = hypotenuse(gross - grossInterval.low, min(growth, growthReach))
        let up = hypotenuse(grossInterval.high - gross, growthReach)
        netInterval = Interval(low: max(0, net - down), high: net + up)
    }
    return GrossNetRatio(
        gross: gross, net: net, effectiveCount: effectiveCount, grossInterval: grossInterval,
        netInterval: netInterval)
}

/// The square-and-add combination of two independent distances.
private func hypotenuse(_ a: Double, _ b: Double) -> Double {
    (a * a + b * b).squareRoot()
}
