public import Formats

extension SmallMultiples {
    /// The horizontal axis of a panel.
    public enum Across: Sendable, Hashable {
        /// Round numbers that cover a range.
        case values(ClosedRange<Double>, ValueFormat)
        /// Words at given values.
        case marks([Mark], over: ClosedRange<Double>)

        /// Words at a value of the axis, and a note below them.
        public struct Mark: Sendable, Hashable {
            /// Where it is.
            public var x: Double
            /// The words.
            public var label: String
            /// The words below them; may be empty.
            public var note: String

            /// Words at a value of the axis.
            public init(x: Double, label: String, note: String = "") {
                self.x = x
                self.label = label
                self.note = note
            }
        }

        /// Evenly spaced places 0, 1, 2, ..., each half a step from the next one's middle.
        public static func places(_ labels: [String], notes: [String] = []) -> Across {
            .marks(
                labels.enumerated().map { place, label in
                    Mark(
                        x: Double(place), label: label,
                        note: notes.indices.contains(place) ? notes[place] : "")
                }, over: -0.5...(Double(max(labels.count, 1)) - 0.5))
        }
    }

    /// What a panel shows.
    public struct Series: Sendable, Hashable {
        /// A value with its interval.
        public struct Point: Sendable, Hashable {
            /// Where it is on the horizontal axis.
            public var x: Double
            /// The value.
            public var value: Double
            /// The lower end of its interval; nil for none.
            public var low: Double?
            /// The upper end of its interval; nil for none.
            public var high: Double?
            /// Whether it is drawn as a large disc with a thick line. Others are small rings.
            public var isStrong: Bool
            /// Words above it, drawn where there is room; may be empty.
            public var words: String

            /// A value with its interval.
            public init(
                x: Double, value: Double, low: Double? = nil, high: Double? = nil,
                isStrong: Bool = false, words: String = ""
            ) {
                self.x = x
                self.value = value
                self.low = low.flatMap { $0.isFinite ? $0 : nil }
                self.high = high.flatMap { $0.isFinite ? $0 : nil }
                self.isStrong = isStrong
                self.words = words
            }

            var isFinite: Bool { x.isFinite && value.isFinite }
        }

        /// How a series is drawn.
        public enum Shape: Sendable, Hashable {
            /// Points with their intervals, joined by a thin line.
            case points([Point])
            /// A line through points.
            case line([Point])
            /// A dashed line through points: what luck gives.
            case dashes([Point])
            /// Steps between edges, one more than heights. A filled area if `isFilled`.
            case steps(edges: [Double], heights: [Double], isFilled: Bool)
        }

        /// How loud a series is.
        public enum Tone: Sendable, Hashable {
            /// In the background.
            case quiet
            /// The usual colour.
            case main
            /// What the title is about.
            case emphasised
        }

        /// How it is drawn.
        public var shape: Shape
        /// How loud it is.
        public var tone: Tone
        /// What it is, for the line below the panel's heading; empty for none.
        public var caption: String

        /// What a panel shows. Points that are not finite are left out, and so are steps if any is.
        public init(_ shape: Shape, tone: Tone = .main, caption: String = "") {
            self.shape =
                switch shape {
                case .points(let points): .points(points.filter(\.isFinite))
                case .line(let points): .line(points.filter(\.isFinite))
                case .dashes(let points): .dashes(points.filter(\.isFinite))
                case .steps(let edges, let heights, let isFilled):
                    edges.count == heights.count + 1 && (edges + heights).allSatisfy(\.isFinite)
                        ? shape : .steps(edges: [], heights: [], isFilled: isFilled)
                }
            self.tone = tone
            self.caption = caption
        }

        var isEmpty: Bool {
            switch shape {
            case .points(let points), .line(let points), .dashes(let points): points.isEmpty
            case .steps(_, let heights, _): heights.isEmpty
            }
        }

        /// The values that the vertical axis must cover.
        var heights: [Double] {
            switch shape {
            case .points(let points), .line(let points), .dashes(let points):
                points.flatMap { [$0.value, $0.low ?? $0.value, $0.high ?? $0.value] }
            case .steps(_, let heights, _): heights
            }
        }
    }
}
