import Calendar
import Domain
import Review
import Scorecards
import Statistics
import Testing

/// What a run of monthly values from November 2024 says; nil: too few, the open ones come last.
private func title(
    _ values: [Double?], open: [Double] = [], of metric: TrendMetric = .logoRenewalRate,
    since: Month? = nil
) -> String {
    let observations =
        values.map { $0.map(XmRObservation.valid) ?? .missing }
        + open.map { _ in XmRObservation.provisional }
    let chart = xmrChart(observations)
    let first = Month(year: 2026, month: 10) - (observations.count - 1)
    let points = values.indices.compactMap { index in
        values[index].map {
            TrendFinding.Point(month: first + index, value: $0, label: chart.labels[index])
        }
    }
    return TrendFinding(
        metric: metric, points: points, lastMonth: Month(year: 2026, month: 10), since: since,
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
            title(noise(24)) == "No month stands out: renewal rate varies as usual around 88 %")
        #expect(
            title(noise(24, around: 32, by: 6), of: .nps)
                == "No month stands out: NPS varies as usual around +32")
    }

    @Test func `A month beyond the limits is told with its value, later ones as past`() {
        #expect(
            title(noise(23) + [0.60])
                == "Renewal rate of 60 % in Oct 2026 is below its usual range")
        #expect(
            title(noise(20) + [0.60] + noise(3))
                == "Renewal rate was below its usual range in Jul 2026, not since")
        #expect(
            title(noise(20, around: 20, by: 6) + [90], of: .nps)
                == "NPS of +90 in Oct 2026 is above its usual range")
    }

    @Test func `A run on one side of the average is counted in months`() {
        let shift = noise(12, around: 0.85) + noise(8, around: 0.92)
        #expect(title(shift) == "Renewal rate has run above its average for eight months")
        #expect(
            title(noise(12, around: 0.92) + noise(12, around: 0.85), of: .netRenewalRate)
                == "Net renewal rate has run below its average for 12 months")
    }

    @Test func `A run with months that have too few says between which months`() {
        let shift: [Double?] =
            noise(12, around: 0.85) + noise(4, around: 0.92) + [nil] + noise(4, around: 0.92)
        #expect(title(shift) == "Renewal rate has run above its average since Feb 2026")
    }

    @Test func `A run up to unsettled months says where it ends`() {
        let shift = noise(12, around: 0.85) + noise(8, around: 0.92)
        #expect(
            title(shift, open: [0.2, 0.1])
                == "Renewal rate ran above its average for eight months to Aug 2026")
    }

    @Test func `Months that fall one after the other are told with first and last`() {
        let falling = noise(16, by: 0.06) + (0..<7).map { 0.935 - 0.015 * Double($0) }
        #expect(title(falling) == "Renewal rate has fallen month by month from Apr to Oct 2026")
        #expect(
            title(falling + noise(4, by: 0.06))
                .hasPrefix("Renewal rate fell month by month from Dec 2025 to Jun 2026"))
    }

    @Test func `Two of three months near a limit are named`() {
        let low = noise(20) + [0.78, 0.86, 0.78]
        #expect(title(low) == "Renewal rate was unusually low in Aug and Oct 2026")
    }

    @Test func `Too few months or renewals are said to be too few`() {
        #expect(title([]) == "Too few renewals a month to show a trend")
        #expect(title([nil, nil], of: .nps) == "Too few answers a month to show a trend")
        #expect(title([nil, 0.9]) == "Only Oct 2026 has enough renewals to tell renewal rate")
        #expect(
            title(noise(11) + [0.2])
                == "12 months are too few to tell what is usual for renewal rate")
    }

    @Test func `Values all alike are said to be the same`() {
        let alike = title(Array(repeating: 1, count: 20))
        #expect(alike == "Renewal rate was the same in every month: 100 %")
    }

    @Test func `After a rebase only the months since then are spoken of`() {
        #expect(
            title(noise(14), since: Month(year: 2025, month: 9))
                == "No month since Sep 2025 stands out: renewal rate is around 88 %")
    }

    @Test(arguments: TrendMetric.allCases.filter(\.hasLimits))
    func `No finding is longer than 70 characters`(_ metric: TrendMetric) {
        let unit = metric == .nps ? 100.0 : 1
        let shift: [Double?] = noise(12, around: -0.85) + noise(12, around: -0.92)
        let series: [[Double?]] = [
            [], [0.9], noise(12), noise(24), noise(23) + [-0.6], noise(20) + [-0.6] + noise(3),
            shift, shift.prefix(16) + [nil] + shift.suffix(4),
            noise(16, by: 0.06) + (0..<7).map { 0.935 - 0.015 * Double($0) },
            noise(20) + [0.78, 0.86, 0.78], Array(repeating: 1, count: 20),
        ]
        for values in series {
            for open in [[], [0.5, 0.5]] {
                let title = title(
                    values.map { $0.map { $0 * unit } }, open: open, of: metric,
                    since: Month(year: 2025, month: 9))
                #expect(title.count <= 70, "\(title)")
            }
        }
    }
}
