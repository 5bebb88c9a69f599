/// One month of an XmR chart's input.
public enum XmRObservation: Sendable, Equatable {
    /// A settled value, finite, in the metric's own unit.
    case valid(Double)
    /// A value not yet settled: labelled as such, and in neither mean, ranges nor runs.
    case provisional
    /// No value: skipped, so that it breaks no run.
    case missing
}

/// A chart of individual values and moving ranges: natural limits, and the points that break them.
public struct XmRChart: Sendable, Equatable {
    /// The stretches between rebases, in order; together they cover all observations.
    public let segments: [XmRSegment]
    /// The label of each observation, nil where there is nothing to say.
    public let labels: [XmRLabel?]
}

/// A stretch of an XmR chart with one mean and one set of limits.
public struct XmRSegment: Sendable, Equatable {
    /// The positions of the segment's observations.
    public let positions: Range<Int>
    /// How many of them are valid.
    public let validCount: Int
    /// Whether there are too few valid points to rely on the limits.
    public let isTrial: Bool
    /// The mean of the valid values; nil without any.
    public let mean: Double?
    /// The limits; nil when the valid values are all alike or fewer than two.
    public let limits: XmRLimits?
}

/// The XmR chart of a series of monthly values.
///
/// Each segment between rebases is a chart of its own. Its mean is that of its valid values, a
/// moving range is the distance from a valid value to the previous valid one of the segment, and
/// `XmRLimits` and `XmRLabel` say what follows. Missing and provisional months are stepped over.
///
/// Differences within a relative 1e-12 of a segment's largest value count as none, so that rounding
/// neither moves a point off its mean nor breaks a tie.
///
/// - Parameters:
///   - observations: the values in order of time, one a month.
///   - rebases: the positions at which a new segment starts, in any order; positions outside the
///     series change nothing.
///   - constants: the numbers of the rules.
/// - Returns: the segments, none for an empty series, and a label or nil for each observation.
/// - Complexity: O(n).
///
/// Source: Wheeler, D. J. (1993), Understanding Variation: The Key to Managing Chaos; the rules of
/// NHS England, Making Data Count.
public func xmrChart(
    _ observations: [XmRObservation], rebases: [Int] = [], constants: XmRConstants = XmRConstants()
) -> XmRChart {
    let starts = Set(rebases + [0]).filter(observations.indices.contains).sorted()
    let ends = starts.dropFirst() + [observations.count]

    var segments: [XmRSegment] = []
    var labels = observations.map { $0 == .provisional ? XmRLabel.provisional : nil }
    for (start, end) in zip(starts, ends) {
        let valid = (start..<end).compactMap { position -> (position: Int, value: Double)? in
            guard case .valid(let value) = observations[position] else { return nil }
            return (position, value)
        }
        let series = XmRSeries(values: valid.map(\.value), constants: constants)
        segments.append(
            XmRSegment(
                positions: start..<end, validCount: valid.count,
                isTrial: valid.count < constants.firmCount, mean: series.mean,
                limits: series.limits))
        for (point, label) in zip(valid, series.labels) {
            labels[point.position] = label
        }
    }
    return XmRChart(segments: segments, labels: labels)
}
