import Attribution
import Calendar
import Domain
import PerformanceTestSupport
import Statistics
import TestSupport

extension Portfolio {
    /// Adds answers to both questions over two years, and a target for every rate.
    mutating func addAnswersAndTargets(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for account in accounts.indices {
            for month in 0..<24 {
                guard random.index(below: 4) == 0 else { continue }
                let isAboutPrice = random.index(below: 3) == 0
                surveys.append(
                    SurveyResponse(
                        id: "s\(1_000_000 + surveys.count)", account: account,
                        respondent: "p\(random.index(below: 3))",
                        kind: isAboutPrice ? .csat : .nps,
                        score: isAboutPrice
                            ? 1 + random.index(below: 5) : 4 + random.index(below: 7),
                        responded: (october - month).firstDay + random.index(below: 28)))
            }
        }
        let goals: [(metric: String, value: Double)] = [
            ("csat", 0.85), ("gross_renewal_rate", 0.9), ("gross_revenue_retention", 0.9),
            ("logo_churn_rate", 0.12), ("logo_renewal_rate", 0.88), ("net_renewal_rate", 1),
            ("net_revenue_retention", 1), ("nps", 30), ("sessions_held", 10),
        ]
        targets = goals.map { metric, value in
            Target(
                scope: .company, metric: metric, from: "2020-01-01", to: "2030-12-31", value: value)
        }
    }

    /// Takes away every outcome that became known after a day, as an export that stopped would.
    mutating func stopOutcomes(after day: Day) {
        for index in renewals.indices {
            guard let closing = renewals[index].closing, closing > day else { continue }
            renewals[index].outcome = .open
            renewals[index].closed = nil
            renewals[index].arrAfter = 0
        }
    }

    /// Lets all contracts that closed end alike.
    mutating func closeAll(as outcome: Renewal.Outcome) {
        for index in renewals.indices where renewals[index].outcome != .open {
            renewals[index].outcome = outcome
            renewals[index].arrAfter = outcome == .renewed ? renewals[index].arrBefore : 0
        }
    }

    /// Takes away what the model said, of every override or of every second one.
    mutating func forgetModel(ofEvery step: Int) {
        for index in overrides.indices where index % step == 0 {
            overrides[index].modelTier = nil
            overrides[index].modelScore = nil
        }
    }
}

extension PortfolioBuilder {
    /// CSMs with so many renewals each, so many of them renewed, all accounts alike.
    static func books(_ books: [(settled: Int, renewed: Int)], target: Double) -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        for (position, book) in books.enumerated() {
            let csm = builder.csm("c\(position)", team: "A", name: "Ana \(position)")
            for index in 0..<book.settled {
                let account = builder.account("a\(10_000 + builder.facts.accounts.count)")
                builder.assign(account, to: csm, from: "2024-01-01")
                builder.renewal(
                    account, due: "2026-03-15", after: index < book.renewed ? 100 : 0)
            }
        }
        builder.target(.company, "logo_renewal_rate", target)
        return builder
    }

    /// Three contracts due a month for three years, with two CSMs.
    static var threeContractsAMonth: PortfolioBuilder {
        var builder = PortfolioBuilder(accounts: 36)
        for account in 0..<36 { builder.assign(account, to: account % 2, from: "2023-01-01") }
        for month in 0..<36 {
            for contract in 0..<3 {
                let hasLeft = (month * 7 + contract * 5) % 8 == 0
                builder.renewal(
                    (month % 12) * 3 + contract, due: (october - month).firstDay + 9,
                    after: hasLeft ? 0 : 110)
            }
        }
        builder.target(.company, "logo_renewal_rate", 0.9)
        return builder
    }

    /// The audited portfolio, with every override logged too late to be judged.
    static var overriddenTooLate: PortfolioBuilder {
        var builder = PortfolioBuilder.audited
        for index in builder.facts.overrides.indices {
            let account = builder.facts.overrides[index].account
            let due = builder.facts.renewals.first { $0.account == account }?.due
            builder.facts.overrides[index].logged = (due ?? october.lastDay) - 5
            builder.facts.overrides[index].reevaluate = nil
        }
        return builder
    }
}
