import Calendar
import Domain
import Foundation
import PerformanceTestSupport
import Scorecards
import Statistics
import TestSupport

/// The trends of many random companies in which the same is true.
struct PlantedTrendStudy {
    /// What is planted, and which trend is looked at.
    struct Scenario: Sendable {
        let name: String
        let metric: TrendMetric
        /// Whether the trend is expected by quarter.
        var grain = TrendGrain.month
        /// How many renewals, answers or accounts a month has.
        let sizes: ClosedRange<Int>
        /// The chance of a renewal, of a promoter or of a loss in a month.
        let chance: @Sendable (_ monthsBeforeLast: Int) -> Double

        /// The share of charts that a stationary process should mark among its newest points; nil
        /// where something is there to find.
        var nominal: Double? = 1.0 / 30

        static let stationary: [Scenario] = [
            .init(name: "renewals 10-15", metric: .logoRenewalRate, sizes: 10...15) { _ in 0.9 },
            .init(name: "renewals 10-15, 80 %", metric: .logoRenewalRate, sizes: 10...15) { _ in
                0.8
            },
            .init(name: "renewals 20-40", metric: .logoRenewalRate, sizes: 20...40) { _ in 0.9 },
            .init(name: "renewals 80-150", metric: .logoRenewalRate, sizes: 80...150) { _ in 0.9 },
            .init(name: "gross, amounts 25-45", metric: .grossRenewalRate, sizes: 25...45) { _ in
                0.9
            },
            .init(name: "net, amounts 25-45", metric: .netRenewalRate, sizes: 25...45) { _ in 0.9 },
            .init(name: "NPS 10-15", metric: .nps, sizes: 10...15) { _ in 0.5 },
            .init(name: "NPS 30-60", metric: .nps, sizes: 30...60) { _ in 0.5 },
            .init(name: "churn of 150", metric: .logoChurnRate, sizes: 150...150) { _ in 0.012 },
            .init(
                name: "quarters, renewals 4-6", metric: .logoRenewalRate, grain: .quarter,
                sizes: 4...6
            ) { _ in 0.9 },
            .init(
                name: "quarters, net 8-14", metric: .netRenewalRate, grain: .quarter, sizes: 8...14
            ) { _ in 0.9 },
            .init(name: "quarters, NPS 4-6", metric: .nps, grain: .quarter, sizes: 4...6) { _ in
                0.5
            },
        ]

        /// Most months have no loss at all, so that many months on one side are no surprise.
        static let rare: [Scenario] = [
            .init(name: "renewals 10-15, 97 %", metric: .logoRenewalRate, sizes: 10...15) { _ in
                0.97
            },
            .init(name: "churn of 75", metric: .logoChurnRate, sizes: 75...75) { _ in 0.013 },
            .init(name: "churn of 40", metric: .logoChurnRate, sizes: 40...40) { _ in 0.012 },
        ]

        static let changes: [Scenario] = [
            .init(
                name: "65 % in the last month, 10-15", metric: .logoRenewalRate, sizes: 10...15,
                chance: { $0 == 0 ? 0.65 : 0.9 }, nominal: nil),
            .init(
                name: "65 % in the last month, 20-40", metric: .logoRenewalRate, sizes: 20...40,
                chance: { $0 == 0 ? 0.65 : 0.9 }, nominal: nil),
            .init(
                name: "65 % in the last month, 40-60", metric: .logoRenewalRate, sizes: 40...60,
                chance: { $0 == 0 ? 0.65 : 0.9 }, nominal: nil),
            .init(
                name: "90 to 80 % for eight months, 20-40", metric: .logoRenewalRate,
                sizes: 20...40, chance: { $0 < 8 ? 0.8 : 0.9 }, nominal: nil),
            .init(
                name: "90 to 70 % for eight months, 20-40", metric: .logoRenewalRate,
                sizes: 20...40, chance: { $0 < 8 ? 0.7 : 0.9 }, nominal: nil),
            .init(
                name: "65 % in the last quarter, 4-6", metric: .logoRenewalRate, grain: .quarter,
                sizes: 4...6, chance: { $0 < 4 ? 0.65 : 0.9 }, nominal: nil),
        ]
    }

    /// What a chart says.
    struct Chart: Sendable {
        let isMarked: Bool
        let isMarkedRecently: Bool
    }

    let scenario: Scenario
    /// The charts of the grain that the scenario expects.
    let charts: [Chart]

