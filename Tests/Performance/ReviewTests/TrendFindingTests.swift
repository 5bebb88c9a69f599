import Calendar
import Domain
import PerformanceTestSupport
import Review
import Scorecards
import Statistics
import TestSupport
import Testing

/// What a run of values up to October or the third quarter of 2026 says; nil: too few, the open ones
/// come last. `unit` is how far values lie from their mean by luck.
private func title(
    _ values: [Double?], open: [Double] = [], of metric: TrendMetric = .logoRenewalRate,
    by grain: TrendGrain = .month, yearStart: Int = 1, since: TrendPeriod? = nil,
    unit: Double = 0.02
) -> String {
    let observations =
        values.map { $0.map { ZChartObservation.valid(value: $0, size: 1) } ?? .missing }
        + open.map { _ in ZChartObservation.provisional }
    var constants = ZChartConstants()
    if grain == .quarter { constants.firmCount = 8 }
    let chart = zChart(
        observations, spread: .variance { _ in unit * unit }, constants: constants)
    let lastQuarter = FiscalQuarter(
        containing: Month(year: 2026, month: 9), yearStart: yearStart)
    let periods = observations.indices.map { index -> TrendPeriod in
        let back = index - (observations.count - 1)
        return grain == .month ? .month(october + back) : .quarter(lastQuarter + back)
    }
    let points = values.indices.compactMap { index in
        values[index].map {
            TrendFinding.Point(
                period: periods[index], value: $0, z: chart.points[index].z,
                label: chart.points[index].label)
        }
    }
    return TrendFinding(
        metric: metric, grain: grain, points: points, last: periods.last, since: since,
        mean: chart.segments.first?.mean, hasLimits: chart.segments.first?.limits != nil,
        isTrial: chart.segments.first?.isTrial ?? true
    ).title
}

private func noise(_ count: Int, around mean: Double = 0.88, by step: Double = 0.02) -> [Double] {
    (0..<count).map { mean + step * ($0.isMultiple(of: 2) ? 1 : -1) }
}

