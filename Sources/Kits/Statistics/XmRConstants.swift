/// The constants of the rules of an XmR chart.
public struct XmRConstants: Sendable, Equatable {
    /// Moving ranges of at least this many mean moving ranges are dropped once.
    public var rangeCutoff = 3.267
    /// The distance of the limits from the mean, in mean moving ranges.
    public var limitFactor = 2.66
    /// The distance of the near limits from the mean, as a share of that of the limits.
    public var nearShare = 2.0 / 3.0
    /// How many points make a trend or a shift, 2 or more.
    public var runLength = 7
    /// With fewer valid points, the limits of a segment are trial limits.
    public var firmCount = 13

    /// The usual constants.
    public init() {}
}
