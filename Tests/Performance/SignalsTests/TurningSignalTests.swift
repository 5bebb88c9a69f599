import Calendar
import Domain
import Signals
import Statistics
import TestSupport
import Testing

struct TurningSignalTests {
    /// 4,000 renewals of one account each. 800 churn, and all of those give notice: most of them more than
    /// 180 days before the due date, the others any day up to it. Usage is noise until notice, and 0 from
    /// then on.
    private struct Company {
        var builder = PortfolioBuilder()
        /// By account, in days before the due date: the notice; nil for who renewed.
        var notices: [Int?] = []

        init() {
            builder.csm("c")
            var random = SplitMix64(seed: 21)
            for account in 0..<4000 {
                let due = ("2025-01-01" as Day) + account % 500
                let churns = account % 5 == 0
                let notice =
                    !churns
                    ? nil
                    : account % 50 < 45 ? 181 + random.index(below: 100) : random.index(below: 181)
                builder.account("a\(10_000 + account)")
                builder.renewal(
                    account, due: due, after: churns ? 0 : 100, closed: due - 2,
                    notice: notice.map { due - $0 })
                for landmark in [180, 90, 60, 30] {
                    let hasTurned = notice.map { $0 >= landmark } ?? false
                    builder.measures.record(
                        account, "usage", due - landmark,
                        hasTurned ? 0 : Double(1 + account * 7919 % 1000))
                }
                notices.append(notice)
            }
        }
    }

    @Test func `What turns after notice tells nothing, and would if noticed renewals counted`()
        throws
    {
        let company = Company()
        let signals = try company.builder.signals()
        let outcomes = company.notices.map { $0 == nil }
        var usageByDay: [Int: [Day: Double]] = [:]
        company.builder.measures.forEachMeasure(from: "2024-01-01", through: "2026-10-31") {
            usageByDay[$1.account, default: [:]][$1.day] = $1.value
        }
        for landmark in signals.landmarks {
            // All events, read on the same day: what notice did looks like a forecast.
            let all = company.notices.indices.map { account in
                usageByDay[account]?[("2025-01-01" as Day) + account % 500 - landmark.days] ?? .nan
            }
            let naive = try #require(Placements(all, isPositive: outcomes))
            #expect(naive.auc > 0.9, "\(landmark.days)")

            let usage = try #require(landmark.signals.first { $0.name.name == "usage" })
            let auc = try #require(usage.auc)
            #expect(usage.churned >= 10 && usage.missingShare == 0, "\(landmark.days)")
            // The range of luck for so many of either.
            let (m, n) = (Double(usage.renewed), Double(usage.churned))
            let reach = 1.96 * ((m + n + 1) / (12 * m * n)).squareRoot()
            #expect(abs(auc - 0.5) < reach, "\(landmark.days): \(auc)")
            let p = try #require(usage.p)
            #expect(p > 0.05 && !usage.isStarred, "\(landmark.days)")
        }
    }
}
