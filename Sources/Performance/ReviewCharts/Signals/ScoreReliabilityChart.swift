import Charting
import Domain
import Formats
import Review
import Signals
import Statistics

extension MonthlyReview {
    /// How often accounts renewed by ten-point band of the score.
    func scoreReliabilityChart() -> DescribedChart {
        let all = signals.reliability.bands
        let known = all.indices.filter { all[$0].events > 0 }
        let bands = known.first.flatMap { first in known.last.map { Array(all[first...$0]) } } ?? []
        let share = ValueFormat.percent(decimals: 0)
        let events = bands.reduce(0) { $0 + $1.events }
        let points = bands.enumerated().compactMap {
            place, band -> SmallMultiples.Series.Point? in
            guard let rate = band.rate else { return nil }
            return .init(
                x: Double(place), value: rate, low: band.interval?.low, high: band.interval?.high,
                isStrong: true, words: share.text(rate))
        }
        let chart = SmallMultiples(
            text: ChartText(
                title: reliabilityTitle(bands),
                subtitle: "Share of accounts that renewed, %, by health score "
                    + "\(signals.split.days) days before the due date; a useful score rises to the right; \(signalScope)",
                footer: signalFooter(
                    "n = \(counted(events, "settled renewal"))", "lines: 95 % intervals (Wilson)",
                    bands.allSatisfy { $0.rate != nil }
                        ? nil : "no dot: fewer than \(numberText(policy.minimumCount)) renewals")),
            panels: bands.isEmpty
                ? []
                : [
                    SmallMultiples.Panel(
                        label: "Renewed, by band of the score",
                        across: .places(
                            bands.map(\.words),
                            notes: bands.map { "n = \(numberText(Double($0.events)))" }),
                        series: [.init(.points(points))])
                ], format: .percent(decimals: 0), bounds: 0...1,
            missingWords: "no settled renewal has a known score \(signals.split.days) days before")
        return DescribedChart(
            chart: chart,
            facts: bands.compactMap { band -> String? in
                guard let rate = band.rate else { return nil }
                return "Score \(band.words): \(share.text(rate)) of "
                    + "\(numberText(Double(band.events)))"
            })
    }

    private func reliabilityTitle(_ bands: [ScoreReliability.Band]) -> String {
        guard !bands.isEmpty else { return "No renewal with a known score has an outcome yet" }
        let score = signals.weightsLandmark?[.composite]
        guard let score, let auc = score.auc, score.p != nil else {
            return "Too few renewals to tell whether higher scores renew more"
        }
        guard score.isStarred else { return "Higher scores are not shown to renew more often" }
        let words = "Higher scores renew \(auc > 0.5 ? "more" : "less") often"
        guard let low = end(of: bands), let high = end(of: bands.reversed()),
            low.last.from < high.last.from, (high.rate > low.rate) == (auc > 0.5)
        else { return words }
        let share = ValueFormat.percent(decimals: 0)
        return "\(words): \(share.text(high.rate)) from \(high.last.from) up, "
            + "\(share.text(low.rate)) below \(low.last.from + 10)"
    }

    /// The first bands that hold a quarter of the renewals, and the share of these that renewed.
    private func end(
        of bands: [ScoreReliability.Band]
    ) -> (last: ScoreReliability.Band, rate: Double)? {
        let all = bands.reduce(0) { $0 + $1.events }
        var (events, renewed) = (0, 0)
        for band in bands {
            events += band.events
            renewed += band.renewed
            if 4 * events >= all, Double(events) >= policy.minimumCount {
                return (band, Double(renewed) / Double(events))
            }
        }
        return nil
    }
}

extension ScoreReliability.Band {
    /// "80–89".
    fileprivate var words: String { "\(from)–\(from == 90 ? 100 : from + 9)" }
}
