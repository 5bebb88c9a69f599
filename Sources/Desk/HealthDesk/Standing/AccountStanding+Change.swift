import Formats

extension AccountStanding {
    /// Which way the score went, as far as its shown decimal tells.
    public enum Direction: String, Sendable {
        /// It fell.
        case fall
        /// It rose.
        case rise
        /// It is as before, or one of the scores is not known.
        case level
    }

    /// Which way the score went.
    public var direction: Direction {
        guard let change, shown(change) != shown(0) else { return .level }
        return change < 0 ? .fall : .rise
    }

    /// `▼ 12.0`, `▲ 3.5`, `0.0`: a fall and a rise must not look alike. A dash where one of the scores
    /// is not known.
    public var changeWords: String {
        guard let change else { return "–" }
        return switch direction {
        case .fall: "▼ \(shown(change))"
        case .rise: "▲ \(shown(change))"
        case .level: shown(0)
        }
    }

    private func shown(_ points: Double) -> String { decimalText(abs(points), decimals: 1) }
}
