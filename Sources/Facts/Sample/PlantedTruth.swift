/// The known effects built into a synthetic portfolio. An analysis can be checked against them.
///
/// The log-odds of renewing a term are
///
///     intercept + segment effect
///         + keeping skill of the owner 90 days before due
///         + hiddenEffect * hidden
///         + sum over components of signalEffect * (component - 60) / 10
///
/// The components are those of 90 days before due. `hidden` is standard normal and drawn anew for
/// every term. The score never contains `hidden`.
public struct PlantedTruth: Sendable, Equatable {
    /// Correlation between a CSM's view of a term and the term's hidden factor. At 0 overrides
    /// carry no information; at 1 they carry everything that the score does not see.
    public var overrideSkill: Double
    /// The same for SMB, Mid-Market and Enterprise, where they differ; nil for `overrideSkill` in all.
    /// Below 0 CSMs take good signs for bad ones and the other way round.
    public var segmentSkill: [Double]?
    /// Log-odds of renewing added by a downward override that a session follows.
    public var treatmentEffect: Double
    /// Log-odds of renewing for an average Mid-Market term whose components are all 60.
    public var intercept = 2.3
    /// Log-odds added by SMB, Mid-Market and Enterprise.
    public var segmentEffects = [-0.35, 0, 0.35]
    /// Log-odds added by one standard deviation of the hidden factor.
    public var hiddenEffect = 1.0
    /// Log-odds added by ten points of engagement, support, relationship and commercial. The score
    /// weights them 35, 25, 20 and 20 %; from the second model version on 30, 25, 25 and 20 %.
    public var signalEffects = [0.15, 0.10, 0.30, 0]
    /// Standard deviation across CSMs of the log-odds that they add.
    public var keepingSpread = 0.3
    /// The CSM who differs from all others; nil for none.
    public var standout: Standout?
    /// Mean optimism of CSMs: what they add to every view, in standard deviations.
    public var optimism = 0.2
    /// Standard deviation across CSMs of their optimism, which is uncorrelated with their keeping
    /// skill.
    public var optimismSpread = 0.35
    /// Overrides considered per account and year. Views that agree with the model are rarely
    /// logged.
    public var overridesPerYear = 1.8
    /// Changes of owner per account and year.
    public var handoversPerYear = 0.3
    /// Share of terms that lose their owner around the decision, so that nobody owns the renewal.
    public var vacatedShare = 0.04
    /// Share of accounts with lastingly low health. At the default about one row in eight is red
    /// and one in four amber.
    public var troubledShare = 0.27
    /// Amplitude of the yearly season of scores in points, highest at the end of January.
    public var scoreSeason = 3.0
    /// Relative number of contracts that begin in each month, January first.
    public var startSeason = [1.4, 0.7, 1.0, 0.9, 0.7, 1.3, 0.8, 0.7, 1.2, 0.9, 0.8, 1.6]

    /// A CSM who keeps accounts better or worse than the others.
    public struct Standout: Sendable, Equatable {
        /// The position among the CSMs, from 0.
        public var position: Int
        /// Log-odds of renewing that this CSM adds on top of their own keeping skill.
        public var keeping: Double

        /// Creates a CSM at this position who adds these log-odds.
        public init(position: Int, keeping: Double) {
            self.position = position
            self.keeping = keeping
        }
    }

    /// A company with something to find: CSMs know more than the score about larger accounts, and are
    /// misled about small ones; one of them keeps many more accounts than the others.
    public static let story = {
        var truth = PlantedTruth(overrideSkill: 0.5)
        truth.segmentSkill = [-0.95, 0.95, 0.95]
        truth.hiddenEffect = 2.8
        truth.intercept = 3.1
        truth.overridesPerYear = 5
        truth.standout = Standout(position: 3, keeping: 3.0)
        return truth
    }()

    /// Creates the defaults with this override skill (0 to 1) and treatment effect in log-odds.
    public init(overrideSkill: Double = 0.5, treatmentEffect: Double = 0) {
        self.overrideSkill = overrideSkill
        self.treatmentEffect = treatmentEffect
    }
}
