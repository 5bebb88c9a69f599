import Formats

/// A daily score from 0 to 100 over tier bands, with days that are named and stretches shaded.
public struct ScoreTimeline: Chart {
    /// The colour of a band.
    public enum Tier: String, Sendable, Hashable {
        /// The best tier.
        case green
        /// The middle tier.
        case amber
        /// The worst tier.
        case red
    }

    /// A band of scores.
    public struct Band: Sendable, Hashable {
        /// Its colour.
        public var tier: Tier
        /// Its name beside the plot: "green".
        public var name: String
        /// Its lowest score.
        public var from: Double
        /// Its highest score.
        public var to: Double

        /// A band of scores, held within 0...100.
        public init(tier: Tier, name: String, from: Double, to: Double) {
            self.tier = tier
            self.name = name
            self.from = min(max(from.isFinite ? from : 0, 0), 100)
            self.to = min(max(to.isFinite ? to : 0, 0), 100)
        }
    }

    /// A day with words: "renewal due, 30 Jun".
    public struct Marker: Sendable, Hashable {
        /// The index of the day.
        public var day: Int
        /// What happened.
        public var words: String

        /// A day with words.
        public init(day: Int, words: String) {
            self.day = day
            self.words = words
        }
    }

    /// A stretch of days that is shaded.
    public struct Stretch: Sendable, Hashable {
        /// The index of its first day.
        public var from: Int
        /// The index of its last day, included.
        public var to: Int
        /// What it is: "override in force".
        public var words: String

        /// A stretch of days.
        public init(from: Int, to: Int, words: String) {
            self.from = from
            self.to = to
            self.words = words
        }
    }

    /// The words round the picture.
    public var text: ChartText
    /// Day by day, oldest first, nil where there is none: the line has a gap.
    public var scores: [Double?]
    /// Days named below the plot, oldest first: "Nov 24" on the first of each month.
    public var dayLabels: [Marker]
    /// Bands behind the line.
    public var bands: [Band]
    /// Days with words; those outside the days of `scores` are left out.
    public var markers: [Marker]
    /// Shaded stretches; what lies outside the days of `scores` is cut off.
    public var stretches: [Stretch]

    /// A timeline of a score.
    public init(
        text: ChartText, scores: [Double?], dayLabels: [Marker], bands: [Band],
        markers: [Marker] = [], stretches: [Stretch] = []
    ) {
        self.text = text
        self.scores = scores.map { $0.flatMap { $0.isFinite ? min(max($0, 0), 100) : nil } }
        self.dayLabels = dayLabels.filter { scores.indices.contains($0.day) }
        self.bands = bands
        self.markers = markers.filter { scores.indices.contains($0.day) }
            .sorted { $0.day < $1.day }
        self.stretches = stretches.compactMap { one in
            let (from, to) = (max(one.from, 0), min(one.to, scores.count - 1))
            return from <= to ? Stretch(from: from, to: to, words: one.words) : nil
        }
    }
}
