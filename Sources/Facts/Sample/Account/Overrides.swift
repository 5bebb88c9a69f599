import Calendar
import Domain

extension AccountStory {
    /// Draws a term's overrides. Returns whether a session followed a downward override.
    ///
    /// The CSM's view of the account is `skill * hidden + sqrt(1 - skill^2) * noise + optimism`.
    /// The day of an override does not depend on anything that decides the renewal.
    mutating func tellOverrides(
        _ term: (start: Day, due: Day), hidden: Double, position: Int
    ) -> Bool {
        let truth = world.truth
        var random = world.stream(account: number, .overrides, term: position)
        let from = max(term.start, world.first)
        let to = min(term.due, world.last + 1)
        let skill = truth.segmentSkill?[profile.segment] ?? truth.overrideSkill
        var isActedOn = false
        for serial in 0..<count(perYear: truth.overridesPerYear, from: from, to: to, &random) {
            let isNearDue = random.chance(0.65)
            var day =
                isNearDue
                ? term.due - random.integer(14...180) : from + random.integer(0...to - from - 1)
            let noise = random.normal()
            let sendsLogDayToMonthEnd = random.chance(0.6)
            let daysFromMonthEnd = random.integer(0...4)
            guard let owner = ownership.owner(on: day) else { continue }
            let csm = world.csms[owner]
            if csm.logsAtMonthEnd, sendsLogDayToMonthEnd {
                day = day.month.lastDay - daysFromMonthEnd
            }
            guard day >= from, day < to, ownership.owner(on: day) == owner else { continue }
            let view =
                skill * hidden + (1 - skill * skill).squareRoot() * noise + csm.optimism
            let score = profile.hasHealth ? health.score(asOf: day - world.first) : nil
            let model = score.map(tier(ofTenths:)) ?? .amber
            let asserted = Self.asserted(view: view, model: model)
            if asserted == model, !random.chance(0.12) { continue }
            addOverride(
                "\(position + 1)\(zeroPadded(serial + 1, to: 2))", csm: csm.id, day: day,
                asserted: asserted, score: score, &random)
            let session = day + random.integer(3...13)
            if asserted < model, random.chance(0.7), session < to,
                let host = ownership.owner(on: session)
            {
                addSession("\(position + 1)\(serial + 1)x", csm: host, day: session, "risk_review")
                isActedOn = true
            }
        }
        return isActedOn
    }

    /// The tier that a CSM with this view gives the account.
    private static func asserted(view: Double, model: Tier) -> Tier {
        switch model {
        case .red: view > 1.1 ? .green : view > 0 ? .amber : .red
        case .amber: view > 0.8 ? .green : view < -0.7 ? .red : .amber
        case .green: view < -1.2 ? .red : view < -0.3 ? .amber : .green
        }
    }

    private mutating func addOverride(
        _ serial: String, csm: String, day: Day, asserted: Tier, score: Int16?,
        _ random: inout RandomStream
    ) {
        let isBlank = random.chance(0.05)
        let known = isBlank ? nil : score.map { Score(tenths: $0) }
        let reason = random.pick(Vocabulary.overrideReasons)
        let note = random.pick(Vocabulary.overrideNotes)
        let review = random.chance(0.9) ? day + random.pick([14, 30, 60, 90]) : nil
        let withdrawn = random.chance(0.08) ? day + random.integer(5...40) : nil
        lines.append(
            FeedLine(
                .overrides,
                [
                    "O\(profile.stem)-\(serial)", profile.id, csm, "\(day)", asserted.word,
                    known.map { tier(ofTenths: $0.tenths).word } ?? "",
                    known?.description ?? "", reason, note, dayText(review),
                    dayText(withdrawn.flatMap { $0 <= world.last ? $0 : nil }),
                ]))
    }
}
