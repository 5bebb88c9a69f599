import Calendar
import Domain
import TestSupport
import Testing

@Suite struct SuspicionTests {
    private static let asOf: Day = "2026-10-31"

    private func suspicions(
        asOf: Day = asOf, _ change: (inout PortfolioBuilder) -> Void
    ) -> [Suspicion] {
        var builder = PortfolioBuilder(accounts: 12, csms: 2)
        change(&builder)
        return builder.portfolio.suspicions(asOf: asOf, policy: Policy())
    }

    @Test func `Facts without faults are not suspected`() {
        #expect(suspicions { _ in } == [])
    }

    @Test func `Lines alike but for their identifiers are likely duplicates`() {
        func found(_ change: (inout PortfolioBuilder) -> Void) -> [Suspicion] {
            suspicions { builder in
                builder.renewal(0, due: "2026-03-01", after: 90, closed: "2026-11-05", line: "-1")
                builder.renewal(0, due: "2026-03-01", after: 90, closed: "2026-11-05", line: "-2")
                change(&builder)
            }
        }
        let alike = found { _ in }
        #expect(alike.map(\.kind) == [.duplicateLines])
        #expect(alike.map(\.count) == [1])
        #expect(
            alike[0].example
                == "renewals r-0-2026-03-01-1 and r-0-2026-03-01-2 of account a1000 are "
                + "alike but for their identifiers: due 2026-03-01, 100 before")
        #expect(found { $0.facts.renewals[1].arrBefore = 101 } == [])
        #expect(found { $0.facts.renewals[1].currency = "EUR" } == [])
        #expect(found { $0.facts.renewals[1].notice = "2026-01-01" } == [])
        #expect(found { $0.facts.renewals[1].closed = "2026-10-31" } == [])
        // Not known yet.
        #expect(found { $0.facts.renewals[1].closed = "2026-11-06" }.count == 1)
        #expect(found { $0.facts.renewals[1].outcome = .churned }.count == 1)
    }

    @Test func `A CSM who left is named with the accounts that nobody owns since`() {
        let found = suspicions { builder in
            builder.facts.csms[0].endDate = "2026-02-28"
            for account in 0..<6 { builder.assign(account, to: 0, from: "2025-01-01") }
            builder.assign(6, to: 0, from: "2025-01-01", until: "2026-02-28")
            // Somebody took these two over.
            builder.assign(4, to: 1, from: "2026-02-28")
            builder.assign(5, to: 1, from: "2026-04-01")
        }
        #expect(found.map(\.kind) == [.accountsOfLeavers, .openAssignments])
        #expect(found.map(\.count) == [4, 6])
        #expect(
            found[0].example
                == "C0 (c0) left on 2026-02-28; 4 accounts have no owner since, a1000 among them")
        #expect(
            found[1].example
                == "C0 (c0) left on 2026-02-28, and the assignment to account a1000 has no end")
        let before = suspicions(asOf: "2026-02-27") { builder in
            builder.facts.csms[0].endDate = "2026-02-28"
            builder.assign(0, to: 0, from: "2025-01-01")
        }
        #expect(before == [])
    }

    @Test func `An account that churned and has revenue from a later row`() {
        func found(_ change: (inout PortfolioBuilder) -> Void) -> [Suspicion] {
            suspicions { builder in
                builder.renewal(0, due: "2026-03-01", after: 0)
                builder.arr(0, "2026-02-01", 100)
                builder.arr(0, "2026-04-01", 100)
                change(&builder)
            }
        }
        #expect(
            found { _ in }.map(\.example) == [
                "account a1000 churned on 2026-03-01, and arr has 100 for it from 2026-04-01"
            ])
        #expect(found { $0.arr(0, "2026-05-01", 0) } == [])
        #expect(found { $0.facts.arr[1].effective = "2026-11-01" } == [])
        #expect(found { $0.renewal(0, due: "2027-03-01") } == [])
        #expect(found { $0.renewal(0, due: "2026-03-01", after: 50, line: "b") } == [])
    }

    @Test func `Segments that differ only by case or spacing`() {
        let found = suspicions { builder in
            builder.facts.accounts[1].segment = "smb"
            builder.facts.accounts[2].segment = "S MB "
            builder.facts.accounts[4].segment = "Enterprise"
        }
        #expect(found.map(\.kind) == [.similarSegments])
        #expect(found.map(\.count) == [1])
        #expect(found[0].example == "'S MB ' (1) and 'SMB' (4) and 'smb' (1)")
    }

    @Test func `An amount far above those of its account or of its segment`() {
        func found(_ change: (inout PortfolioBuilder) -> Void) -> [String] {
            suspicions(change).filter { $0.kind == .unusualAmounts }.map {
                "\($0.count): \($0.example)"
            }
        }
        let account = found { builder in
            builder.arr(0, "2026-01-01", 100)
            builder.arr(0, "2026-02-01", 50_000)
        }
        #expect(
            account == ["1: 50000 as arr of account a1000, whose account usually has 100"])
        #expect(
            found { builder in
                builder.arr(0, "2026-01-01", 100)
                builder.arr(0, "2026-02-01", 49_999)
                builder.arr(0, "2026-03-01", 50_000, currency: "JPY")
            } == [])
        let segment = found { builder in
            for account in 0..<12 { builder.facts.accounts[account].segment = "S" }
            for account in 0..<11 {
                builder.renewal(account, due: "2026-03-01", before: 100 + Double(account))
            }
            builder.renewal(11, due: "2026-03-01", before: 105 * 500)
        }
        #expect(
            segment == [
                "1: 52500 as arr_before in renewals of account a1011, whose segment usually has 105"
            ])
        // Ten others it takes, and it must be known.
        #expect(
            found { builder in
                for account in 0..<9 { builder.renewal(account, due: "2026-03-01", before: 100) }
                builder.renewal(10, due: "2026-03-01", before: 105 * 500)
                builder.arr(0, "2026-01-01", 100)
                builder.arr(0, "2026-12-01", 50_000)
            } == [])
    }

    @Test func `Scores that all lie near 0 may be on another scale`() throws {
        func found(_ points: [Double]) throws -> Suspicion? {
            var health = InMemoryHealth()
            for (index, points) in points.enumerated() {
                health.record(0, "2026-09-01" + index, points)
            }
            var scale = HealthScale()
            health.forEachMonth(from: "2026-09", through: "2026-10") { scale.note($0) }
            return try scale.suspicion(
                health, from: "2026-09", through: "2026-10", policy: Policy())
        }
        let ten = try #require(try found([0, 7.2, 10]))
        #expect(ten.example == "3 scores, and no score is above 10")
        #expect(ten.whatToDo.contains("best: 10"))
        #expect(try found([0.4, 1])?.example == "2 scores, and no score is above 1")
        // The means are low, a day is not.
        #expect(try found([0, 0, 0, 0, 12]) == nil)
        #expect(try found([60, 70]) == nil)
        #expect(try found([]) == nil)
    }
}
