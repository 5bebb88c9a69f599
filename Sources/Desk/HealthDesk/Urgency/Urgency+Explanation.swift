import Calendar
import Formats

extension Urgency {
    /// Why the account stands where it does: what lets it come first, the formula with its values,
    /// and a sentence for each part.
    public var explanation: [String] {
        let parts = [
            ("Level", level), ("Decline", decline), ("Silence", silence), ("Time", time),
        ]
        return precedence.map(\.words) + [formula]
            + parts.map { name, part in
                "\(name) \(two(part.value)): \(part.words)"
                    + (part.isKnown ? "." : ", so it counts \(two(part.value)).")
            }
    }

    /// `Urgency 0.58 = (0.5 × 0.62 + 0.3 × 0.20 + 0.2 × 1.00) × 0.85.`
    private var formula: String {
        func weighted(_ weight: Double, _ part: Part) -> String {
            "\(decimalText(weight)) × \(two(part.value))"
        }
        let sum = [
            weighted(weights.level, level), weighted(weights.decline, decline),
            weighted(weights.silence, silence),
        ].joined(separator: " + ")
        return "Urgency \(two(value)) = (\(sum)) × \(two(time.value))."
    }

    private func two(_ value: Double) -> String { decimalText(value, decimals: 2) }
}

extension Urgency.Precedence {
    /// Why the account comes first, in a sentence.
    public var words: String {
        switch self {
        case .review(let day):
            "First, because an override has been waiting for its review since \(day)."
        case .escalation(let title, let day):
            "First, because an escalation has been open since \(day): \(title)."
        }
    }
}
