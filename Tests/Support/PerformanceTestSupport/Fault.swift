import Calendar
import Domain
package import Review
package import TestSupport

/// One thing wrong with clean facts and the issue that it must raise.
package struct Fault: Sendable, CustomStringConvertible {
    package var kind: String
    package var severity: DataIssue.Severity
    package var count = 1
    package var example: String
    package var commit: @Sendable (inout PortfolioBuilder) -> Void

    package var description: String { "\(kind): \(example)" }

    package static let all =
        [staleFeed] + health + renewals + customers + currencies + duplicates
        + yardsticks

    private static let staleFeed = Fault(
        kind: "stale_feed", severity: .high,
        example: "health ends on 2026-10-28, 3 days before 2026-10-31"
    ) { builder in
        builder.health.remove { $0 > "2026-10-28" }
    }

    private static let health = [
        Fault(
            kind: "health_gaps", severity: .medium, count: 2,
            example: "account a13 lacks 7 days up to its rows of 2026-02"
        ) { builder in
            builder.health.remove(3) { $0 >= "2026-02-10" && $0 <= "2026-02-16" }
            builder.health.remove(4) { $0 >= "2026-02-26" && $0 <= "2026-03-04" }
            builder.health.remove(5) { $0 >= "2026-02-10" && $0 <= "2026-02-15" }
        },
        Fault(
            kind: "stuck_scores", severity: .medium,
            example: "account a12 stood at 55.0 every day of 2026-09 and 2026-10"
        ) { builder in
            builder.health.remove(2) { $0 >= "2026-09-01" }
            builder.scores(2, from: "2026-09-01", through: "2026-10-31") { _ in 55 }
            builder.health.remove(3) { $0 >= "2026-09-01" }
            builder.scores(3, from: "2026-09-01", through: "2026-10-31") { day in
                day == "2026-10-09" ? 54 : 55
            }
        },
        Fault(
            kind: "accounts_without_history", severity: .medium, count: 2,
            example: "account a12 has no health row since 2025-11-01"
        ) { builder in
            builder.health.remove(2)
            // It pays nothing any more, but its renewal was due in the window.
            builder.health.remove(5)
        },
    ]

    private static let renewals = [
        Fault(
            kind: "renewals_without_owner", severity: .medium,
            example: "renewal r14 of account a14 had no owner from 2025-09-23 to 2026-02-20"
        ) { builder in
            builder.facts.assignments[4].end = "2025-06-01"
        },
        Fault(
            kind: "overlapping_terms", severity: .medium,
            example: "renewals r14 and x of account a14 are due on 2026-03-22 and 2026-06-19"
        ) { builder in
            for (id, due) in [("x", Day("2026-06-19")), ("y", "2026-09-17")] {
                builder.facts.renewals.append(
                    Renewal(
                        id: id, account: 4, due: due, outcome: .renewed, arrBefore: 1100.5,
                        arrAfter: 1100.5))
            }
        },
        Fault(
            kind: "arr_disagrees", severity: .medium,
            example: "renewal r14 of account a14 says 1010.5, arr says 1000 on 2026-03-21"
        ) { builder in
            builder.facts.renewals[4].arrBefore = 1010.5
            builder.facts.renewals[6].arrBefore = 1009.5
        },
    ]

    private static let customers = [
        Fault(
            kind: "parent_accounts", severity: .low, count: 2,
            example: "account a12 belongs to a11"
        ) { builder in
            builder.facts.accounts[2].parent = AccountID("a11")
            builder.facts.accounts[3].parent = AccountID("a11")
        },
        Fault(
            kind: "open_renewals_without_revenue", severity: .medium,
            example:
                "account a15 has an open renewal, back due on 2027-06-01, and ARR 0 on 2026-10-31"
        ) { builder in
            builder.facts.renewals.append(
                Renewal(
                    id: "back", account: 5, due: "2027-06-01", outcome: .open, arrBefore: 1000,
                    arrAfter: 0))
        },
        Fault(
            kind: "similar_segments", severity: .medium,
            example: "'SMB' (11) and 'smb' (1)"
        ) { builder in
            builder.facts.accounts[2].segment = "smb"
        },
        Fault(
            kind: "duplicate_lines", severity: .medium,
            example: "renewals again and r14 of account a14 are alike but for their identifiers: "
                + "due 2026-03-22, 1000 before"
        ) { builder in
            builder.facts.arr.removeAll { $0.account == 4 }
            var again = builder.facts.renewals[4]
            again.id = "again"
            builder.facts.renewals.append(again)
        },
    ]

    private static let currencies = [
        Fault(
            kind: "currency_without_rate", severity: .high, count: 3,
            example: "no rate on or before 2025-11-01 for amounts in CHF (2), EUR (1)"
        ) { builder in
            builder.facts.rates[0].date = "2025-11-02"
            builder.facts.renewals[4].currency = "CHF"
            builder.facts.arr[8].currency = "CHF"
        }
    ]

    private static let duplicates = [
        Fault(
            kind: "duplicates", severity: .low,
            example: "answers s1 and s2: p of account a11, nps, 2026-03-01"
        ) { builder in
            for (id, respondent) in [("s2", "p"), ("s3", nil), ("s4", nil), ("s5", "q")] {
                builder.facts.surveys.append(
                    SurveyResponse(
                        id: id, account: 1, respondent: respondent, kind: .nps, score: 3,
                        responded: "2026-03-01"))
            }
        },
        Fault(
            kind: "duplicates", severity: .medium,
            example: "opportunities o1 and o2 of account a11: both 200 on 2026-03-01"
        ) { builder in
            for (id, amount, currency) in [
                ("o2", 200.0, "EUR"), ("o3", 201, "EUR"), ("o4", 200, nil),
            ] {
                builder.facts.opportunities.append(
                    Opportunity(
                        id: id, account: 1, created: "2026-03-01", stage: .open, amount: amount,
                        currency: currency))
            }
        },
        Fault(
            kind: "duplicates", severity: .low,
            example: "c2 met account a11 more than once on 2026-10-05"
        ) { builder in
            builder.facts.sessions.append(Session(account: 1, csm: 1, held: "2026-10-05"))
            builder.facts.sessions.append(Session(account: 1, csm: 0, held: "2026-10-05"))
        },
    ]

    private static let yardsticks = [
        Fault(
            kind: "unknown_metric", severity: .medium, count: 2,
            example: "a target of grr for the company"
        ) { builder in
            builder.facts.targets.append(
                Target(
                    scope: .company, metric: "grr", from: "2026-01-01", to: "2026-12-31", value: 1))
            builder.facts.benchmarks.append(Benchmark(metric: "NRR", statistic: "peers", value: 1))
        },
        Fault(
            kind: "target_without_scope", severity: .medium, count: 2,
            example: "a target of nps for csm zz"
        ) { builder in
            for (scope, id) in [(Target.Scope.team, "Nroth"), (.csm, "zz"), (.csm, "c1")] {
                builder.facts.targets.append(
                    Target(
                        scope: scope, scopeID: id, metric: "nps", from: "2026-01-01",
                        to: "2026-12-31", value: 30))
            }
        },
    ]
}
