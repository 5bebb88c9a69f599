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
            guard isEnough(band), let rate = band.rate else { return nil }
            return .init(
                x: Double(place), value: rate, low: band.interval?.low, high: band.interval?.high,
                isStrong: true, words: share.text(rate))
        }
        let chart = SmallMultiples(
            text: ChartText(
                title: reliabilityTitle(bands),
                subtitle: "Share of accounts that renewed, %, by health score "
                    + "\(signals.split.days) days before the due date; a useful score rises to the right",
                footer: signalFooter(
                    "n = \(counted(events, "settled renewal"))", "lines: 95 % intervals (Wilson)",
                    bands.allSatisfy(isEnough)
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
                ], format: .percent(decimals: 0), bounds: 0...1, includesZero: true,
            missingWords: "no settled renewal has a known score \(signals.split.days) days before")
        return DescribedChart(
            chart: chart,
            facts: bands.compactMap { band -> String? in
                guard isEnough(band), let rate = band.rate else { return nil }
                return "Score \(band.words): \(share.text(rate)) of "
                    + "\(numberText(Double(band.events)))"
            })
    }

    /// Whether a band has enough renewals for a rate.
    private func isEnough(_ band: ScoreReliability.Band) -> Bool {
        Double(band.events) >= policy.minimumCount
    }

    private func reliabilityTitle(_ bands: [ScoreReliability.Band]) -> String {
        guard !bands.isEmpty else { return "No renewal with a known score has an outcome yet" }
        let score = signals.weightsLandmark?.signals.first { $0.name == .composite }
        guard let score, let auc = score.auc, score.p != nil else {
            return "Too few renewals to tell whether higher scores renew more"
        }
        guard score.isStarred else { return "Higher scores are not shown to renew more often" }
        let firm = bands.filter(isEnough)
        let words = auc > 0.5 ? "more" : "less"
        guard let low = firm.first, let high = firm.last, low != high, let least = low.rate,
            let most = high.rate, (most > least) == (auc > 0.5)
        else { return "Higher scores renewed \(words) often" }
        let share = ValueFormat.percent(decimals: 0)
        return "Higher scores renew \(words) often: \(share.text(most)) at \(high.words), "
            + "\(share.text(least)) at \(low.words)"
    }
}

extension ScoreReliability.Band {
    /// "80–89".
    fileprivate var words: String { "\(from)–\(from == 90 ? 100 : from + 9)" }
}