@Suite struct TrendFindingTests {
    @Test func `Noise is told as noise`() {
        #expect(
            title(noise(24)) == "No month stands out: renewal rate 88 % over 24 months")
        #expect(
            title(noise(12), by: .quarter)
                == "No quarter stands out: renewal rate 88 % over 12 quarters")
        #expect(
            title(noise(24, around: 32, by: 6), of: .nps, unit: 6)
                == "No month stands out: NPS +32 over 24 months")
    }

    @Test func `Churn says of what time it is`() {
        #expect(
            title(noise(24, around: 0.008, by: 0.002), of: .logoChurnRate, unit: 0.002)
                == "No month stands out: churn rate 0.8 % a month")
    }

    @Test func `A month beyond the limits is told with its value, later ones as past`() {
        #expect(
            title(noise(23) + [0.60])
                == "Renewal rate of 60 % in Oct 2026 is below its usual range")
        #expect(
            title(noise(21) + [0.60] + noise(2))
                == "Renewal rate was below its usual range in Aug 2026, not since")
        #expect(
            title(noise(11) + [0.60], by: .quarter)
                == "Renewal rate of 60 % in Q3 2026 is below its usual range")
        #expect(
            title(noise(20, around: 20, by: 6) + [90], of: .nps, unit: 6)
                == "NPS of +90 in Oct 2026 is above its usual range")
    }

    @Test func `What stood out before the newest three points is not told again`() {
        #expect(
            title(noise(20) + [0.60] + noise(3))
                == "As usual lately: renewal rate is around 87 % over 24 months")
        #expect(
            title(noise(20) + [0.60] + noise(2), open: [0.9, 0.9])
                == "Renewal rate was below its usual range in Jun 2026, not since")
    }

    @Test func `A run on one side of the average is counted in months`() {
        let shift = noise(12, around: 0.85) + noise(8, around: 0.92)
        #expect(title(shift) == "Renewal rate has run high for eight months")
        #expect(
            title(noise(12, around: 0.92) + noise(12, around: 0.85), of: .netRenewalRate)
                == "Net renewal rate has run low for twelve months")
        #expect(
            title(noise(5, around: 0.92) + noise(7, around: 0.85), by: .quarter)
                == "Renewal rate has run low for seven quarters")
    }

    @Test func `A run with months that have too few says between which months`() {
        let shift: [Double?] =
            noise(12, around: 0.85) + noise(4, around: 0.92) + [nil] + noise(4, around: 0.92)
        #expect(title(shift) == "Renewal rate has run high since Feb 2026")
    }

    @Test func `A run up to unsettled months says where it ends`() {
        let shift = noise(12, around: 0.85) + noise(8, around: 0.92)
        #expect(
            title(shift, open: [0.2, 0.1])
                == "Renewal rate ran high for eight months to Aug 2026")
    }

    @Test func `Months that fall one after the other are told with first and last`() {
        let falling = noise(16, by: 0.06) + (0..<7).map { 0.935 - 0.015 * Double($0) }
        #expect(title(falling) == "Renewal rate has fallen each month from Apr to Oct 2026")
        #expect(
            title(falling + noise(2, by: 0.06))
                == "Renewal rate fell each month from Feb to Aug 2026")
        #expect(
            title(falling.suffix(10), by: .quarter)
                == "Renewal rate has fallen each quarter from Q1 2025 to Q3 2026")
    }

    @Test func `Two of three months near a limit are named`() {
        let low = noise(20) + [0.78, 0.86, 0.78]
        #expect(title(low) == "Renewal rate was unusually low in Aug and Oct 2026")
        let lowQuarters = noise(9, by: 0.01) + [0.77, 0.85, 0.77]
        #expect(
            title(lowQuarters, by: .quarter)
                == "Renewal rate was unusually low in Q1 and Q3 2026")
        #expect(
            title(lowQuarters, by: .quarter, yearStart: 2)
                == "Renewal rate was unusually low in Q1 and Q3 FY2027")
    }

    @Test func `Too few months or renewals are said to be too few`() {
        #expect(title([]) == "Too few renewals a month to show a trend")
        #expect(title([], by: .quarter) == "Too few renewals a quarter to show a trend")
        #expect(title([nil, nil], of: .nps) == "Too few answers a month to show a trend")
        #expect(title([nil, 0.9]) == "Only Oct 2026 has enough to tell renewal rate")
        #expect(
            title([], of: .netRenewalRate, by: .quarter)
                == "Too few renewals of like size a quarter to show a trend")
        #expect(
            title(noise(11) + [0.2])
                == "12 months are too few to tell what is usual for renewal rate")
        #expect(
            title(noise(7), by: .quarter)
                == "7 quarters are too few to tell what is usual for renewal rate")
    }

    @Test func `A trend without points says that even quarters have too few`() throws {
        let trends = attributed(.init(), policy: Policy()).trends(health: .init())
        let trend = try #require(trends.first { $0.metric == .logoRenewalRate })
        #expect(
            TrendFinding(trend, newest: 3)?.title == "Too few renewals a quarter to show a trend")
        let stock = try #require(trends.first { $0.metric == .meanScore })
        #expect(TrendFinding(stock, newest: 3) == nil)
    }

    @Test func `Where outcomes are missing, nothing is said of the latest months`() {
        func finding(_ points: [TrendFinding.Point]) -> TrendFinding {
            TrendFinding(
                metric: .grossRenewalRate, points: points, last: .month(october), mean: 0.88,
                hasLimits: true, isTrial: false, lacksOutcomes: true)
        }
        let low = TrendFinding.Point(
            period: .month(october), value: 0.04, z: -8, label: .outside)
        #expect(
            finding([low]).title == "Outcomes are missing: the latest months cannot be told")
        #expect(
            finding([low]).sentence
                == "Gross renewal rate: outcomes are missing, so the latest months cannot be told.")
        #expect(!finding([low]).isStable && !finding([low]).isJudged)
        #expect(finding([]).title.hasPrefix("Too few renewals of like size"))
    }

    @Test func `Values all alike are said to be the same`() {
        #expect(
            title(Array(repeating: 1, count: 20), unit: 0)
                == "Renewal rate was the same in every month: 100 %")
    }

    @Test func `After a rebase only the months since then are spoken of`() {
        #expect(
            title(noise(14), since: .month(Month(year: 2025, month: 9)))
                == "Nothing since Sep 2025 stands out: renewal rate around 88 %")
    }

    @Test(arguments: TrendMetric.allCases.filter(\.hasLimits), TrendGrain.allCases)
    func `No finding is longer than 70 characters`(_ metric: TrendMetric, grain: TrendGrain) {
        let unit = metric == .nps ? 100.0 : 1
        let shift: [Double?] = noise(12, around: -0.85) + noise(12, around: -0.92)
        let series: [[Double?]] = [
            [], [0.9], noise(7), noise(12), noise(24), noise(23) + [-0.6],
            noise(21) + [-0.6] + noise(2), noise(20) + [-0.6] + noise(3), shift,
            shift.prefix(16) + [nil] + shift.suffix(4),
            noise(16, by: 0.06) + (0..<7).map { 0.935 - 0.015 * Double($0) },
            noise(20) + [0.78, 0.86, 0.78], Array(repeating: 1, count: 20),
        ]
        let since = TrendPeriod.quarter(
            FiscalQuarter(containing: Month(year: 2025, month: 9), yearStart: 2))
        for values in series {
            for open in [[], [0.5, 0.5]] {
                for since in [nil, since] {
                    let title = title(
                        values.map { $0.map { $0 * unit } }, open: open, of: metric, by: grain,
                        yearStart: 2, since: since, unit: 0.02 * unit)
                    #expect(title.count <= 70, "\(title)")
                }
            }
        }
    }
}
