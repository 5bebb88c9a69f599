import Calendar
public import Domain
import Formats
import Scoring

/// A situation in which a playbook fits.
public enum PlaybookTrigger: Sendable, Equatable {
    /// A component's score is below a limit; nil for the component's own threshold.
    case componentBelow(component: String, limit: Double?)
    /// Somebody had a role, and nobody has it now.
    case contactLost(Contact.Role)
    /// The last meaningful touch is at least so many days ago.
    case daysWithoutTouch(Int)
    /// A milestone is not reached so many days after the account became a customer.
    case milestoneMissed(milestone: String, afterDays: Int)
    /// The renewal is in at most so many days.
    case daysToRenewal(Int)

    /// Why the situation is there, in words; nil if it is not there or not known.
    public func reason(_ standing: AccountStanding) -> String? {
        switch self {
        case .componentBelow(let name, let limit):
            guard let component = standing.score.component(name), let score = component.score,
                score < limit ?? component.threshold
            else { return nil }
            return component.words
        case .contactLost(let role): return lost(role, standing)
        case .daysWithoutTouch(let limit):
            guard let days = standing.daysSinceTouch, days >= limit else { return nil }
            return "no meaningful touch for \(counted(days, "day"))"
        case .milestoneMissed(let name, let limit): return missed(name, limit, standing)
        case .daysToRenewal(let limit):
            guard let days = standing.daysToRenewal, days <= limit else { return nil }
            return days == 0 ? "the renewal is today" : "the renewal is in \(counted(days, "day"))"
        }
    }

    private func lost(_ role: Contact.Role, _ standing: AccountStanding) -> String? {
        let day = standing.day
        let holders = standing.contacts.filter { $0.role == role && ($0.from ?? day) <= day }
        guard !holders.contains(where: { $0.isThere(on: day) }),
            let last = holders.compactMap(\.until).max()
        else { return nil }
        return "no \(role.rawValue) since \(last)"
    }

    private func missed(_ name: String, _ limit: Int, _ standing: AccountStanding) -> String? {
        let day = standing.day
        guard let since = standing.account.customerSince, day - since >= limit,
            let milestone = standing.milestones.first(where: { $0.name == name }),
            milestone.reached.map({ $0 > day }) ?? true
        else { return nil }
        return "\(name) is not reached after \(counted(day - since, "day"))"
    }
}
