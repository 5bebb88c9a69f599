/// One period of the input of a z-chart.
public enum ZChartObservation: Sendable, Equatable {
    /// A settled value in the metric's own unit, and how much it rests on: the number of trials of
    /// a share, or the number of equal observations that would carry as much evidence.
    case valid(value: Double, size: Double)
    /// A value that is not settled yet. It gets that label and counts in no mean, range or run.
    case provisional
    /// No value. It is skipped and breaks no run.
    case missing
}

/// How the values of a z-chart vary by luck.
public enum ZChartSpread {
    /// Each value is a share `x / n` of n independent trials, and n is its size.
    case binomial
    /// Each value is a mean or a ratio whose variance is that of one observation divided by its
    /// size. The function gives the variance of one observation from the positions of a segment's
    /// valid values.
    case variance(([Int]) -> Double)
}

/// A chart of values whose sizes differ: each is judged as z, its distance from the mean on the
/// scale of a standard normal distribution. It has limits, and labels for points that stand out.
public struct ZChart: Sendable, Equatable {
    /// The segments between rebases, in order. Together they cover all observations.
    public let segments: [ZChartSegment]
    /// One point for each observation.
    public let points: [ZChartPoint]
}

/// One period of a z-chart.
public struct ZChartPoint: Sendable, Equatable {
    /// How far the value lies from the mean; nil where the observation is not valid or its segment
    /// has no limits.
    public internal(set) var z: Double?
    /// The limits for the value's own size; nil where z is.
    public internal(set) var limits: ZChartLimits?
    /// The label; nil where none applies.
    public internal(set) var label: ZChartLabel?
}

/// A part of a z-chart with one mean and one set of limits.
public struct ZChartSegment: Sendable, Equatable {
    /// The positions of the segment's observations.
    public let positions: Range<Int>
    /// How many of them are valid.
    public let validCount: Int
    /// Whether there are too few valid points to rely on the limits.
    public let isTrial: Bool
    /// The mean of the valid values, each with the weight of its size; nil without any.
    public let mean: Double?
    /// The variance of one observation; nil for the binomial spread, and without valid values.
    public let variance: Double?
    /// The mean size of the valid values, for the binomial spread rounded to a whole number (halves
    /// up); nil without any.
    public let typicalSize: Double?
    /// The mean moving range of z behind the limits; nil without limits.
    public let movingRange: Double?
    /// h, the distance of the limits from 0 on the scale of z; nil without limits.
    public let reach: Double?
    /// The limits for the typical size; nil when fewer than two values are valid or when they
    /// cannot vary.
    public let limits: ZChartLimits?
}

/// The z-chart of a series of values.
///
///     let chart = zChart(
///         [.valid(value: 0.9, size: 20), .missing, .valid(value: 0.7, size: 10)], spread: .binomial)
///
///
/// Each segment between rebases is a chart of its own. Its mean is `r̄ = Σ m r / Σ m` over its valid
/// values r of sizes m. For the binomial spread z is the mid-p score of x in `Binomial(n, r̄)`, else
/// `z = (r - r̄) / √(v / m)` with the variance v of one observation.
///
/// A moving range is the distance from a valid z to the previous valid one of the segment. Ranges
/// of 3.267 times their mean or more are dropped once, and the mean a is taken again; if only zeros
/// are left, the mean before dropping is used. The limits lie at `h = max(3, 2.66 a)` from 0, the
/// near limits at two thirds of that. In the metric's unit they are the least and the greatest share
/// with `|z| <= h`, or `r̄ ± h √(v / m)`.
///
/// A mean of 0 or 1, a variance of at most 1e-18, or fewer than two valid values give neither z nor
/// limits. Differences of z below 1e-9 count as none, and so do differences of values of at most
/// 1e-12 times the segment's largest: rounding neither moves a point off the mean nor breaks a tie.
///
/// - Parameters:
///   - observations: the values in order of time, one a period.
///   - spread: how they vary by luck.
///   - rebases: the positions at which a new segment starts, in any order. Positions outside the
///     series change nothing.
///   - constants: the numbers of the rules.
/// - Returns: the segments, none for an empty series, and a point for each observation.
/// - Complexity: O(n), and O(√size) for each size of the binomial spread.
///
/// Source: Laney, D. B. (2002), Improved control charts for attributes, Quality Engineering 14,
/// 531-537 (moving ranges of z); Wheeler, D. J. (1993), Understanding Variation: The Key to Managing
/// Chaos; the rules of NHS England, Making Data Count.
public func zChart(
    _ observations: [ZChartObservation], spread: ZChartSpread, rebases: [Int] = [],
    constants: ZChartConstants = ZChartConstants()
) -> ZChart {
    let starts = Set(rebases + [0]).filter(observations.indices.contains).sorted()
    let ends = starts.dropFirst() + [observations.count]

    var segments: [ZChartSegment] = []
    var points = observations.map { observation in
        ZChartPoint(label: observation == .provisional ? .provisional : nil)
    }
    for (start, end) in zip(starts, ends) {
        let valid = (start..<end).compactMap { position -> ZChartSeries.Value? in
            guard case .valid(let value, let size) = observations[position] else { return nil }
            return .init(position: position, value: value, size: size)
        }
        let series = ZChartSeries(valid, spread: spread, constants: constants)
        for (index, value) in valid.enumerated() {
            points[value.position].z = series.scores?[index]
            points[value.position].limits = series.limits(of: index)
            points[value.position].label = series.labels[index]
        }
        segments.append(
            ZChartSegment(
                positions: start..<end, validCount: valid.count,
                isTrial: valid.count < constants.firmCount, mean: series.mean,
                variance: series.variance, typicalSize: series.typicalSize,
                movingRange: series.movingRange, reach: series.reach, limits: series.limits))
    }
    return ZChart(segments: segments, points: points)
}
