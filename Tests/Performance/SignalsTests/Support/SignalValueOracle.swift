import Attribution
import Calendar
import Domain
import Glibc
import Signals
import TestSupport

/// The value of every signal by its definition, question by question.
struct SignalValueOracle {
    let facts: Portfolio
    let health: InMemoryHealth
    let asOf: Day
    let policy = Policy()
    private let measures: [MeasureName]
    private var rows: [(measure: Int, row: MeasureDay)] = []

    init(_ builder: PortfolioBuilder, asOf: Day) {
        facts = builder.facts
        health = builder.health
        self.asOf = asOf
        measures = builder.measures.measures(through: asOf)
        var rows: [(measure: Int, row: MeasureDay)] = []
        builder.measures.forEachMeasure(from: "2023-01-01", through: asOf) { rows.append(($0, $1)) }
        self.rows = rows
    }

    private func score(_ account: Int, _ day: Day, age: Int = 30) -> HealthAnswer? {
        health.scores(
            asOf: [HealthQuestion(account: account, day: day)], maximumAge: age,
            version: .firstRecorded)[0]
    }

    private func tenths(_ account: Int, _ day: Day) -> Double? {
        score(account, day).map { Double($0.score.tenths) }
    }

    /// The days [f - 89, f].
    private func window(_ day: Day) -> [Day] { (0..<90).map { day - $0 } }

    /// The value of a signal of an account on a day, for an event that is due on another; nil where missing.
    func value(_ name: SignalName, _ account: Int, _ day: Day, due: Day) -> Double? {
        switch name.family {
        case .score:
            if name == .composite { return tenths(account, day).map { $0 / 10 } }
            let components = health.components(
                asOf: [HealthQuestion(account: account, day: day)], maximumAge: 30,
                version: .firstRecorded)
            guard let place = components.names.firstIndex(of: name.name) else { return nil }
            return components[question: 0, component: place]?.points
        case .movement: return movement(name.name, account, day)
        case .contact: return contact(name.name, account, day)
        case .account: return ofAccount(name.name, account, day, due)
        case .measures: return measure(name.name, account, day)
        case .milestones: return milestone(name.name, account, day)
        }
    }

    private func movement(_ name: String, _ account: Int, _ day: Day) -> Double? {
        switch name {
        case "change_30", "change_90":
            guard let now = tenths(account, day),
                let before = tenths(account, day - (name == "change_30" ? 30 : 90))
            else { return nil }
            return (now - before) / 10
        case "deviation_90":
            let rows = window(day).compactMap { score(account, $0, age: 0)?.score.points }
            guard rows.count >= 3 else { return nil }
            let mean = rows.reduce(0, +) / Double(rows.count)
            let squares = rows.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
            return (squares / Double(rows.count - 1)).squareRoot()
        default:
            let tiers = window(day).compactMap { score(account, $0) }.map {
                policy.tier(of: $0.score, own: $0.tier)
            }
            return tiers.count < 60 ? nil : Double(tiers.count { $0 == .red })
        }
    }

    private func contact(_ name: String, _ account: Int, _ day: Day) -> Double? {
        let held = facts.sessions.filter { $0.account == account && $0.held <= day }.map(\.held)
        switch name {
        case "sessions_90":
            guard let begin = facts.sessions.map(\.held).min(), begin <= day - 89 else {
                return nil
            }
            return Double(held.count { $0 >= day - 89 })
        case "days_since_session": return held.max().map { Double(day - $0) }
        default:
            let answers = facts.surveys.filter {
                $0.account == account && $0.kind == .nps && $0.responded <= day
                    && $0.responded >= day - 365
            }
            let latest = answers.max { left, right in
                left.responded == right.responded
                    ? left.id.precedesByBytes(right.id) : left.responded < right.responded
            }
            return latest.map { Double($0.score) }
        }
    }

    private func ofAccount(_ name: String, _ account: Int, _ day: Day, _ due: Day) -> Double? {
        switch name {
        case "days_as_customer":
            return facts.accounts[account].customerSince.flatMap {
                $0 <= day ? Double(day - $0) : nil
            }
        case "log_arr":
            let lines = facts.renewals.filter { $0.account == account && $0.due == due }
            var sum = 0.0
            for line in lines {
                switch line.currency {
                case nil: sum += line.arrBefore
                case "EUR": sum += line.arrBefore * 1.1
                default: return nil
                }
            }
            return log(sum)
        default:
            // Day by day backwards, while the owner is the same.
            func owner(_ day: Day) -> Int? {
                facts.assignments.first { assignment in
                    let csm = facts.csms[assignment.csm]
                    let isKnown = csm.startDate.map { $0 <= asOf } ?? true
                    let end = [assignment.end, csm.endDate].compactMap { $0 }.filter { $0 <= asOf }
                        .min()
                    return assignment.account == account && isKnown && assignment.start <= day
                        && end.map { day < $0 } ?? true
                }?.csm
            }
            guard let csm = owner(day) else { return nil }
            var start = day
            while owner(start - 1) == csm { start = start - 1 }
            return Double(day - start)
        }
    }

    private func measure(_ name: String, _ account: Int, _ day: Day) -> Double? {
        guard let place = measures.firstIndex(where: { $0.name == name }) else { return nil }
        let known = rows.filter {
            $0.measure == place && $0.row.account == account && $0.row.day <= day
                && $0.row.day >= day - 60
        }
        return known.last.map {
            measures[place].isShare ? $0.row.value / $0.row.whole : $0.row.value
        }
    }

    private func milestone(_ name: String, _ account: Int, _ day: Day) -> Double? {
        let limit = name.hasSuffix("_45") ? 45 : 90
        let milestone = name.dropLast("_within_45".count)
        guard let since = facts.accounts[account].customerSince, day > since + limit else {
            return nil
        }
        let rows = facts.milestones.filter {
            $0.name == milestone && ($0.reached.map { $0 <= asOf } ?? true)
        }
        // On the day, a milestone that is reached later has no row.
        let isKnown = { (row: Milestone) in row.reached.map { $0 <= day } ?? true }
        if let row = rows.first(where: { $0.account == account && isKnown($0) }) {
            return row.reached.map { $0 <= since + limit ? 1 : 0 } ?? 0
        }
        guard let begin = rows.compactMap(\.reached).min(), since >= begin else { return nil }
        return 0
    }
}
