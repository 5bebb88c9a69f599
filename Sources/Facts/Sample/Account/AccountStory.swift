import Calendar
import Domain

/// All that happens to one account: a function of the world and the account's number alone.
struct AccountStory {
    let number: Int
    let world: World
    let profile: AccountProfile
    let health: HealthSeries
    var ownership: Ownership
    /// The last day on which a contract runs or somebody hopes it will.
    var lastDay: Day
    /// The last day that is scored.
    var lastScored: Day { min(world.last, lastDay) }
    /// The rows of the first export, health apart.
    var lines: [FeedLine] = []
    /// The rows of the second export, health apart.
    var restatedLines: [FeedLine] = []
    /// Annual revenue as the story goes on.
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
        for stint in ownership.stints {
            lines.append(
                FeedLine(
                    .assignments,
                    [
                        profile.id, world.csms[stint.csm].id, "\(stint.start)", dayText(stint.end),
                    ]))
        }
    }

    /// Adds a revenue row where finance exports the account.
    mutating func addARR(_ amount: Double, on day: Day) {
        guard profile.hasARRRows else { return }
        lines.append(
            FeedLine(.arr, [profile.id, "\(day)", amountText(amount), profile.currency]))
    }

    /// The number of events of a yearly rate in a stretch of days.
    func count(
        perYear rate: Double, from: Day, to: Day, _ random: inout RandomStream
    ) -> Int {
        random.poisson(rate * Double(max(0, to - from)) / 365.25)
    }
}
