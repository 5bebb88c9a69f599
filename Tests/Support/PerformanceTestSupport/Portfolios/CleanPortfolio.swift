import Calendar
import Domain
package import TestSupport

extension PortfolioBuilder {
    /// A dozen accounts of two CSMs with nothing wrong in any feed.
    package static var clean: PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.facts.csms = [
            CSM(id: CSMID("c1"), name: "Ada", team: "North", startDate: "2024-01-01"),
            CSM(id: CSMID("c2"), name: "=Bo, \"B\"", startDate: "2024-01-01"),
        ]
        for account in 0..<12 {
            builder.facts.accounts.append(
                Account(
                    id: AccountID("a\(10 + account)"), segment: "SMB",
                    customerSince: "2024-01-01"))
            builder.facts.assignments.append(
                Assignment(account: account, csm: account % 2, start: "2024-01-01"))
            builder.facts.arr.append(ARRPoint(account: account, effective: "2024-01-01", arr: 1000))
            let due = Day("2026-01-01") + 20 * account
            builder.facts.renewals.append(
                Renewal(
                    id: "r\(10 + account)", account: account, due: due,
                    outcome: account == 5 ? .churned : .renewed, closed: due, arrBefore: 1000,
                    arrAfter: account == 5 ? 0 : 1100.5))
            builder.facts.arr.append(
                ARRPoint(account: account, effective: due, arr: account == 5 ? 0 : 1100.5))
            builder.scores(account, from: "2025-11-01", through: "2026-10-31") { day in
                30 + Int(day.number) % 50
            }
        }
        builder.facts.opportunities = [
            Opportunity(
                id: "o1", account: 1, created: "2026-03-01", stage: .won, amount: 200,
                closed: "2026-04-01", currency: "EUR")
        ]
        builder.facts.surveys = [
            SurveyResponse(
                id: "s1", account: 1, respondent: "p", kind: .nps, score: 9,
                responded: "2026-03-01")
        ]
        builder.facts.sessions = [Session(account: 1, csm: 1, held: "2026-10-05")]
        builder.facts.targets = [
            Target(
                scope: .team, scopeID: "North", metric: "logo_renewal_rate", from: "2026-01-01",
                to: "2026-12-31", value: 0.9)
        ]
        builder.facts.benchmarks = [
            Benchmark(metric: "net_revenue_retention", statistic: "median", value: 1.04)
        ]
        builder.facts.rates = [ExchangeRate(currency: "EUR", date: "2025-10-01", rate: 1.1)]
        builder.override(1, "2026-05-05", says: .green, model: .green, csm: 1)
        return builder
    }
}
