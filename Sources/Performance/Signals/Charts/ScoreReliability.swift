import Domain
public import Statistics

/// How often accounts renewed by ten-point band of the score, at the landmark of the weights.
///
/// Source: `Documentation/methods.md`, 16.
public struct ScoreReliability: Sendable, Equatable, Codable {
    /// A band of ten points.
    public struct Band: Sendable, Equatable, Codable {
        /// Its lowest score in points: 0, 10, ..., 90. The last band has 100 too.
        public let from: Int
        /// The events with a score in it.
        public let events: Int
        /// Those of them that were renewed.
        public let renewed: Int
        /// The mean score; nil without events.
        public let meanScore: Double?
        /// The share renewed, in `0...1`; nil with fewer events than `Policy.minimumCount`.
        public let rate: Double?
        /// Its 95 % interval (Wilson); nil without a rate.
        public let interval: Interval?
    }

    /// The ten bands, from the lowest.
    public let bands: [Band]

    /// The bands of the rows that have a score.
    init(_ rows: WeightRows) {
        var counts = [(events: Int, renewed: Int, sum: Double)](repeating: (0, 0, 0), count: 10)
        for row in (rows.older + rows.newer).sorted() {
            let score = rows.composite[row]
            let band = min(Int(score) / 10, 9)
            counts[band].events += 1
            counts[band].renewed += rows.landmark.isRenewed[row] ? 1 : 0
            counts[band].sum += score
        }
        bands = counts.enumerated().map { band, count in
            let events = Double(count.events)
            let isEnough = events >= max(rows.policy.minimumCount, 1)
            let rate = isEnough ? Double(count.renewed) / events : nil
            return Band(
                from: 10 * band, events: count.events, renewed: count.renewed,
                meanScore: count.events > 0 ? count.sum / events : nil,
                rate: rate,
                interval: rate.flatMap {
                    wilsonInterval(proportion: $0, n: events, z: rows.policy.z)
                })
        }
    }
}
