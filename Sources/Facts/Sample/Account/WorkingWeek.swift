import Calendar
import Domain

/// What the desk adds to an account's story. It follows from the story and changes nothing of it.
extension AccountStory {
    /// Draws contacts, touches and actions.
    mutating func tellWorkingWeek() {
        let gaps = tellContacts()
        tellTouches()
        tellActions(sponsorLeft: gaps)
    }

    /// The days of the desk's year on which the account is a customer; nil if there is none.
    var workingDays: ClosedRange<Day>? {
        let from = max(profile.since, world.firstWorkingDay)
        return from <= lastScored ? from...lastScored : nil
    }

    /// Whether the account is still a customer on the window's last day.
    var isCustomer: Bool { lastScored == world.last }

    /// Whether the score fell by more than six points in the 60 days before.
    func isFalling(on day: Day) -> Bool {
        guard profile.hasHealth, let now = health.score(asOf: day - world.first),
            let before = health.score(asOf: day - 60 - world.first)
        else { return false }
        return before - now > 60
    }

    /// The identifier of the owner on a day; empty without one.
    func ownerID(on day: Day) -> String {
        ownership.owner(on: day).map { world.csms[$0].id } ?? ""
    }
}

extension World {
    /// The day from which CSMs keep touches and actions: the first of the last twelve months.
    var firstWorkingDay: Day { max(first, (last.month - 11).firstDay) }
}

extension Day {
    /// The day itself, or the Friday before a weekend.
    var workday: Day {
        weekday >= 5 ? self - (weekday - 4) : self
    }
}
