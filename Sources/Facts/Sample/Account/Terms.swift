import Statistics
import Calendar
import Domain

/// The outcome of a contract.
struct Decision {
    var isRenewed: Bool
    /// The day the decision was closed; nil if it was never recorded.
    var closed: Day?
    var notice: Day?
    var arrAfter: Double
}

extension AccountStory {
    /// Draws contract after contract until the account leaves or the window ends.
    mutating func tellTerms(_ terms: [(start: Day, due: Day)]) {
        var random = world.stream(account: number, .terms)
        if let first = terms.first { addARR(arr, on: first.start) }
        for (position, term) in terms.enumerated() {
            let hidden = random.normal()
            hiddenFactors.append((term.start, hidden))
            let isActedOn = tellOverrides(term, hidden: hidden, position: position)
            tellOpportunities(term, position: position, &random)
            var logOdds = logOddsOfRenewing(due: term.due, hidden: hidden)
            if isActedOn { logOdds += world.truth.treatmentEffect }
            let decision = decide(due: term.due, logOdds: logOdds, &random)
            addRenewal(position, due: term.due, decision, &random)
            guard let closed = decision.closed, closed <= world.last, term.due <= world.last
            else {
                if term.due + 60 < world.last { lastDay = term.due + 60 }
                if term.due + 90 < world.last { addARR(0, on: term.due + 90) }
                return
            }
            guard decision.isRenewed else {
                addARR(0, on: term.due)
                lastDay = term.due - 1
                if term.due + 30 <= world.last { ownership.close(on: term.due + 30) }
                return
            }
            arr = decision.arrAfter
            addARR(arr, on: term.due)
        }
    }

    private func logOddsOfRenewing(due: Day, hidden: Double) -> Double {
        let truth = world.truth
        let points = health.points(nearest: due - 90 - world.first)
        var sum = truth.intercept + truth.segmentEffects[profile.segment]
        sum += truth.hiddenEffect * hidden
        for component in 0..<4 {
            sum += truth.signalEffects[component] * (points[component] - 60) / 10
        }
        if let owner = ownership.owner(on: due - 90) { sum += world.csms[owner].keeping }
        return sum
    }

    private func decide(
        due: Day, logOdds: Double, _ random: inout RandomStream
    ) -> Decision {
        let isRenewed = random.chance(expit(logOdds))
        let isRecorded = !random.chance(isRenewed ? 0.005 : 0.06)
        let notice =
            random.chance(isRenewed ? 0.03 : 0.65) ? due - random.integer(15...110) : nil
        let lag: ClosedRange<Int> =
            switch random.position(weights: isRenewed ? [0.12, 0.1, 0.78] : [0, 0.2, 0.8]) {
            case 0: -90 ... -35
            case 1: 1...75
            default: -20...0
            }
        let closed = max(due + random.integer(lag), notice ?? due - 365)
        let change = random.uniform(0.05, 0.4)
        let factor =
            switch random.position(weights: [0.09, 0.36, 0.3, 0.25]) {
            case 0: 1 - change
            case 1: 1 + change
            case 2: 1 + change / 10
            default: 1.0
            }
        return Decision(
            isRenewed: isRenewed, closed: isRecorded ? closed : nil, notice: notice,
            arrAfter: isRenewed ? Double(tens(arr * factor)) : 0)
    }

    /// Adds the renewal as it is known on the window's last day. Some recent closings appear only
    /// in the second export; some closings never get a date.
    private mutating func addRenewal(
        _ position: Int, due: Day, _ decision: Decision, _ random: inout RandomStream
    ) {
        let reason = random.pick(Vocabulary.churnReasons)
        let isLate = random.chance(0.25)
        let isUndated = random.chance(0.04)
        func line(isKnown: Bool) -> FeedLine {
            let notice = decision.notice.flatMap { $0 <= world.last ? $0 : nil }
            let closed = isKnown && !(isUndated && due <= world.last) ? decision.closed : nil
            let isRenewed = decision.isRenewed
            return FeedLine(
                .renewals,
                [
                    "R\(profile.stem)-\(position + 1)", profile.id, "\(due)",
                    isKnown ? isRenewed ? "renewed" : "churned" : "open", dayText(closed),
                    dayText(notice), amountText(arr), isKnown ? amountText(decision.arrAfter) : "",
                    profile.currency, isKnown && !isRenewed ? reason : "",
                ])
        }
        guard let closed = decision.closed, closed <= world.last else {
            return lines.append(line(isKnown: false))
        }
        let comesLater = isLate && closed > world.last - 45
        lines.append(line(isKnown: !comesLater))
        if comesLater { restatedLines.append(line(isKnown: true)) }
    }
}
