/// The variance of true effects beyond what chance explains, by the method of DerSimonian and
/// Laird.
///
///     let spread = RandomEffects(effects: [0.1, -0.3, 0.4], variances: [0.02, 0.05, 0.03])
///
/// With weights `w = 1 / v`, `Q = Σ w (x - Σ w x / Σ w)²` and k effects:
///
///     τ²   = max(0, (Q - (k - 1)) / (Σ w - Σ w² / Σ w))
///     mean = Σ w* x / Σ w*,  w* = 1 / (v + τ²)
///
/// Source: DerSimonian, R. and Laird, N. (1986), Meta-analysis in clinical trials, Controlled
/// Clinical Trials 7, 177-188.
public struct RandomEffects: Sendable, Equatable, Codable {
    /// The variance τ² of the true effects; 0 where the estimates differ no more than by chance.
    public let tauSquared: Double
    /// The mean of the true effects.
    public let mean: Double

    /// The spread of some effects; nil with fewer than two effects, with arrays of different
    /// lengths, or with a variance that is not above 0.
    ///
    /// - Parameters:
    ///   - effects: the estimates, in any one unit.
    ///   - variances: the sampling variance of each effect, above 0.
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

    /// The reliability of an estimate: the share of its variance that comes from true differences,
    /// `τ² / (τ² + v)`.
    ///
    /// Estimates are commonly ranked only from a reliability of 0.70 on: Adams, J. L. et al.
    /// (2010), Physician cost profiling - reliability and risk of misclassification, New England
    /// Journal of Medicine 362, 1014-1021.
    ///
    /// - Parameter variance: the sampling variance v of the estimate, above 0.
    /// - Returns: the share, from 0 to below 1.
    public func reliability(variance: Double) -> Double {
        tauSquared / (tauSquared + variance)
    }

    /// The shrunken estimate of an effect: the less reliable it is, the closer it lies to the mean.
    ///
    /// - Parameters:
    ///   - effect: the estimate.
    ///   - variance: its sampling variance, above 0.
    /// - Returns: a number between the estimate and the mean, in the unit of the effects.
    public func shrunken(_ effect: Double, variance: Double) -> Double {
        mean + (effect - mean) * reliability(variance: variance)
    }
}
