import Calendar
import Domain
import Formats
import Scoring

extension AccountStanding {
    /// (100 − score) / 100, or that of the middle of the tier that an override to green or amber
    /// asserts.
    func level(_ policy: DeskPolicy) -> Urgency.Part {
        if let override, override.isInForce, override.override.asserted != .red {
            let tier = override.override.asserted
            let points = policy.midpoint(of: tier)
            return .known(
                (100 - points) / 100,
                "an override to \(tier.word) counts as a score of "
                    + shortDecimalText(points, decimals: 1))
        }
        guard let value = score.value, let shown = score.score else {
            return .unknown("there is no score", policy)
        }
        return .known((100 - value) / 100, "the score is \(shown)")
    }

    /// The fall of the score, of `declinePoints`.
    func decline(_ policy: DeskPolicy) -> Urgency.Part {
        let span = counted(Int(policy.declineDays), "day")
        guard let change else {
            return .unknown(
                score.value == nil ? "there is no score" : "there was no score \(span) ago", policy)
        }
        let points = decimalText(abs(change), decimals: 1)
        let words =
            change < 0
            ? "\(points) points down in \(span)"
            : change > 0 ? "\(points) points up in \(span)" : "no change in \(span)"
        return .known(min(max(-change / policy.declinePoints, 0), 1), words)
    }

    /// The days since the last meaningful touch, of `silenceDays`.
    func silence(_ policy: DeskPolicy) -> Urgency.Part {
        guard let days = daysSinceTouch else {
            return .unknown("no meaningful touch is recorded", policy)
        }
        return .known(
            min(Double(days) / policy.silenceDays, 1),
            days == 0
                ? "a meaningful touch today"
                : "the last meaningful touch was \(counted(days, "day")) ago")
    }

    /// 1 up to `nearRenewalDays` before the renewal, then linear down to `farRenewalTime` at
    /// `farRenewalDays`.
    func time(_ policy: DeskPolicy) -> Urgency.Part {
        guard let days = daysToRenewal else {
            return .unknown("no renewal is known", policy)
        }
        let (near, far) = (policy.nearRenewalDays, policy.farRenewalDays)
        let share = min(max((Double(days) - near) / (far - near), 0), 1)
        return .known(
            1 - share * (1 - policy.farRenewalTime),
            days == 0 ? "the renewal is today" : "the renewal is in \(counted(days, "day"))")
    }
}

extension Urgency.Part {
    fileprivate static func known(_ value: Double, _ words: String) -> Self {
        Self(value: value, isKnown: true, words: words)
    }

    fileprivate static func unknown(_ words: String, _ policy: DeskPolicy) -> Self {
        Self(value: policy.unknownPart, isKnown: false, words: words)
    }
}
