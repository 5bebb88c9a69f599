import Glibc

/// Compares treated with controls within strata: whether the event is likelier, and by how much.
///
///     let contrast = StratifiedContrast([
///         TwoByTwo(treatedEvents: 3, treatedOthers: 9, controlEvents: 20, controlOthers: 40)
///     ])
///     contrast.riskDifference  // -0.083
///
/// Here a and b are the treated with and without the event, c and d the controls, `n1 = a + b`, `n0
/// = c + d`, `m = a + c` and `N = n1 + n0` in each stratum that holds both arms:
///
///     V          = Σ n1 n0 m (N - m) / (N² (N - 1))
///     chi-square = (Σ a - Σ n1 m / N)² / V
///     odds ratio = Σ (a d / N) / Σ (b c / N)
///     RD         = Σ ((a n0 - c n1) / N) / W,  W = Σ (n1 n0 / N)
///     SE0(RD)    = √V / W
///
/// The chi-square has no continuity correction. The interval `RD ± z SE0` uses the variance under no
/// difference, as the test does: it leaves out 0 exactly where the test rejects. Where a margin
/// total is small, the p-value is that of the exact conditional test, and there is no interval.
///
/// Source: Mantel, N. and Haenszel, W. (1959), Statistical aspects of the analysis of data from
/// retrospective studies of disease, Journal of the National Cancer Institute 22, 719-748; R's
/// `mantelhaen.test`, `exact = TRUE` for the exact test.
public struct StratifiedContrast: Sendable, Equatable, Codable {
    /// How many strata have both arms. They are compared.
    public let strata: Int
    /// How many strata have only one arm, or none. They are left out of everything else.
    public let dropped: Int
    /// The treated in the strata compared.
    public let treated: Int
    /// The controls in the strata compared.
    public let controls: Int
    /// The Cochran-Mantel-Haenszel statistic with 1 degree of freedom; nil when its variance is 0.
    public let chiSquare: Double?
    /// The two-sided p-value of no difference; nil when the variance is 0.
    public let p: Double?
    /// Whether `p` is that of the exact conditional test, ordered by probabilities. It is where one
    /// of the totals of treated, controls, events and others over the compared strata is below the
    /// margin, and there is a p.
    public let isExact: Bool
    /// The Mantel-Haenszel odds ratio, above 1 where the treated have more events; nil when its
    /// denominator is 0.
    public let oddsRatio: Double?
    /// The Mantel-Haenszel risk difference, treated minus controls, in `-1...1`; nil without strata.
    public let riskDifference: Double?
    /// SE0, the standard error of the risk difference where there is none; nil without an interval.
    public let nullError: Double?
    /// The interval of `riskDifference`, cut at ±1; nil for a `reason`.
    public let interval: Interval?
    /// Why there is no interval; nil with one.
    public let reason: Shortage?

    /// Why a contrast has no interval. The first case that applies holds.
    public enum Shortage: String, Sendable, CaseIterable, Codable {
        /// No stratum has both arms.
        case noStrata = "no_strata"
        /// Too few treated or controls.
        case tooFew = "too_few"
        /// All treated and controls of each stratum fared alike.
        case noVariation = "no_variation"
        /// The exact test decides.
        case exact
    }

    /// Compares the arms of the strata, given in any order.
    ///
    /// - Parameters:
    ///   - strata: the counts of each stratum.
    ///   - z: the standard normal quantile of the interval.
    ///   - minimumArm: how many treated, and how many controls, an interval needs.
    ///   - exactMargin: the exact test decides where a margin total is below this.
    /// - Precondition: no count is negative.
    /// - Complexity: O(strata).
    public init(
        _ strata: [TwoByTwo], z: Double = 1.959963984540054, minimumArm: Int = 5,
        exactMargin: Int = 5
    ) {
        strata.forEach { $0.requireCounts() }
        let kept = strata.filter { $0.treated > 0 && $0.controls > 0 }
        self.strata = kept.count
        dropped = strata.count - kept.count
        treated = kept.reduce(0) { $0 + $1.treated }
        controls = kept.reduce(0) { $0 + $1.controls }

        let sums = MantelHaenszelSums(kept)
        let varies = sums.variance > 0
        chiSquare = varies ? sums.excess * sums.excess / sums.variance : nil
        oddsRatio = sums.discordance > 0 ? sums.concordance / sums.discordance : nil
        riskDifference = sums.weight > 0 ? sums.excess / sums.weight : nil

        let events = kept.reduce(0) { $0 + $1.events }
        let others = kept.reduce(0) { $0 + $1.others }
        isExact = varies && min(treated, controls, events, others) < exactMargin
        p =
            !varies
            ? nil
            : isExact ? exactConditionalP(kept) : chiSquare.map { erfc(($0 / 2).squareRoot()) }
        reason =
            kept.isEmpty
            ? .noStrata
            : min(treated, controls) < minimumArm
                ? .tooFew : !varies ? .noVariation : isExact ? .exact : nil
        guard reason == nil, let riskDifference else {
            (nullError, interval) = (nil, nil)
            return
        }
        let error = sums.variance.squareRoot() / sums.weight
        nullError = error
        interval = Interval(
            low: max(-1, riskDifference - z * error), high: min(1, riskDifference + z * error))
    }
}

/// The sums over strata whose quotients are the Mantel-Haenszel estimates.
private struct MantelHaenszelSums {
    /// Σ (a d - b c) / N: the treated events minus those expected, `a - n1 m / N`, which equals `(a
    /// n0 - c n1) / N`.
    var excess = 0.0
    /// The hypergeometric variance of `excess`.
    var variance = 0.0
    /// Σ a d / N.
    var concordance = 0.0
    /// Σ b c / N.
    var discordance = 0.0
    /// Σ n1 n0 / N.
    var weight = 0.0

    /// Sums over strata that have both arms.
    init(_ strata: [TwoByTwo]) {
        for table in strata {
            let a = Double(table.treatedEvents)
            let b = Double(table.treatedOthers)
            let c = Double(table.controlEvents)
            let d = Double(table.controlOthers)
            let n1 = a + b
            let n0 = c + d
            let n = n1 + n0
            excess += (a * d - b * c) / n
            variance += n1 * n0 / (n * n) * (a + c) * (b + d) / (n - 1)
            concordance += a * d / n
            discordance += b * c / n
            weight += n1 * n0 / n
        }
    }
}

/// The two-sided p-value of the treated events given the margins of every stratum.
private func exactConditionalP(_ strata: [TwoByTwo]) -> Double {
    var total = CountDistribution(certain: 0)
    var observed = 0
    for table in strata {
        total = total.adding(CountDistribution(marginsOf: table))
        observed += table.treatedEvents
    }
    return total.twoSidedP(of: observed)
}
