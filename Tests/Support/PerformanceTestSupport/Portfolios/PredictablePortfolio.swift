import Calendar
import Domain
package import TestSupport

extension PortfolioBuilder {
    /// A portfolio in which usage, and a kick-off in time, go with renewal. The score hardly counts
    /// usage, and what it counts most tells nothing.
    ///
    /// - Parameter accounts: each has one renewal; one in four churns.
    /// - Returns: the facts.
    package static func predictable(accounts: Int = 240) -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        let csm = builder.csm("c1", name: "Ana")
        for index in 0..<accounts {
            let due: Day = "2024-06-01" + (index * 700 / accounts)
            let isChurned = index.isMultiple(of: 4)
            let account = builder.account("a\(10_000 + index)", since: due - 365)
            builder.assign(account, to: csm, from: due - 365)
            builder.renewal(account, due: due, isChurned ? .churned : .renewed)
            // Numbers that repeat out of step with the outcome.
            let (noise, mood) = (Double(index * 7 % 31), Double(index * 11 % 29))
            let usage = (isChurned ? 30 : 45) + noise
            let sentiment = 40 + mood
            func score(_ points: Double) -> Score { Score(tenths: Int16((10 * points).rounded())) }
            for days in stride(from: 200, through: 20, by: -10) {
                builder.health.record(
                    account,
                    HealthDay(
                        day: due - days, score: score(0.1 * usage + 0.9 * sentiment),
                        components: [
                            "usage": score(usage),
                            "sentiment": score(sentiment),
                        ]))
            }
            let isLate = isChurned ? !index.isMultiple(of: 8) : index.isMultiple(of: 7)
            builder.facts.milestones.append(
                Milestone(
                    account: account, name: "kick_off", reached: due - 365 + (isLate ? 120 : 20)))
        }
        return builder
    }
}
