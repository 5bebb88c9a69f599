import Calendar
import Formats
import Domain

extension World {
    /// The rows that do not belong to an account: CSMs, targets, benchmarks and exchange rates.
    func companyRows() -> [FeedLine] {
        csmRows() + targetRows() + benchmarkRows() + exchangeRows()
    }

    private func csmRows() -> [FeedLine] {
        csms.enumerated().map { position, csm in
            let lead = csms.firstIndex { $0.team == csm.team } ?? 0
            let manager = position == lead ? "" : csms[lead].id
            return FeedLine(
                .csms,
                [csm.id, csm.name, csm.team, manager, "\(csm.start)", dayText(csm.end)])
        }
    }

    /// Targets for the company, the teams and every third CSM, for each calendar year.
    private func targetRows() -> [FeedLine] {
        let teams = Array(Set(csms.map(\.team))).sorted { $0.precedesByBytes($1) }
        var rows: [FeedLine] = []
        for year in first.civil.year...last.civil.year {
            let from = Month(year: year, month: 1).firstDay
            let to = Month(year: year, month: 12).lastDay
            func add(_ scope: String, _ id: String, _ metric: String, _ value: String) {
                rows.append(FeedLine(.targets, [scope, id, metric, "\(from)", "\(to)", value]))
            }
            for (metric, value) in Self.companyTargets { add("company", "", metric, value) }
            let pipeline = Double(accounts) * 7_500
            add("company", "", "expansion_pipeline", amountText(pipeline))
            for (position, team) in teams.enumerated() {
                add(
                    "team", team, "logo_renewal_rate",
                    decimalText(0.87 + 0.02 * Double(position), places: 2))
                add("team", team, "expansion_pipeline", amountText(pipeline / Double(teams.count)))
            }
            for (position, csm) in csms.enumerated() where position % 3 == 0 {
                add("csm", csm.id, "logo_renewal_rate", "0.88")
                add("csm", csm.id, "expansion_pipeline", amountText(pipeline / Double(csms.count)))
            }
        }
        return rows
    }

    private static let companyTargets = [
        ("logo_renewal_rate", "0.9"), ("gross_renewal_rate", "0.91"),
        ("net_renewal_rate", "1.0"), ("gross_revenue_retention", "0.9"),
        ("net_revenue_retention", "1.05"), ("logo_churn_rate", "0.1"), ("nps", "30"),
        ("csat", "0.85"),
    ]

    private func benchmarkRows() -> [FeedLine] {
        let table: [(metric: String, segment: String, median: String, leader: String)] = [
            ("logo_renewal_rate", "", "0.88", "0.95"),
            ("logo_renewal_rate", "SMB", "0.83", "0.91"),
            ("logo_renewal_rate", "Enterprise", "0.92", "0.97"),
            ("gross_revenue_retention", "", "0.9", "0.96"),
            ("net_revenue_retention", "", "1.03", "1.18"),
            ("nps", "", "32", "55"), ("csat", "", "0.84", "0.93"),
        ]
        return table.flatMap { row in
            [("median", row.median), ("leader", row.leader), ("peers", row.median)].map {
                FeedLine(
                    .benchmarks,
                    [row.metric, row.segment, $0.0, $0.1, "illustrative", "\(first)"])
            }
        }
    }

    /// EUR and GBP in USD on the first day of every month. Starts 13 months before the window.
    private func exchangeRows() -> [FeedLine] {
        var random = RandomStream(seed: seed, stream: 1, purpose: Purpose.company.rawValue)
        var rows: [FeedLine] = []
        for (currency, start) in [("EUR", 1.08), ("GBP", 1.26)] {
            var rate = start
            for month in 0...(last.month - first.month + 13) {
                let day = (first.month - 13 + month).firstDay
                rows.append(FeedLine(.fx, [currency, "\(day)", decimalText(rate, places: 4)]))
                rate *= 1 + 0.012 * random.normal()
            }
        }
        return rows
    }
}
