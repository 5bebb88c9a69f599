import Access
import Calendar
import Deliveries
import Domain
import PerformanceTestSupport
import Review
import TestSupport
import Testing

/// Alerts are about the month and the data.
struct AlertTests {
    /// Two teams of eight CSMs with forty renewals a month over two years, of which four churn; in one
    /// month many do.
    private func planted(bad: Month, churned: Int) throws -> MonthlyReview {
        var builder = PortfolioBuilder()
        for csm in 0..<16 {
            builder.csm(
                "c\(csm)", team: csm < 8 ? "Aurora" : "Borealis", from: "2022-01-01",
                name: "Person\(csm)")
        }
        for offset in 0..<24 {
            let month = october - offset
            for index in 0..<40 {
                let account = builder.account(
                    "a\(10_000 + offset * 100 + index)", since: "2022-01-01")
                builder.assign(account, to: index % 16, from: "2022-01-01")
                let lost = month == bad ? churned : 4
                let day = month.firstDay + 9
                builder.renewal(
                    account, due: day, after: (index * 7) % 40 < lost ? 0 : 100, closed: day)
                builder.scores(account, from: "2026-09-15", through: "2026-10-31") { _ in 75 }
            }
        }
        return try builder.review()
    }

    private func alerts(
        _ review: MonthlyReview?, last: Day = "2026-10-31", today: Day = "2026-11-02",
        disputes: [NumberedDispute] = [], closed: Set<Month> = []
    ) -> Alerts {
        Alerts(
            review: review,
            facts: KnownFacts(
                months: [october], lastHealthDay: last,
                portfolio: InMemoryReading(.fourBooks).portfolio, policy: Policy()),
            disputes: disputes, closed: closed, today: today, staleAfterDays: 7)
    }

    @Test func `A month outside its limits is told of the company, with its range`() throws {
        let review = try planted(bad: october - 1, churned: 28)
        let found = alerts(review).raised(for: .vp, by: [.outsideLimits])
        let company = found.filter { $0.key.contains(" company ") }
        #expect(
            company.contains {
                $0.key == "outside_limits logo_renewal_rate company Sep 2026"
                    && $0.sentence.hasPrefix(
                        "Renewal rate of the company was 30 % in Sep 2026, below its usual range, which begins at "
                    )
            }, "\(found)")
        // The keys tell them apart; the words name nobody.
        #expect(Set(found.map(\.key)).count == found.count)
        #expect(found.allSatisfy { !$0.sentence.contains("Person") && !$0.sentence.contains("a1") })
    }

    @Test func `A month as usual raises nothing`() throws {
        let review = try planted(bad: october - 1, churned: 4)
        #expect(alerts(review).raised(for: .vp, by: [.outsideLimits]).isEmpty)
    }

    @Test func `A manager gets the own team alone`() throws {
        let review = try planted(bad: october - 1, churned: 28)
        for (team, other) in [("Aurora", "Borealis"), ("Borealis", "Aurora")] {
            let found = alerts(review).raised(for: .manager(team: team), by: [.outsideLimits])
            #expect(found.allSatisfy { $0.key.contains(team) && !$0.sentence.contains(other) })
        }
        let nobody = alerts(review).raised(for: .manager(team: "None"), by: [.outsideLimits])
        #expect(nobody.isEmpty)
    }

    @Test func `The health history is stale after a week, once for each end`() {
        func keys(_ last: Day, _ today: Day) -> [String] {
            alerts(nil, last: last, today: today).raised(for: .admin, by: [.staleFeed]).map(\.key)
        }
        #expect(keys("2026-10-31", "2026-11-07").isEmpty)
        #expect(keys("2026-10-31", "2026-11-08") == ["stale_feed health 2026-10-31"])
        #expect(keys("2026-10-31", "2026-12-24") == ["stale_feed health 2026-10-31"])
        #expect(keys("2026-11-30", "2026-12-24") == ["stale_feed health 2026-11-30"])
    }

    private func dispute(_ number: Int, of csm: String) -> NumberedDispute {
        NumberedDispute(
            number: number,
            dispute: Dispute(
                month: october, csm: CSMID(csm), feed: .renewals, key: "r", field: "outcome",
                should: "renewed", why: "It was signed.",
                by: Author(time: Instant(seconds: 0), subject: "t", name: "Zoe", role: .csm)),
            answer: nil)
    }

    @Test func `Open disputes are told two days before the preview ends, until the close`() {
        let disputes = [dispute(1, of: "c0"), dispute(2, of: "c2")]
        func sentences(_ today: Day, _ role: DeliveryRole = .vp, closed: Set<Month> = [])
            -> [String]
        {
            alerts(nil, today: today, disputes: disputes, closed: closed)
                .raised(for: role, by: [.openDisputes]).map(\.sentence)
        }
        #expect(sentences("2026-11-04").isEmpty)
        #expect(
            sentences("2026-11-05") == [
                "2 disputes about October 2026 are open, and the month is not closed. Its preview "
                    + "ends on 7 Nov 2026. Answer them on the page Closing."
            ])
        #expect(sentences("2026-11-20")[0].contains("Its preview ended on 7 Nov 2026"))
        #expect(sentences("2026-11-05", closed: [october]).isEmpty)
        #expect(sentences("2026-11-05", .manager(team: "B"))[0].hasPrefix("1 dispute about"))
        #expect(sentences("2026-11-05", .manager(team: "C")).isEmpty)
    }
}
