public import Statistics

/// What a signal told at one landmark: how the accounts that renewed differed from those that churned.
///
/// Source: `Documentation/methods.md`, 16.
public struct SignalFigures: Sendable, Equatable, Codable {
    /// The signal.
    public let name: SignalName
    /// The events of which it was known.
    public let known: Int
    /// Those of them that were renewed.
    public let renewed: Int
    /// The share of the events at the landmark of which it was not known, in `0...1`; nil without events.
    public let missingShare: Double?
    /// The mean over renewed events; nil with too few.
    public internal(set) var renewedMean: Double?
    /// The mean over churned events; nil with too few.
    public internal(set) var churnedMean: Double?
    /// The probability that a renewed event has a higher value than a churned one; nil with too few, and for
    /// a constant.
    public internal(set) var auc: Double?
    /// The 95 % interval of the area; nil with a reason.
    public internal(set) var interval: Interval?
    /// The p-value of an area of one half; nil with a reason.
    public internal(set) var p: Double?
    /// The p-value adjusted for all signals of the landmark; nil with a reason.
    public internal(set) var adjustedP: Double?
    /// The correlation of the value with renewal, in `-1...1`; nil with too few, and for a constant.
    public internal(set) var correlation: Double?
    /// How far the values moved from the older half of the events to the newer; nil with too few.
    public let stability: PopulationStability?
    /// Whether they moved far, and farther than chance gives; nil with too few.
    public let isShifted: Bool?
    /// Whether all values are 0 or 1.
    public let isYesOrNo: Bool
    /// Why it has no p-value; nil if it has one.
    public internal(set) var reason: Shortage?
    /// Whether the adjusted p-value is below the significance level.
    public internal(set) var isStarred = false
    /// Whether it is the strongest signal of the landmark.
    public internal(set) var isStrongest = false

    /// Those of the known events that churned.
    public var churned: Int { known - renewed }

    /// Why a signal has no p-value.
    public enum Shortage: String, Sendable, CaseIterable, Codable {
        /// It is known of too few events, or of too few of either outcome.
        case tooFew = "too_few"
        /// All its values are equal.
        case constant
        /// All renewed, or all churned, events have the same value, and so few values differ from the
        /// commonest one that luck may have done it.
        case nearlyConstant = "nearly_constant"
        /// All its renewed, or all its churned, events are of one account.
        case oneAccount = "one_account"
        /// Its standard error is 0.
        case noVariation = "no_variation"
    }

    /// Whether `left` is the stronger: the smaller p-value, then the area farther from one half, then the
    /// order of names. A signal without a p-value comes last.
    static func isStronger(_ left: SignalFigures, _ right: SignalFigures) -> Bool {
        let (one, other) = (left.p ?? .infinity, right.p ?? .infinity)
        guard one == other else { return one < other }
        let (near, far) = (abs((left.auc ?? 0.5) - 0.5), abs((right.auc ?? 0.5) - 0.5))
        return near == far ? left.name < right.name : near > far
    }
}
