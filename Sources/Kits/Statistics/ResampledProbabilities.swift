/// The probabilities of trials in several resamples, kept and worked on eight resamples at a time.
///
///     let resampled = ResampledProbabilities(resamples: 200) { group in
///         trials.map { $0.probabilities(ofResamples: group) }
///     }
///     MeanCount(resampled, trials: [0, 3, 4])?.range(level: 0.05, observed: 1)
public struct ResampledProbabilities: Sendable {
    /// The probability of one trial in eight resamples.
    public typealias Lanes = SIMD8<Double>

    /// How many resamples there are.
    public let resamples: Int
    /// By eight resamples, then by trial. What the last lanes hold beyond `resamples` does not count.
    let groups: [[Lanes]]

    /// How many groups of eight a number of resamples makes. The last may be smaller.
    public static func groupCount(_ resamples: Int) -> Int {
        (resamples + Lanes.scalarCount - 1) / Lanes.scalarCount
    }

    /// Some resamples.
    ///
    /// - Parameters:
    ///   - resamples: how many there are.
    ///   - groups: `groupCount(resamples)` groups of resamples, each by trial.
    /// - Precondition: all groups have as many trials.
    public init(resamples: Int, _ groups: [[Lanes]]) {
        precondition(groups.count == Self.groupCount(resamples), "a group for eight resamples")
        self.resamples = resamples
        self.groups = groups
    }

    /// How many resamples a group holds.
    func lanes(of group: Int) -> Int {
        min(Lanes.scalarCount, resamples - group * Lanes.scalarCount)
    }
}
