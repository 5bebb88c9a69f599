import Calendar
import Domain

extension AccountStory {
    /// Draws the touches of the desk's year. Each session is one, with the session's identifier. What
    /// else there is becomes quieter while the score falls: fewer calls, more mails and programs.
    mutating func tellTouches() {
        guard let days = workingDays else { return }
        var random = world.stream(account: number, .touches)
        for session in lines where session.feed == .sessions {
            guard let day = Day(session.fields[3]), days.contains(day) else { continue }
            let isHard = isFalling(on: day) || session.fields[4] == "risk_review"
            addTouch(
                session.fields[0], csm: session.fields[2], day,
                kind(ofSession: session.fields[4], &random),
                random.pick(isHard ? WorkingWords.hardCalls : WorkingWords.calls))
        }
        for month in 0...(days.upperBound.month - days.lowerBound.month) {
            let first = (days.lowerBound.month + month).firstDay
            let day = (first + random.integer(0...27)).workday
            let isQuiet = isFalling(on: day)
            let calls = [0.45, 0.6, 0.8][profile.segment] * (isQuiet ? 0.3 : 1)
            let luck = random.uniform()
            let serial = "\(profile.stem)-\(zeroPadded(month + 1, to: 2))"
            guard days.contains(day) else { continue }
            if luck < calls {
                addCall("T\(serial)", day, isHard: isQuiet, &random)
            } else if luck < calls + 0.15 {
                let isDecision = random.chance(0.1)
                addTouch(
                    "T\(serial)", csm: ownerID(on: day), day, "email",
                    random.pick(isDecision ? WorkingWords.decisions : WorkingWords.mails),
                    isMeaningful: isDecision ? "yes" : "")
            } else if luck < calls + 0.2 {
                addTouch(
                    "T\(serial)", csm: ownerID(on: day), day, "note",
                    random.pick(WorkingWords.notes))
            } else if isQuiet {
                addTouch(
                    "T\(serial)", csm: "", day, "automated", random.pick(WorkingWords.automated))
            }
        }
    }

    /// A call or a meeting; one call in twelve reaches nobody, and is not meaningful.
    private mutating func addCall(
        _ id: String, _ day: Day, isHard: Bool, _ random: inout RandomStream
    ) {
        let isMissed = random.chance(0.08)
        let kind = isMissed || random.chance(0.7) ? "call" : "meeting"
        let words =
            isMissed
            ? WorkingWords.messages : isHard ? WorkingWords.hardCalls : WorkingWords.calls
        addTouch(
            id, csm: ownerID(on: day), day, kind, random.pick(words),
            isMeaningful: isMissed ? "no" : "")
    }

    private func kind(ofSession kind: String, _ random: inout RandomStream) -> String {
        switch kind {
        case "business_review": profile.segment == 2 && random.chance(0.5) ? "onsite" : "review"
        case "check_in", "risk_review": "call"
        default: "meeting"
        }
    }

    private mutating func addTouch(
        _ id: String, csm: String, _ day: Day, _ kind: String, _ summary: String,
        isMeaningful: String = ""
    ) {
        lines.append(
            FeedLine(.touches, [id, profile.id, csm, "\(day)", kind, summary, isMeaningful]))
    }
}
