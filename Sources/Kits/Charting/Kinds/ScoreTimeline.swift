import Formats

/// A daily score from 0 to 100 over tier bands, with named days and shaded periods.
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

        /// Creates a band. Its ends are clamped to 0...100; ends that are not finite become 0.
        public init(tier: Tier, name: String, from: Double, to: Double) {
            self.tier = tier
            self.name = name
            self.from = min(max(from.isFinite ? from : 0, 0), 100)
            self.to = min(max(to.isFinite ? to : 0, 0), 100)
        }
    }

    /// A day with a label: "renewal due, 30 Jun".
    public struct Marker: Sendable, Hashable {
        /// The index of the day.
        public var day: Int
        /// What happened.
        public var words: String

        /// A day with a label.
        public init(day: Int, words: String) {
            self.day = day
            self.words = words
        }
    }

    /// A shaded period of days.
    public struct Stretch: Sendable, Hashable {
        /// The index of its first day.
        public var from: Int
        /// The index of its last day, included.
        public var to: Int
        /// The label: "override in force".
        public var words: String

        /// A shaded period of days.
        public init(from: Int, to: Int, words: String) {
            self.from = from
            self.to = to
            self.words = words
        }
    }

    /// The title, subtitle and footer.
    public var text: ChartText
    /// The scores, one per day, oldest first. Nil leaves a gap in the line.
    public var scores: [Double?]
    /// The labels below the plot, oldest first: "Nov 24" on the first of each month.
    public var dayLabels: [Marker]
    /// The bands behind the line.
    public var bands: [Band]
    /// The labelled days. Days outside `scores` are left out.
    public var markers: [Marker]
    /// The shaded periods. Parts outside `scores` are cut off.
    public var stretches: [Stretch]

    /// Creates a timeline. Scores are clamped to 0...100; a score that is not finite counts as nil.
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
