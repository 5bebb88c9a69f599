import Statistics

/// Weights that would have told churn and renewal apart better, or not: fitted to the older renewals, and
/// judged once on the newer ones.
///
/// Source: `Documentation/methods.md`, 16.
public struct WeightProposal: Sendable, Equatable, Codable {
    /// What is weighted.
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// The components of the score, with weights that add up to 1.
        case components
        /// Components and other signals, with coefficients.
        case signals
    }

    /// The weight of a signal.
    public struct Weight: Sendable, Equatable, Codable {
        /// The signal.
        public let name: SignalName
        /// The older renewals of which it is known.
        public let known: Int
        /// Its mean over the older renewals.
        public let mean: Double
        /// Its standard deviation over them, with missing values at the mean.
        public let deviation: Double
        /// What a standard deviation of it adds to the log-odds of renewal, in the fit.
        public let coefficient: Double
        /// The share of all weights (`components`), or what a standard deviation of the signal adds to the
        /// log-odds of renewal (`signals`).
        public let value: Double
        /// The 2.5 % quantile over the resamples; nil if too few of them have a fit.
        public let low: Double?
        /// The 97.5 % quantile over the resamples.
        public let high: Double?

        init(
            _ signal: (name: SignalName, known: Int), _ fit: RidgeLogisticRegression, _ index: Int,
            value: Double, range: Interval?
        ) {
            name = signal.name
            known = signal.known
            mean = fit.means[index]
            deviation = fit.deviations[index]
            coefficient = fit.coefficients[index]
            self.value = value
            low = range?.low
            high = range?.high
        }
    }

    /// Why there are no weights.
    public enum Shortage: String, Sendable, CaseIterable, Codable {
        /// No signal is known of enough renewals.
        case noSignals = "no_signals"
        /// There are fewer churns than the weights need.
        case tooFew = "too_few"
        /// No signal gains enough, or all coefficients are 0 or below.
        case noGain = "no_gain"
        /// The fit does not converge.
        case noFit = "no_fit"
    }

    /// What is weighted.
    public let kind: Kind
    /// The weights, by name (`components`), or in the order in which they were chosen (`signals`).
    public let weights: [Weight]
    /// Why there are none.
    public let reason: Shortage?
    /// The log-odds of renewal where every signal is at its mean; nil without weights.
    public let intercept: Double?
    /// The resamples that have a fit.
    public let resamples: Int
    /// The share of pairs in order after each signal was added, in the cross-validation (`signals`).
    public let concordances: [Double]
    /// How the weights fared on the newer renewals.
    public let judgement: WeightJudgement

    /// No weights, for a reason.
    init(_ kind: Kind, _ reason: Shortage) {
        self.kind = kind
        self.reason = reason
        weights = []
        intercept = nil
        resamples = 0
        concordances = []
        judgement = reason == .tooFew || reason == .noSignals ? .tooFew : .noGain
    }

    init(
        _ kind: Kind, weights: [Weight], intercept: Double, resamples: Int,
        concordances: [Double] = [], judgement: WeightJudgement
    ) {
        self.kind = kind
        self.weights = weights
        self.intercept = intercept
        self.resamples = resamples
        self.concordances = concordances
        self.judgement = judgement
        reason = nil
    }
}
