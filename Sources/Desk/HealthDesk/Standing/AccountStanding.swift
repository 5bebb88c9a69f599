public import Calendar
public import Domain
public import Scoring

/// All that the desk knows of an account on a day.
public struct AccountStanding: Sendable {
    /// The day.
    public var day: Day
    /// Position of the account in `Portfolio.accounts`.
    public var position: Int
    /// The account.
    public var account: Account
    /// Position of the owner in `Portfolio.csms`; nil without one.
    public var owner: Int?
    /// The score on the day.
    public var score: AccountScore
    /// The score `declineDays` earlier.
    public var earlier: AccountScore
    /// The day of the next renewal; nil if none is known.
    public var nextRenewal: Day?
    /// The last meaningful touch by the day; nil without any.
    public var lastTouch: Day?
    /// The actions opened by the day. Overdue ones come first, then open ones by due day, then
    /// closed ones.
    public var actions: [Action]
    /// The override that counts or waits for its review.
    public var override: OverrideStanding?
    /// The contacts of any day, sorted by identifier.
    public var contacts: [Contact]
    /// The milestones, sorted by name.
    public var milestones: [Milestone]

    /// The open actions: overdue ones first, then by due day, those without one last.
    public var openActions: [Action] { actions.filter { $0.isOpen(on: day) } }

    /// The open actions that are overdue.
    public var overdueActions: [Action] { actions.filter { $0.isOverdue(on: day) } }

    /// The open escalations.
    public var escalations: [Action] { openActions.filter { $0.kind == .escalation } }

    /// The change of the score since `earlier`, in points; nil if one of them is not known.
    public var change: Double? {
        guard let now = score.value, let before = earlier.value else { return nil }
        return now - before
    }

    /// Days to the next renewal; nil if none is known.
    public var daysToRenewal: Int? { nextRenewal.map { $0 - day } }

    /// Days since the last meaningful touch; nil without any.
    public var daysSinceTouch: Int? { lastTouch.map { day - $0 } }
}
