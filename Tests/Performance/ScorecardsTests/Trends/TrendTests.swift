import Calendar
import Domain
import PerformanceTestSupport
import Scorecards
import Statistics
import TestSupport
import Testing

@Suite struct TrendTests {
    private func trend(
        _ metric: TrendMetric, team: String? = nil, _ builder: PortfolioBuilder,
        policy: Policy = Self.loose, health: InMemoryHealth = InMemoryHealth()
    ) throws -> Trend {
        let trends = attributed(builder, policy: policy).trends(health: health)
        return try #require(trends.first { $0.metric == metric && $0.team == team })
    }

    /// A policy under which a single month makes a trend by month.
    private static var loose: Policy {
        var policy = policy()
        policy.trendMinimumMonths = 1
        return policy
    }

    /// Ten events a month for two years, owned by one CSM of a team, as many lost as told.
    private func builder(lost: (Int) -> Int = { $0 % 2 }) -> PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.csm("c0", team: "North")
        for account in 0..<10 {
            builder.account("a\(account)")
            builder.assign(account, to: 0, from: "2020-01-01")
        }
        for month in 0..<24 {
            for account in 0..<10 {
                builder.renewal(
                    account, due: (october - 23 + month).firstDay + 4,
                    after: account < lost(month) ? 0 : 110, closed: (october - 23 + month).firstDay)
            }
        }
        return builder
    }

    @Test func `The company comes first, then the teams by their bytes, with all metrics`() throws {
        var builder = builder()
        builder.csm("c1", team: "east")
        builder.csm("c2", team: "Zulu")
        builder.csm("c3", team: "Later", from: "2026-11-01")
        let trends = attributed(builder).trends(health: InMemoryHealth())
        #expect(trends.count == 4 * TrendMetric.allCases.count)
        #expect(trends.filter { $0.metric == .nps }.map(\.team) == [nil, "North", "Zulu", "east"])
    }

    @Test func `A month holds the events due in it, whenever they closed`() throws {
        let trend = try trend(.logoRenewalRate, builder(), policy: Policy())
        #expect(trend.points.first?.period == .month(Month(year: 2024, month: 11)))
        #expect(trend.points.map(\.denominator) == Array(repeating: 10, count: 24))
        #expect(trend.points.map(\.value).prefix(3) == [1, 0.9, 1])
        let gross = try self.trend(.grossRenewalRate, builder())
        #expect(gross.points[1].value == 0.9 && gross.points[1].denominator == 1000)
        let net = try self.trend(.netRenewalRate, team: "North", builder())
        #expect(net.points[1].numerator == 990)
    }

    @Test func `A denominator under ten has no value and breaks no run`() throws {
        var builder = builder(lost: { _ in 1 })
        builder.facts.renewals.removeAll { $0.account == 9 && $0.due.month == october - 5 }
        let trend = try trend(.logoRenewalRate, builder, policy: Policy())
        #expect(trend.points[18].value == nil && trend.points[18].denominator == 9)
        #expect(trend.points.filter { $0.value == nil }.count == 1)
    }

    @Test func `A month with too few settled is provisional and out of the mean`() throws {
        var builder = builder(lost: { $0 == 23 ? 10 : $0 % 2 })
        for index in builder.facts.renewals.indices
        where builder.facts.renewals[index].due.month == october && index % 10 < 2 {
            builder.facts.renewals[index].outcome = .open
            builder.facts.renewals[index].closed = nil
        }
        let trend = try trend(.logoRenewalRate, builder)
        #expect(trend.points[23].label == .provisional)
        #expect(trend.points[23].value == 0)
        #expect(trend.points[23].z == nil && trend.points[23].limits == nil)
        let mean = try #require(trend.segments.first?.mean)
        #expect(abs(mean - (12 + 11 * 0.9) / 23) < 1e-12)
    }

    // Ten events a month, alternately all and nine of them renewed; scipy 1.17.1, z as in
    // ZChartLimitsTests:
    // >>> h = 2.66 * (z(10, 10, .95) - z(9, 10, .95))
    // >>> h, [k / 10 for k in range(11) if abs(z(k, 10, .95)) <= h][0]
    @Test func `Limits of counts are shares of the average number of events`() throws {
        var builder = builder()
        builder.target(.company, "logo_renewal_rate", 0.6)
        let trend = try trend(.logoRenewalRate, team: "North", builder)
        let segment = try #require(trend.segments.first)
        #expect(abs((segment.reach ?? 0) - 3.24697033901373) < 1e-9)
        #expect(segment.typicalSize == 10 && segment.variance == nil)
        #expect(segment.limits?.lower == 0.7 && segment.limits?.upper == 1)
        #expect(trend.points.allSatisfy { $0.limits == segment.limits && $0.label == nil })
        #expect(trend.segments.count == 1 && !segment.trial && trend.grain == .month)
        #expect(trend.assurance == .capable)
        builder.target(.team, of: "North", "logo_renewal_rate", 0.75)
        #expect(try self.trend(.logoRenewalRate, team: "North", builder).assurance == .hitOrMiss)
    }

    // Every second month one of ten lines of 100 is lost, the others grow to 110:
    // >>> y = np.r_[[110.] * 230, [0.] * 10]; r = y.mean() / 100
    // >>> ((y - 100 * r)**2).sum() / (240 * 100**2)
    @Test func `The variance of a ratio is that of its events around it`() throws {
        let trend = try trend(.netRenewalRate, builder(lost: { $0 % 24 < 20 ? $0 % 2 : 0 }))
        let segment = try #require(trend.segments.first)
        #expect(abs(segment.mean - 1.0541666666666667) < 1e-12)
        #expect(abs((segment.variance ?? 0) - 0.048315972222222226) < 1e-12)
        #expect(abs(segment.typicalSize - 10) < 1e-9)
        let z = (0.99 - segment.mean) / (0.048315972222222226 / 10).squareRoot()
        #expect(abs((trend.points[1].z ?? 0) - z) < 1e-9)
    }

    @Test func `Ratios need ten equal events' worth of amounts, counts ten events`() throws {
        var builder = builder()
        // One contract that is worth as much as the other nine says less than ten.
        for index in builder.facts.renewals.indices where index % 10 == 9 {
            builder.facts.renewals[index].arrBefore = 900
        }
        #expect(try trend(.logoRenewalRate, builder, policy: Policy()).grain == .month)
        let gross = try trend(.grossRenewalRate, builder, policy: Policy())
        // (1800)² / (9 × 100² + 900²) = 3.6 a month; three months make 10.8.
        #expect(gross.grain == .quarter && gross.reason == nil)
        #expect(gross.points.count == 12)
        #expect(gross.points.map(\.period.description).prefix(2) == ["2023-Q4", "2024-Q1"])
        #expect(gross.points.map(\.count) == [0, 0, 0, 0, 20, 30, 30, 30, 30, 30, 30, 30])
        #expect(gross.points[4].value == nil && gross.points[5].value != nil)
        #expect(gross.segments.first?.trial == true)
    }

    @Test func `Too little in months and in quarters makes no trend`() throws {
        var builder = builder()
        builder.facts.renewals.removeAll { $0.account > 2 || $0.due >= "2026-01-01" }
        let trend = try trend(.logoRenewalRate, builder, policy: Policy())
        #expect(trend.grain == nil && trend.reason == .tooFew)
        #expect(trend.points.isEmpty && trend.segments.isEmpty && trend.assurance == nil)
        let score = try self.trend(.meanScore, builder, policy: Policy())
        #expect(score.grain == .month && score.points.count == 24)
    }

    @Test func `A quarter with too few settled is provisional and does not qualify`() throws {
        var builder = builder()
        builder.facts.renewals.removeAll { $0.account > 3 }
        for index in builder.facts.renewals.indices
        where builder.facts.renewals[index].due >= "2026-08-01" {
            builder.facts.renewals[index].outcome = .open
            builder.facts.renewals[index].closed = nil
        }
        let trend = try trend(.logoRenewalRate, builder, policy: Policy())
        #expect(trend.grain == .quarter)
        #expect(trend.points.map(\.label).last == .provisional)
        #expect(trend.points.last?.value == nil && trend.points.last?.count == 4)
    }

    @Test func `Fiscal quarters end with the latest that is over`() throws {
        var builder = builder()
        builder.facts.renewals.removeAll { $0.account > 3 }
        var policy = Policy()
        policy.fiscalYearStart = 2
        let trend = try trend(.logoRenewalRate, builder, policy: policy)
        #expect(trend.points.last?.period.description == "2027-Q3")
        #expect(trend.points.last?.period.lastMonth == october)
        #expect(trend.points.last?.denominator == 12)
        #expect(trend.segments.first?.trial == false && trend.segments[0].typicalSize == 12)
    }

    @Test func `A rebase inside a quarter starts with the next one`() throws {
        var builder = builder()
        builder.facts.renewals.removeAll { $0.account > 3 }
        func starts(_ month: Month) throws -> [String] {
            var policy = Policy()
            policy.rebases = [.init(metric: "logo_renewal_rate", from: month, reason: "Terms")]
            return try trend(.logoRenewalRate, builder, policy: policy).segments
                .map(\.from.description)
        }
        #expect(try starts(Month(year: 2026, month: 1)) == ["2023-Q4", "2026-Q1"])
        #expect(try starts(Month(year: 2026, month: 2)) == ["2023-Q4", "2026-Q2"])
        #expect(try starts(Month(year: 2026, month: 3)) == ["2023-Q4", "2026-Q2"])
        #expect(try starts(Month(year: 2026, month: 9)) == ["2023-Q4"])
        #expect(try starts(Month(year: 2020, month: 9)) == ["2023-Q4"])
    }

    @Test func `A rebase of the policy starts a segment of its metric and scope only`() throws {
        var policy = Self.loose
        policy.rebases = [
            .init(metric: "logo_renewal_rate", from: october - 5, reason: "New contract terms")
        ]
        let trend = try trend(.logoRenewalRate, builder(), policy: policy)
        #expect(trend.segments.map(\.from) == [.month(october - 23), .month(october - 5)])
        #expect(trend.segments.map(\.trial) == [false, true])
        #expect(try self.trend(.netRenewalRate, builder(), policy: policy).segments.count == 1)
        #expect(
            try self.trend(.logoRenewalRate, team: "North", builder(), policy: policy).segments
                .count
                == 1)
    }

    @Test func `Pools count for the company, not for a team`() throws {
        var builder = builder()
        builder.renewal(builder.account("nobody's"), due: "2026-03-05", after: 0)
        #expect(try trend(.logoRenewalRate, builder).points[16].denominator == 11)
        #expect(try trend(.logoRenewalRate, team: "North", builder).points[16].denominator == 10)
    }

    @Test func `Nps is that of the month's own answers, deduplicated within it`() throws {
        var builder = builder()
        builder.answer(0, .nps, 9, on: "2026-09-30", by: "x")
        builder.answer(0, .nps, 0, on: "2026-10-01", by: "x")
        builder.answer(0, .nps, 9, on: "2026-10-31", by: "x")
        builder.answer(0, .csat, 1, on: "2026-10-31", by: "x")
        builder.answer(0, .nps, 5, on: "2026-10-31", by: "y")
        let points = try trend(.nps, team: "North", builder).points
        #expect(points[22].value == 100 && points[22].denominator == 1)
        #expect(points[23].value == 0 && points[23].denominator == 2)
    }

    @Test func `Churn of a month is what paid the day before and not on its last`() throws {
        var builder = PortfolioBuilder()
        builder.csm("c0", team: "North")
        for account in 0..<3 {
            builder.account("a\(account)")
            builder.arr(account, "2025-01-01", 10)
        }
        builder.arr(0, "2026-10-01", 0)
        builder.arr(1, "2026-10-31", 0)
        builder.arr(builder.account("new"), "2026-10-01", 10)
        builder.assign(0, to: 0, from: "2025-01-01", until: "2026-10-01")
        builder.assign(1, to: 0, from: "2026-10-01")
        builder.target(.company, "logo_churn_rate", 0.02)
        let company = try trend(.logoChurnRate, builder)
        #expect(company.points[23].numerator == 2 && company.points[23].denominator == 3)
        #expect(company.points[22].value == 0)
        #expect(company.points[1].denominator == 0 && company.points[1].value == nil)
        let team = try trend(.logoChurnRate, team: "North", builder)
        #expect(team.points[23].numerator == 1 && team.points[23].denominator == 1)
        #expect(company.assurance == .hitOrMiss)
        // A yearly target is met by the churn of months that adds up to it: 1 - 0.98^(1/12).
        #expect(abs((company.target ?? 0) - 0.001682142552739574) < 1e-12)
    }

    @Test func `Churn of a quarter is what paid the day before and not on its last`() throws {
        var builder = PortfolioBuilder()
        builder.csm("c0", team: "North")
        for account in 0..<12 {
            builder.account("a\(account)")
            builder.arr(account, "2022-01-01", 10)
        }
        // Gone and back within a quarter is not lost in it; the owner is that of the day before.
        builder.arr(0, "2026-07-15", 0)
        builder.arr(0, "2026-09-20", 10)
        builder.arr(1, "2026-09-30", 0)
        builder.arr(2, "2026-07-01", 0)
        builder.assign(1, to: 0, from: "2025-01-01", until: "2026-07-01")
        builder.assign(2, to: 0, from: "2026-07-01")
        builder.target(.company, "logo_churn_rate", 0.19)
        var policy = policy()
        policy.trendMinimumMonths = 25
        let company = try trend(.logoChurnRate, builder, policy: policy)
        #expect(company.grain == .quarter)
        #expect(company.points[11].numerator == 2 && company.points[11].denominator == 12)
        #expect(abs((company.target ?? 0) - 0.05131670194948623) < 1e-12)
        policy.trendMinimumQuarters = 1
        let team = try trend(.logoChurnRate, team: "North", builder, policy: policy)
        #expect(team.points[11].numerator == 1 && team.points[11].denominator == 1)
    }

    @Test func `Health is drawn without limits, from scores known on the last day`() throws {
        var builder = PortfolioBuilder()
        builder.csm("c0", team: "North")
        for account in 0..<5 { builder.account("a\(account)") }
        builder.assign(1, to: 0, from: "2026-10-31")
        builder.assign(2, to: 0, from: "2025-01-01", until: "2026-10-31")
        var health = InMemoryHealth()
        health.record(0, "2026-10-31", 39.9)
        health.record(1, "2026-10-01", 69.9)
        health.record(2, "2026-10-20", 70)
        health.record(3, "2026-10-31", 90.2, tier: .red)
        health.record(4, "2026-09-30", 10)
        health.record(4, "2026-11-01", 10)
        let mean = try trend(.meanScore, builder, health: health)
        #expect(mean.points[23].numerator == 270 && mean.points[23].denominator == 4)
        #expect(mean.points[23].value == 67.5)
        #expect(mean.points[22].value == 10)
        #expect(mean.segments.isEmpty && mean.assurance == nil)
        #expect(try trend(.shareRed, builder, health: health).points[23].value == 0.5)
        #expect(try trend(.shareAmber, builder, health: health).points[23].value == 0.25)
        #expect(try trend(.shareGreen, builder, health: health).points[23].value == 0.25)
        let team = try trend(.meanScore, team: "North", builder, health: health)
        #expect(team.points[23].value == 69.9 && team.points[23].denominator == 1)
    }
}
