import Calendar
import Domain

extension AccountStory {
    /// Draws the monthly usage reports and the milestones. Neither changes a renewal, but two of them
    /// tell something about it: active users follow the term's hidden factor, which the score does not
    /// have, and accounts in lasting trouble are late with their first report. Logins follow engagement,
    /// which the score has. Tickets and the kick-off tell nothing.
    mutating func tellUsage() {
        var random = world.stream(account: number, .usage)
        let seats = [[12, 20, 35], [40, 60, 90], [150, 240, 400]][profile.segment]
        let isSplit = profile.segment > 0 && random.chance(0.3)
        let licensed = random.pick(seats)
        let from = max(profile.since, world.first)
        let months = lastScored.month - from.month
        for number in 0..<max(0, months + 1) {
            let day = (from.month + number).firstDay
            guard day >= from, day <= lastScored, !random.chance(0.02) else { continue }
            tellActiveUsers(of: licensed, on: day, isSplit: isSplit, &random)
            let engagement = health.points(nearest: day - world.first)[0]
            let logins = Double(licensed) * max(0, 0.2 * engagement + 2 * random.normal())
            addMeasure("logins", on: day, value: logins.rounded())
            addMeasure("tickets", on: day, value: Double(random.poisson(2.5)))
        }
        tellMilestone("kick_off", reached: profile.since + random.integer(3...40))
        let isPrompt = random.chance(health.isTroubled ? 0.35 : 0.85)
        let days = isPrompt ? random.integer(10...45) : random.integer(46...220)
        let isEver = isPrompt || random.chance(0.7)
        tellMilestone("first_report", reached: isEver ? profile.since + days : nil)
    }

    /// Adds the active users of a month, at one location or two.
    private mutating func tellActiveUsers(
        of licensed: Int, on day: Day, isSplit: Bool, _ random: inout RandomStream
    ) {
        let hidden = hiddenFactors.last { $0.start <= day }?.hidden ?? 0
        let share = min(1, max(0.02, 0.6 + 0.09 * hidden + 0.06 * random.normal()))
        let users = (share * Double(licensed)).rounded()
        guard isSplit else {
            return addMeasure("active_users", on: day, value: users, of: licensed)
        }
        let branch = licensed / 3
        let there = (users / 3).rounded()
        addMeasure(
            "active_users", on: day, at: "headquarters", value: users - there,
            of: licensed - branch)
        addMeasure("active_users", on: day, at: "branch", value: there, of: branch)
    }

    private mutating func addMeasure(
        _ name: String, on day: Day, at location: String = "", value: Double, of whole: Int? = nil
    ) {
        lines.append(
            FeedLine(
                .measures,
                [
                    profile.id, name, "\(day)", location, String(Int(value)),
                    whole.map(String.init) ?? "",
                ]))
    }

    private mutating func tellMilestone(_ name: String, reached day: Day?) {
        let known = day.flatMap { $0 <= lastScored ? $0 : nil }
        lines.append(FeedLine(.milestones, [profile.id, name, dayText(known)]))
    }
}
