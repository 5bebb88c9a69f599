import Attribution
import Calendar
import Domain
import Signals
import Statistics
import TestSupport

/// The month of these tests: events due from 2023-11-01 to 2026-08-01 are old enough.
let october = Month(year: 2026, month: 10)

extension PortfolioBuilder {
    /// The signals of a month.
    func signals(_ policy: Policy = Policy(), month: Month = october) throws -> Signals {
        let sorted = sorted
        return try Signals(
            AttributedPortfolio(sorted.facts, policy: policy, month: month), health: sorted.health,
            measures: sorted.measures)
    }

    /// The events that count and the values of their signals.
    func table(
        _ policy: Policy = Policy(), month: Month = october
    ) throws -> (events: SettledEvents, table: SignalTable) {
        let sorted = sorted
        let attributed = AttributedPortfolio(sorted.facts, policy: policy, month: month)
        let events = SettledEvents(attributed)
        return (
            events,
            try SignalTable(
                events, attributed, health: sorted.health, measures: sorted.measures)
        )
    }

    /// The value of a signal of the only event at a landmark; nil where missing, or where the event does
    /// not stand.
    func value(_ family: SignalFamily, _ name: String, at days: Int = 90) throws -> Double? {
        let (_, table) = try table()
        guard let place = table.landmarks.firstIndex(where: { $0.days == days }),
            let column = table.columns[place].first(where: {
                $0.name == SignalName(family, name)
            }), let value = column.values.first, !value.isNaN
        else { return nil }
        return value
    }
}

/// Facts from 2024 to the end of 2026 with scores, measures and milestones: gaps, restated rows, tiers of
/// their own, several locations.
func randomSignals(_ random: inout SplitMix64) -> PortfolioBuilder {
    var builder = randomPortfolio(&random)
    func chance(_ percent: Int) -> Bool { random.index(below: 100) < percent }
    for account in builder.facts.accounts.indices {
        var day: Day = "2024-01-01"
        var level = 20 + random.index(below: 60)
        while day < "2026-12-31" {
            day = day + (chance(3) ? 45 : 1 + random.index(below: 12))
            level = min(100, max(0, level + random.index(below: 21) - 10))
            for _ in 0...(chance(5) ? 1 : 0) {
                var components: [String: Score] = [:]
                for name in ["usage", "support", "sentiment"] where chance(80) {
                    components[name] = Score(tenths: Int16(random.index(below: 1001)))
                }
                builder.health.record(
                    account,
                    HealthDay(
                        day: day,
                        score: Score(tenths: Int16(level * 10 - random.index(below: 2) * level)),
                        tier: chance(10) ? .red : nil,
                        modelVersion: day < "2025-06-01" ? "v1" : "v2", components: components))
            }
        }
        for measure in ["seats", "logins"] where chance(80) {
            var day: Day = "2024-03-01"
            while day < "2026-12-31" {
                day = day + (1 + random.index(below: 50))
                for location in 0...random.index(below: 3) {
                    builder.measures.record(
                        account, measure, day, Double(random.index(below: 50)),
                        of: measure == "seats" ? 50 : nil, at: "\(location)")
                }
            }
        }
        for name in ["kick_off", "live"] where chance(70) {
            let reached: Day? = chance(80) ? "2024-01-20" + random.index(below: 1100) : nil
            builder.facts.milestones.append(
                Milestone(account: account, name: name, reached: reached))
        }
        if chance(40) {
            builder.facts.accounts[account].customerSince = "2023-12-01" + random.index(below: 700)
        }
    }
    for index in builder.facts.renewals.indices where chance(20) {
        let due = builder.facts.renewals[index].due
        builder.facts.renewals[index].notice = due - random.index(below: 250)
    }
    return builder
}
