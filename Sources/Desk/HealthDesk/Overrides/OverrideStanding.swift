public import Calendar
public import Domain
public import Scoring

/// An override of an account as it stands on a day.
public struct OverrideStanding: Sendable {
    /// What has become of it.
    public enum State: Sendable, Equatable {
        /// It counts.
        case inForce
        /// It counts, and today is its review.
        case due
        /// Its review was missed: it has lapsed.
        case overdue
    }

    /// The override.
    public var override: Override
    /// The day of its review.
    public var review: Day
    /// What has become of it.
    public var state: State

    /// Whether it counts on the day.
    public var isInForce: Bool { state != .overdue }

    /// Whether somebody should say whether it is kept, changed or withdrawn.
    public var needsReview: Bool { state != .inForce }

    /// How the latest override of an account stands on a day; nil where none counts or waits for its
    /// review.
    ///
    /// An override ends when a later one is logged, when it is withdrawn, and after the day of its
    /// review. A missed review is forgotten after `overrideOverdueDays`.
    ///
    /// - Parameters:
    ///   - overrides: those of one account, in any order.
    ///   - day: the day.
    ///   - policy: the constants.
    public init?(latestOf overrides: [Override], on day: Day, policy: DeskPolicy) {
        let logged = overrides.filter { $0.logged <= day }
        let latest = logged.max { left, right in
            left.logged == right.logged
                ? left.id.precedesByBytes(right.id) : left.logged < right.logged
        }
        guard let latest, latest.withdrawn.map({ day < $0 }) ?? true else { return nil }
        override = latest
        review = latest.review(policy)
        guard day - review <= Int(policy.overrideOverdueDays) else { return nil }
        state = day < review ? .inForce : day == review ? .due : .overdue
    }
}

extension Override {
    /// The day of its review: its own, or `overrideDefaultDays` after it was logged, and at most
    /// `overrideMaximumDays` after.
    public func review(_ policy: DeskPolicy) -> Day {
        min(
            reevaluate ?? logged + Int(policy.overrideDefaultDays),
            logged + Int(policy.overrideMaximumDays))
    }
}