    /// The charts of companies with seeds 1, 2, ...
    init(_ scenario: Scenario, seeds: Int) async {
        self.scenario = scenario
        let workers = 8
        charts = await withTaskGroup(of: [Chart].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    stride(from: worker + 1, through: seeds, by: workers).compactMap {
                        scenario.chart(seed: UInt64($0))
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// How many charts have a label among all points, or among the newest three.
    func marked(recently: Bool) -> Int {
        charts.count { recently ? $0.isMarkedRecently : $0.isMarked }
    }

    /// The table of studies, with exact 95 % intervals.
    static func table(_ studies: [PlantedTrendStudy]) -> String {
        let head = row(
            "what is true", "charts", "any label", "95 % interval", "newest three", "95 % interval",
            "nominal")
        return
            ([head]
            + studies.map { study in
                let n = study.charts.count
                func share(_ count: Int) -> [String] {
                    let interval = clopperPearsonInterval(count, of: n)
                    return [
                        number(100 * Double(count) / Double(max(1, n))),
                        "\(number(100 * interval.low)) to \(number(100 * interval.high))",
                    ]
                }
                let (any, recent) = (
                    share(study.marked(recently: false)), share(study.marked(recently: true))
                )
                return row(
                    study.scenario.name, "\(n)", any[0], any[1], recent[0], recent[1],
                    study.scenario.nominal.map { number(100 * $0) } ?? "to be found")
            }).joined(separator: "\n")
    }

    private static func row(_ cells: String...) -> String {
        let widths = [34, 7, 10, 14, 13, 14, 0]
        return zip(cells, widths).map { cell, width in
            cell + String(repeating: " ", count: max(0, width - cell.count))
        }.joined(separator: " ")
    }

    private static func number(_ value: Double) -> String { String(format: "%.1f", value) }
}

extension PlantedTrendStudy.Scenario {
    /// The company's trend in one random world; nil where it has another grain.
    fileprivate func chart(seed: UInt64) -> PlantedTrendStudy.Chart? {
        var generator = SplitMix64(seed: seed)
        var builder = PortfolioBuilder()
        switch metric {
        case .nps: addAnswers(to: &builder, using: &generator)
        case .logoChurnRate: addAccounts(to: &builder, using: &generator)
        default: addRenewals(to: &builder, using: &generator)
        }
        let trends = attributed(builder, policy: Policy()).trends(health: InMemoryHealth())
        guard let trend = trends.first(where: { $0.metric == metric && $0.team == nil }),
            trend.grain == grain
        else { return nil }
        let settled = trend.points.filter { $0.value != nil && $0.label != .provisional }
        return PlantedTrendStudy.Chart(
            isMarked: settled.contains { $0.label != nil },
            isMarkedRecently: settled.suffix(3).contains { $0.label != nil })
    }

    private static let months = 36

    /// Renewals whose amounts differ widely; a third of those renewed grow.
    private func addRenewals(
        to builder: inout PortfolioBuilder, using generator: inout SplitMix64
    ) {
        for month in (0..<Self.months).reversed() {
            for _ in 0..<Int.random(in: sizes, using: &generator) {
                let account = builder.account("a\(100_000 + builder.facts.accounts.count)")
                let isRenewed = Double.random(in: 0..<1, using: &generator) < chance(month)
                let before = 100 * exp(0.6 * normal(using: &generator))
                let growth =
                    Int.random(in: 0..<3, using: &generator) == 0
                    ? Double.random(in: 0...0.5, using: &generator) : 0
                let due = (october - month).firstDay
                builder.renewal(
                    account, due: due, before: before,
                    after: isRenewed ? before * (1 + growth) : 0, closed: due)
            }
        }
    }

    private func addAnswers(to builder: inout PortfolioBuilder, using generator: inout SplitMix64) {
        for month in (0..<Self.months).reversed() {
            for _ in 0..<Int.random(in: sizes, using: &generator) {
                let account = builder.account("a\(100_000 + builder.facts.accounts.count)")
                let draw = Double.random(in: 0..<1, using: &generator)
                let score = draw < chance(month) ? 10 : draw < chance(month) + 0.3 ? 8 : 3
                builder.answer(account, .nps, score, on: (october - month).firstDay + 7)
            }
        }
    }

    /// Accounts that pay from before the first month on. One that is lost in a month is back in the
    /// next.
    private func addAccounts(
        to builder: inout PortfolioBuilder, using generator: inout SplitMix64
    ) {
        for number in 0..<Int.random(in: sizes, using: &generator) {
            let account = builder.account("a\(1000 + number)")
            builder.arr(account, "2020-01-01", 10)
            var isPaying = true
            for month in (0..<Self.months).reversed() {
                let isLost = Double.random(in: 0..<1, using: &generator) < chance(month)
                if isPaying, isLost {
                    builder.arr(account, (october - month).firstDay + 10, 0)
                    isPaying = false
                } else if !isPaying {
                    builder.arr(account, (october - month).firstDay + 10, 10)
                    isPaying = true
                }
            }
        }
    }

    /// A standard normal number (Box and Muller).
    private func normal(using generator: inout SplitMix64) -> Double {
        let u = Double.random(in: 0..<1, using: &generator)
        let v = Double.random(in: 0..<1, using: &generator)
        return (-2 * log(1 - u)).squareRoot() * cos(2 * Double.pi * v)
    }
}
