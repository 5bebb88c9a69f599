import Calendar
import Domain
import PerformanceTestSupport
import Review
import TestSupport
import Testing

@Suite struct DataQualityTests {
    @Test func `clean facts have no issue`() throws {
        #expect(try PortfolioBuilder.clean.review().issues == [])
    }

    @Test func `a portfolio without a fact lacks every feed`() throws {
        let issues = try PortfolioBuilder().review().issues
        #expect(issues.map(\.kind) == ["missing_feed", "missing_feed"])
        #expect(issues.map(\.severity) == [.high, .low])
        #expect(issues.map(\.count) == [5, 8])
        #expect(issues.first?.example == "no row of accounts, csms, assignments, health, renewals")
    }

    @Test func `issues come by severity, then by kind, then by example`() throws {
        var builder = PortfolioBuilder.clean
        for fault in Fault.all { fault.commit(&builder) }
        let issues = try builder.review().issues
        let keys = issues.map { ($0.severity, $0.kind, $0.example) }
        #expect(zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(issues.count >= 10)
    }

    @Test(arguments: Fault.all)
    func `each fault is found, counted and named`(fault: Fault) throws {
        var builder = PortfolioBuilder.clean
        fault.commit(&builder)
        let issues = try builder.review().issues
        #expect(issues.map(\.kind) == [fault.kind])
        #expect(issues.first?.severity == fault.severity)
        #expect(issues.first?.count == fault.count)
        #expect(issues.first?.example == fault.example)
        #expect(issues.first?.whatToDo.hasSuffix(".") == true)
    }

    @Test func `what is dated after the month counts for nothing`() throws {
        var builder = PortfolioBuilder.clean
        builder.facts.opportunities.append(
            Opportunity(
                id: "o2", account: 1, created: "2026-11-01", stage: .open, amount: 1,
                currency: "CHF"))
        builder.facts.renewals.append(
            Renewal(
                id: "late", account: 11, due: "2026-11-01", outcome: .open, arrBefore: 7,
                arrAfter: 0, currency: "CHF"))
        builder.facts.arr.append(
            ARRPoint(account: 1, effective: "2026-11-01", arr: 5, currency: "CHF"))
        builder.facts.targets.append(
            Target(
                scope: .team, scopeID: "x", metric: "y", from: "2026-11-01", to: "2026-12-01",
                value: 1))
        builder.facts.benchmarks.append(
            Benchmark(metric: "y", statistic: "median", value: 1, asOf: "2026-11-01"))
        #expect(try builder.review().issues == [])
    }

    @Test func `churn that the ARR book does not know is named, unless the book knows other churn`()
        throws
    {
        var builder = PortfolioBuilder.clean
        // The row of 0 becomes one that goes on as if nobody had left.
        builder.facts.arr[11].arr = 1000
        builder.facts.arr[11].effective = "2026-05-01"
        let issues = try builder.review().issues
        #expect(issues.map(\.kind) == ["churn_missing_in_arr", "churned_with_revenue"])
        #expect(
            issues[0].example
                == "account a15 churned on 2026-04-11 by renewals.csv, and pays on 2026-10-31 by arr.csv"
        )
        builder.facts.arr.append(ARRPoint(account: 6, effective: "2026-10-01", arr: 0))
        #expect(try builder.review().issues.map(\.kind) == ["churned_with_revenue"])
    }

    @Test func `a CSM who left and a customer with many contracts are named`() throws {
        var builder = PortfolioBuilder.clean
        builder.facts.csms[0].endDate = "2026-09-30"
        for contract in 0..<5 {
            let due = Day("2026-07-01") + 20 * contract
            builder.renewal(2, due: due, before: 1, after: 1)
        }
        let issues = try builder.review().issues
        let kinds = Set(issues.map(\.kind))
        for kind in ["accounts_of_leavers", "open_assignments", "many_contracts"] {
            #expect(kinds.contains(kind))
        }
        #expect(
            issues.first { $0.kind == "accounts_of_leavers" }?.example
                == "Ada (c1) left on 2026-09-30; 6 accounts have no owner since, a10 among them")
        #expect(
            issues.first { $0.kind == "many_contracts" }?.example
                == "the 17 settled contracts are those of 12 customers")
    }

    @Test func `a feed of scores from 0 to 10 is named before anything else`() throws {
        var builder = PortfolioBuilder.clean
        builder.health.rewrite { row in row.score = Score(tenths: row.score.tenths / 10) }
        let issue = try builder.review().issues.first
        #expect(issue?.kind == "health_scale")
        #expect(issue?.severity == .high)
    }

    @Test func `a gap before a short window is passed over, a stuck score is not`() throws {
        var policy = Policy()
        policy.windowMonths = 1
        var builder = PortfolioBuilder.clean
        builder.health.remove(2)
        builder.scores(2, from: "2026-09-01", through: "2026-10-31") { _ in 55 }
        builder.health.remove(3) { $0 >= "2026-09-10" && $0 <= "2026-09-20" }
        #expect(try builder.review(policy: policy).issues.map(\.kind) == ["stuck_scores"])
    }
}
