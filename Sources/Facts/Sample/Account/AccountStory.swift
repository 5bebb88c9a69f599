import Calendar
import Domain

/// Everything that happens to one account. It depends only on the world and the account's number.
struct AccountStory {
    let number: Int
    let world: World
    let profile: AccountProfile
    let health: HealthSeries
    var ownership: Ownership
    /// The last day of the account as a customer: a contract runs, or its renewal is still
    /// undecided.
    var lastDay: Day
    /// The last day that can have a score.
    var lastScored: Day { min(world.last, lastDay) }
    /// The rows of the first export except health.
    var lines: [FeedLine] = []
    /// The rows of the second export except health.
    var restatedLines: [FeedLine] = []
    /// The hidden factor of each contract from its start on, in order.
    var hiddenFactors: [(start: Day, hidden: Double)] = []
    /// The current annual revenue. It changes as terms are told in order.
    var arr: Double

    init(number: Int, in world: World) {
        self.number = number
        self.world = world
        profile = AccountProfile(number: number, in: world)
        health = HealthSeries(number, since: profile.since, in: world)
        lastDay = world.last
        arr = profile.startARR
        let terms = profile.terms(in: world)
        ownership = Ownership(profile, dueDays: terms.map(\.due), in: world)
        lines.append(profile.line)
        tellTerms(terms)
        tellActivity()
        tellUsage()
        for stint in ownership.stints {
            lines.append(
                FeedLine(
                    .assignments,
                    [
                        profile.id, world.csms[stint.csm].id, "\(stint.start)", dayText(stint.end),
                    ]))
        }
        tellWorkingWeek()
    }

    /// Adds a revenue row if finance exports the account.
    mutating func addARR(_ amount: Double, on day: Day) {
        guard profile.hasARRRows else { return }
        lines.append(
            FeedLine(.arr, [profile.id, "\(day)", amountText(amount), profile.currency]))
    }

    /// Draws the number of events in a span of days from their yearly rate.
    func count(
        perYear rate: Double, from: Day, to: Day, _ random: inout RandomStream
    ) -> Int {
        random.poisson(rate * Double(max(0, to - from)) / 365.25)
    }
}
