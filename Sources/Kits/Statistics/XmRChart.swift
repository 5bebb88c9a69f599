/// One month of the input of an XmR chart.
public enum XmRObservation: Sendable, Equatable {
    /// A settled value, finite, in the metric's own unit.
    case valid(Double)
    /// A value that is not settled yet. It gets that label and counts in no mean, range or run.
    case provisional
    /// No value. It is skipped and breaks no run.
    case missing
}

/// A chart of individual values and moving ranges: natural limits, and labels for points that stand
/// out.
public struct XmRChart: Sendable, Equatable {
    /// The segments between rebases, in order. Together they cover all observations.
    public let segments: [XmRSegment]
    /// The label of each observation; nil where none applies.
    public let labels: [XmRLabel?]
}

/// A part of an XmR chart with one mean and one set of limits.
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
/// Each segment between rebases is a chart of its own. Its mean is that of its valid values. A
/// moving range is the distance from a valid value to the previous valid one of the segment.
/// `XmRLimits` and `XmRLabel` describe the rest. Missing and provisional months are skipped.
///
///     let chart = xmrChart([.valid(0.91), .missing, .valid(0.87), .provisional])
///
///
/// Differences of at most 1e-12 times the largest value of a segment count as none, so that
/// rounding neither moves a point off the mean nor breaks a tie.
///
/// - Parameters:
///   - observations: the values in order of time, one a month.
///   - rebases: the positions at which a new segment starts, in any order. Positions outside the
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
