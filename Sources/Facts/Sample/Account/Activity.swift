import Calendar
import Domain

extension AccountStory {
    /// Draws meetings, survey answers and a correction by finance. None of them affects a renewal.
    mutating func tellActivity() {
        var random = world.stream(account: number, .activity)
        let from = max(profile.since, world.first)
        let to = lastScored
        for serial
            in 0..<count(
                perYear: [2.5, 5, 8][profile.segment], from: from, to: to, &random)
        {
            let day = from + random.integer(0...to - from)
            let kind = random.pick(Vocabulary.sessionKinds)
            guard let owner = ownership.owner(on: day) else { continue }
            addSession("\(serial + 1)", csm: owner, day: day, kind)
        }
        for serial in 0..<count(perYear: 1.8, from: from, to: to, &random) {
            addAnswer("nps", serial, from + random.integer(0...to - from), &random)
        }
        for serial in 0..<count(perYear: 1.2, from: from, to: to, &random) {
            addAnswer("csat", serial, from + random.integer(0...to - from), &random)
        }
        guard random.chance(0.03), arr > 0 else { return }
        correctLatestARR(by: random.uniform(0.9, 1.1))
    }

    mutating func addSession(_ serial: String, csm: Int, day: Day, _ kind: String) {
        lines.append(
            FeedLine(
                .sessions,
                [
                    "S\(profile.stem)-\(serial)", profile.id, world.csms[csm].id, "\(day)", kind,
                ]))
    }

    /// Adds a survey answer by one of the account's three contacts. One answer in ten is anonymous.
    private mutating func addAnswer(
        _ kind: String, _ serial: Int, _ day: Day, _ random: inout RandomStream
    ) {
        let contact = random.chance(0.9) ? "P\(profile.stem)-\(random.integer(1...3))" : ""
        let points = health.points(nearest: day - world.first)
        let mood = (points[0] + points[2] - 138) / 27 + 0.9 * random.normal()
        let score =
            kind == "nps"
            ? min(10, max(0, (8.2 + 1.6 * mood).rounded()))
            : min(5, max(1, (4.4 + 0.7 * mood).rounded()))
        lines.append(
            FeedLine(
                .surveys,
                [
                    "\(kind == "nps" ? "N" : "T")\(profile.stem)-\(serial + 1)", profile.id,
                    contact, kind, String(Int(score)), "\(day)",
                ]))
    }

    private mutating func correctLatestARR(by factor: Double) {
        guard let latest = lines.last(where: { $0.feed == .arr && $0.fields[2] != "0" })
        else { return }
        var fields = latest.fields
        fields[2] = amountText(arr * factor)
        restatedLines.append(FeedLine(.arr, fields))
    }
}
