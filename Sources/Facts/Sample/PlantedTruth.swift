/// What a synthetic portfolio is made to contain, so that an analysis can be held against it.
///
/// The log-odds of renewing a term are
/// `intercept + segment + keeping skill of the owner 90 days before due
/// + hiddenEffect * hidden + sum over components of signalEffect * (component - 60) / 10`
/// with the components as of 90 days before due and `hidden` standard normal, anew in every term.
/// The score never contains `hidden`.
public struct PlantedTruth: Sendable, Equatable {
    /// Correlation of a CSM's view of a term with its hidden factor: at 0 their overrides carry no
    /// information, at 1 all that the score does not see.
    public var overrideSkill: Double
    /// Log-odds that a down-override with a session after it adds to renewing.
    public var treatmentEffect: Double
    /// Log-odds of renewing of an average Mid-Market term whose components all stand at 60.
    public var intercept = 2.3
    /// Log-odds that SMB, Mid-Market and Enterprise add.
    public var segmentEffects = [-0.35, 0, 0.35]
    /// Log-odds that one standard deviation of the hidden factor adds.
    public var hiddenEffect = 1.0
    /// Log-odds that ten points of engagement, support, relationship and commercial add; the score
    /// weighs them 35, 25, 20 and 20 %, from the second model version on 30, 25, 25 and 20 %.
    public var signalEffects = [0.15, 0.10, 0.30, 0]
    /// Standard deviation over CSMs of the log-odds that they add.
    public var keepingSpread = 0.3
    /// The CSM who differs from all others; nil for nobody.
    public var standout: Standout?
    /// Mean of what a CSM adds to every view, in standard deviations: the optimism of all.
    public var optimism = 0.2
    /// Standard deviation over CSMs of their optimism, uncorrelated with their keeping skill.
    public var optimismSpread = 0.35
    /// Considered overrides in an account's year; views that agree with the model are seldom logged.
    public var overridesPerYear = 1.8
    /// Changes of owner in an account's year.
    public var handoversPerYear = 0.3
    /// Share of terms that lose their owner around the decision, so that nobody owns the renewal.
    public var vacatedShare = 0.04
    /// Share of accounts whose health is lastingly low: about one row in eight is red, one in four
    /// amber.
    public var troubledShare = 0.27
    /// Points by which scores swing with the year, highest at the end of January.
    public var scoreSeason = 3.0
    /// Relative number of contracts that begin in each month of the year.
    public var startSeason = [1.4, 0.7, 1.0, 0.9, 0.7, 1.3, 0.8, 0.7, 1.2, 0.9, 0.8, 1.6]

    /// A CSM who keeps accounts better or worse than the others.
    public struct Standout: Sendable, Equatable {
        /// The position among the CSMs, from 0.
        public var position: Int
        /// Log-odds of renewing that the CSM adds beyond the others.
        public var keeping: Double

        /// A CSM at that position who adds these log-odds.
        public init(position: Int, keeping: Double) {
            self.position = position
            self.keeping = keeping
        }
    }

    /// The defaults with this override skill (0 to 1) and treatment effect.
    public init(overrideSkill: Double = 0.5, treatmentEffect: Double = 0) {
        self.overrideSkill = overrideSkill
        self.treatmentEffect = treatmentEffect
    }
}
