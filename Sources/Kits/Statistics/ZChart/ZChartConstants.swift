/// The constants of the rules of a z-chart.
public struct ZChartConstants: Sendable, Equatable {
    /// Moving ranges of at least this many mean moving ranges are dropped once.
    public var rangeCutoff = 3.267
    /// The distance of the limits from 0, in mean moving ranges of z.
    public var limitFactor = 2.66
    /// The limits lie at least this far from 0 on the scale of z.
    public var leastLimit = 3.0
    /// The distance of the near limits from 0, as a share of that of the limits.
    public var nearShare = 2.0 / 3.0
    /// The z of a count is cut at ± this.
    public var largestZ = 8.0
    /// How many points make a trend or a shift, 2 or more.
    public var runLength = 7
    /// With fewer valid points, the limits of a segment are trial limits.
    public var firmCount = 13

    /// The usual constants.
    public init() {}
}
