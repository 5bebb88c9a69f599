import Calendar
import Domain
import Formats

extension ModelMeasure {
    /// What the measure says about an account on a day.
    func score(
        _ facts: AccountFacts, on day: Day, validDays: Int, changeDays: Int
    ) -> ScoredMeasure {
        var result = ScoredMeasure(name: name, weight: weight, knowledge: .missing)
        switch source {
        case .value(let measure, let line):
            guard let latest = facts.observations(of: measure, by: day).last else { break }
            result.observed = latest.day
            result.knowledge = known(line(latest.value), latest.words)
        case .share(let measure, let line):
            guard let latest = facts.observations(of: measure, by: day).last, latest.whole > 0
            else { break }
            result.observed = latest.day
            let share = latest.value / latest.whole
            result.knowledge = known(
                line(share), latest.words.merging(["share": percent(share)]) { $1 })
        case .change(let measure, let line):
            let all = facts.observations(of: measure, by: day)
            guard let latest = all.last else { break }
            result.observed = latest.day
            guard let (now, before) = means(all, on: day, days: changeDays), before > 0 else {
                break
            }
            let change = (now - before) / before
            result.knowledge = known(
                line(change),
                [
                    "change": percent(abs(change)), "value": number(now), "before": number(before),
                ])
        case .touch(let line):
            guard let last = facts.lastTouch(by: day) else { break }
            result.knowledge = known(
                line(Double(day - last)), ["days": "\(day - last)", "day": "\(last)"])
        case .contact(let role):
            result.knowledge = contact(role, facts.contacts, on: day)
        }
        if let observed = result.observed, day - observed > validDays { result.knowledge = .stale }
        return result
    }

    private func known(_ score: Double, _ words: [String: String]) -> ScoredMeasure.Knowledge {
        .known(score: score, dataPoint: text.filled(words))
    }

    /// The means of the last days and of as many days before; nil if one has no observation.
    private func means(
        _ all: ArraySlice<Observation>, on day: Day, days: Int
    ) -> (now: Double, before: Double)? {
        let now = all.filter { day - $0.day < days }
        let before = all.filter { (days..<(2 * days)).contains(day - $0.day) }
        guard !now.isEmpty, !before.isEmpty else { return nil }
        return (mean(now), mean(before))
    }

    private func contact(
        _ role: Contact.Role, _ contacts: [Contact], on day: Day
    ) -> ScoredMeasure.Knowledge {
        // An account without any contact may just have none entered.
        let known = contacts.filter { ($0.from ?? day) <= day }
        guard !known.isEmpty else { return .missing }
        let holders = known.filter { $0.role == role }
        if let holder = holders.last(where: { $0.isThere(on: day) }) {
            let words = ["name": holder.name ?? "known", "since": since(holder.from)]
            return .known(score: 100, dataPoint: text.filled(words))
        }
        let words = ["name": "nobody", "since": since(holders.compactMap(\.until).max())]
        return .known(score: 0, dataPoint: (vacantText ?? text).filled(words))
    }
}

extension Observation {
    /// What the placeholders of a data point stand for.
    fileprivate var words: [String: String] {
        ["value": number(value), "of": whole > 0 ? number(whole) : "?"]
    }
}

/// `since 2026-03-01`, or `so far` without a day.
private func since(_ day: Day?) -> String { day.map { "since \($0)" } ?? "so far" }

private func mean(_ observations: [Observation]) -> Double {
    observations.reduce(0) { $0 + $1.value } / Double(observations.count)
}

private func number(_ value: Double) -> String { shortDecimalText(value, decimals: 2) }

/// `34 %`.
func percent(_ share: Double) -> String { ValueFormat.percent(decimals: 0).text(share) }
