package import Formats
import Attribution
import Calendar
import Domain
public import Review
import Signals
import Statistics

extension MonthlyReview {
    /// The signals alone, as `review.json` has them.
    public func signalsJSON() -> [UInt8] { signalsContent.document }

    /// The signals; null without a settled renewal.
    package var signalsContent: JSON {
        guard signals.events > 0 else { return .null }
        let first = (frame.month - (Int(policy.signalMonths) - 1)).firstDay
        return [
            "first_due": .text(first.description),
            "last_due": .text((frame.asOf - (Int(policy.overdueDays) + 1)).description),
            "events": .count(signals.events),
            "renewed": .count(signals.renewed),
            "churned": .count(signals.events - signals.renewed),
            "landmarks": .array(signals.landmarks.map { $0.json(of: signals) }),
            "weights": signals.weightsContent,
            "reliability": .array(signals.reliability.bands.map { $0.json(policy) }),
            "by_model_version": .array(signals.versionsContent),
            "sentence": .text(signals.proposalText.headline),
        ]
    }
}

extension LandmarkFigures {
    /// How many of the strongest signals are listed.
    private static let listed = 10

    fileprivate func json(of signals: Signals) -> JSON {
        [
            "landmark": .count(days), "events": .count(events), "renewed": .count(renewed),
            "churned": .count(churned), "noticed": .count(signals.events - events),
            "signals": .array(self.signals.map(\.json)),
            "tested": .count(strongestFirst.count),
            "strongest": .array(
                strongestFirst.prefix(Self.listed).map { .object($0.name.members) }),
        ]
    }
}

extension SignalName {
    fileprivate var members: [(name: String, value: JSON)] {
        [("family", .text(family.rawValue)), ("name", .text(name))]
    }
}

extension SignalFigures {
    fileprivate var json: JSON {
        let isTested = p != nil
        let isHigher = auc.map { $0 > 0.5 } ?? false
        return .object(
            name.members + [
                ("known", .count(known)), ("known_renewed", .count(renewed)),
                ("known_churned", .count(churned)), ("missing_share", .optional(missingShare)),
                ("mean_renewed", .optional(renewedMean)), ("mean_churned", .optional(churnedMean)),
            ] + areaMembers + [
                ("adjusted_p", .optional(adjustedP)), ("correlation", .optional(correlation)),
                ("starred", .optional(isTested ? isStarred : nil)),
                (
                    "direction",
                    .optional(isStarred ? (isHigher ? "higher_renews" : "lower_renews") : nil)
                ),
                ("psi", .optional(stability?.index)), ("shifted", .optional(isShifted)),
                ("psi_reason", .optional(stability == nil ? "too_few" : nil)),
                ("reason", .optional(reason?.rawValue)),
            ])
    }

    fileprivate var areaMembers: [(name: String, value: JSON)] {
        [
            ("auc", .optional(auc)), ("auc_low", .optional(interval?.low)),
            ("auc_high", .optional(interval?.high)), ("p", .optional(p)),
        ]
    }
}

extension ScoreReliability.Band {
    fileprivate func json(_ policy: Policy) -> JSON {
        let isEnough = Double(events) >= policy.minimumCount
        return [
            "from": .count(from), "to": .count(from + 10), "events": .count(events),
            "renewed": .count(renewed), "mean_score": .optional(meanScore),
            "rate": .optional(isEnough ? rate : nil),
            "low": .optional(isEnough ? interval?.low : nil),
            "high": .optional(isEnough ? interval?.high : nil),
            "reason": .optional(events == 0 ? "no_data" : isEnough ? nil : "too_few"),
        ]
    }
}

extension Signals {
    /// The score by version of the model, at the landmarks where there is more than one.
    fileprivate var versionsContent: [JSON] {
        landmarks.flatMap { landmark -> [JSON] in
            let own = versions.filter { $0.days == landmark.days && $0.events > 0 }
            guard own.count > 1 else { return [] }
            return own.compactMap { version in
                version.signals.first { $0.name == .composite }.map { score in
                    .object(
                        [
                            ("landmark", .count(version.days)),
                            ("model_version", .optional(version.version.nilIfEmpty)),
                            ("events", .count(version.events)),
                            ("renewed", .count(version.renewed)),
                            ("churned", .count(version.churned)),
                        ] + score.areaMembers + [("reason", .optional(score.reason?.rawValue))])
                }
            }
        }
    }
}

extension String {
    fileprivate var nilIfEmpty: String? { isEmpty ? nil : self }
}
