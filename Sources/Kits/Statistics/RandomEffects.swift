/// How much true effects vary beyond what chance explains, by DerSimonian and Laird's moments.
///
/// With weights `w = 1 / v`, `Q = Σ w (x - Σ w x / Σ w)²` and k effects:
///
///     τ²   = max(0, (Q - (k - 1)) / (Σ w - Σ w² / Σ w))
///     mean = Σ w* x / Σ w*,  w* = 1 / (v + τ²)
///
/// Source: DerSimonian, R. and Laird, N. (1986), Meta-analysis in clinical trials, Controlled
/// Clinical Trials 7, 177-188.
public struct RandomEffects: Sendable, Equatable {
    /// The variance τ² of the true effects; 0 where they differ no more than chance lets them.
    public let tauSquared: Double
    /// The mean of the true effects.
    public let mean: Double

    /// The spread of some effects; nil with fewer than two, with numbers of two lengths, or with a
    /// variance that is not positive.
    ///
    /// - Parameters:
    ///   - effects: the estimates, in any one unit.
    ///   - variances: their sampling variances, above 0, one an effect.
    /// - Complexity: O(k).
    public init?(effects: [Double], variances: [Double]) {
        guard effects.count >= 2, effects.count == variances.count,
            variances.allSatisfy({ $0 > 0 && $0.isFinite })
        else { return nil }
        func mean(_ weights: [Double]) -> Double {
            zip(weights, effects).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
        }
        let weights = variances.map { 1 / $0 }
        let fixed = mean(weights)
        let q = zip(weights, effects).reduce(0) { $0 + $1.0 * ($1.1 - fixed) * ($1.1 - fixed) }
        let sum = weights.reduce(0, +)
        let scale = sum - weights.reduce(0) { $0 + $1 * $1 } / sum
        let tauSquared = max(0, (q - Double(effects.count - 1)) / scale)
        self.tauSquared = tauSquared
        self.mean = mean(variances.map { 1 / ($0 + tauSquared) })
    }

    /// The share of an estimate's variance that true differences make: `τ² / (τ² + v)`, 0 to 1.
    ///
    /// Estimates are commonly ranked only from 0.70 on: Adams, J. L. et al. (2010), Physician cost
    /// profiling - reliability and risk of misclassification, New England Journal of Medicine 362,
    /// 1014-1021.
    ///
    /// - Parameter variance: the sampling variance v of the estimate, above 0.
    /// - Returns: the share, from 0 to below 1.
    public func reliability(variance: Double) -> Double {
        tauSquared / (tauSquared + variance)
    }

    /// The estimate drawn to the mean as far as it is unreliable: the best guess of the true effect.
    ///
    /// - Parameters:
    ///   - effect: the estimate.
    ///   - variance: its sampling variance, above 0.
    /// - Returns: a number between the estimate and the mean, in the unit of the effects.
    public func shrunken(_ effect: Double, variance: Double) -> Double {
        mean + (effect - mean) * reliability(variance: variance)
    }
}
