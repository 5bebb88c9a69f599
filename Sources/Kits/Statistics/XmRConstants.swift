/// The numbers that make an XmR chart's rules.
public struct XmRConstants: Sendable, Equatable {
    /// A moving range this many mean moving ranges long, or longer, is left out of their mean.
    public var rangeCutoff = 3.267
    /// The limits' distance from the mean, in mean moving ranges.
    public var limitFactor = 2.66
    /// The near limits' distance from the mean, as a share of the limits'.
    public var nearShare = 2.0 / 3.0
    /// How many points make a trend or a shift, 2 or more.
    public var runLength = 7
    /// How many valid points make a segment's limits more than a trial.
    public var firmCount = 13

    /// Makes the usual constants.
    public init() {}
}
