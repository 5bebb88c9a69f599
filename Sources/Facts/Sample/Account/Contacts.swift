import Calendar
import Domain

extension AccountStory {
    /// Draws a sponsor, a champion and a user, who answer the surveys. Some sponsors leave, more of
    /// them where the relationship is poor, and half of those are followed by somebody.
    ///
    /// - Returns: the day since which there is no sponsor; nil if there is one, or nobody is known.
    mutating func tellContacts() -> Day? {
        var random = world.stream(account: number, .contacts)
        guard !random.chance(0.06), let days = workingDays else { return nil }
        let relationship = health.points(nearest: days.upperBound - world.first)[2]
        let isPoor = profile.hasHealth && relationship < 50
        addContact(1, "sponsor", from: profile.since, &random) { random in
            random.chance(isPoor ? 0.4 : 0.12)
                ? days.upperBound
                    - random.integer(3...min(260, max(3, days.upperBound - days.lowerBound))) : nil
        }
        addContact(2, "champion", from: profile.since + random.integer(0...60), &random) {
            random in random.chance(0.1) ? days.upperBound - random.integer(10...200) : nil
        }
        addContact(3, "user", from: profile.since + random.integer(0...90), &random) { _ in nil }
        guard
            let left = lines.last(where: { $0.feed == .contacts && $0.fields[3] == "sponsor" })
                .flatMap({ Day($0.fields[5]) })
        else { return nil }
        let next = left + random.integer(10...70)
        guard random.chance(0.5), next <= days.upperBound else { return left }
        addContact(4, "sponsor", from: next, &random) { _ in nil }
        return nil
    }

    private mutating func addContact(
        _ serial: Int, _ role: String, from: Day, _ random: inout RandomStream,
        until: (inout RandomStream) -> Day?
    ) {
        let name = random.pick(Vocabulary.firstNames) + " " + random.pick(Vocabulary.lastNames)
        let end = until(&random).flatMap { $0 > from ? $0 : nil }
        guard from <= world.last else { return }
        lines.append(
            FeedLine(
                .contacts,
                ["P\(profile.stem)-\(serial)", profile.id, name, role, "\(from)", dayText(end)]))
    }
}
