import Charting
import Formats
import Review
import Signals
import Statistics

extension MonthlyReview {
    /// How many signals a picture has.
    private static let drawnSignals = 10

    /// How well the strongest signals told renewal and churn apart, landmark by landmark.
    func signalsChart() -> DescribedChart {
        let ranked = signals.weightsLandmark?.strongestFirst ?? []
        let drawn = Array(ranked.prefix(Self.drawnSignals))
        let panels = drawn.enumerated().map { place, figures in
            panel(of: figures, isNamed: place == 0)
        }
        let days = signals.landmarks.map { numberText(Double($0.days)) }
        let chart = SmallMultiples(
            text: ChartText(
                title: signalsTitle(ranked),
                subtitle: "Share of pairs in which the renewed account had the higher value, "
                    + "\(list(days)) days before the due date; 50 % is luck; \(signalScope)",
                footer: signalFooter(
                    signals.weightsLandmark.map {
                        "n = \(numberText(Double($0.events))) renewals at \($0.days) days, "
                            + "\(numberText(Double($0.churned))) churned"
                    }, "full discs: reliable (Benjamini-Hochberg); rings: may be luck",
                    "share of pairs = AUC, 95 %, clustered by account",
                    drawn.count < ranked.count
                        ? "the \(drawn.count) strongest of \(ranked.count) tested" : nil)),
            panels: panels, format: .percent(decimals: 0), bounds: 0...1, reference: 0.5,
            columns: 5, allPanels: "the signals page", missingWords: shortageWords)
        return DescribedChart(
            chart: chart, facts: zip(panels, drawn).map { "\($0.label.name): \(fact(on: $1))" })
    }

    private func signalsTitle(_ ranked: [SignalFigures]) -> String {
        let starred = ranked.filter(\.isStarred)
        let days = signals.split.days
        guard let strongest = starred.first else {
            return ranked.isEmpty
                ? "Too few renewals with an outcome to test signals"
                : ranked.count == 1
                    ? "The one signal tested did not reliably predict renewal"
                    : "None of \(ranked.count) signals reliably predicted renewal \(days) days ahead"
        }
        let name = strongest.name.shortTitle
        let long =
            starred.count == 1
            ? "\(name) alone predicted renewal, of \(counted(ranked.count, "signal")) tested"
            : "\(name) predicted renewal best; \(starred.count) of \(ranked.count) signals did"
        return long.count <= 70
            ? long
            : "\(starred.count) of \(ranked.count) signals predicted renewal \(days) days ahead"
    }

    private func panel(of figures: SignalFigures, isNamed: Bool) -> SmallMultiples.Panel {
        let points = signals.landmarks.enumerated().compactMap {
            place, landmark -> SmallMultiples.Series.Point? in
            guard let one = landmark[figures.name],
                let auc = one.auc, let interval = one.interval
            else { return nil }
            return .init(
                x: Double(place), value: auc, low: interval.low, high: interval.high,
                isStrong: one.isStarred)
        }
        return SmallMultiples.Panel(
            label: figures.name.label, remark: remark(on: figures), isFinding: figures.isStarred,
            across: .places(signals.landmarks.map { "\($0.days)" }),
            series: [
                .init(.points(points), tone: isNamed && figures.isStarred ? .emphasised : .main)
            ])
    }

    /// "71 %, higher is better".
    private func remark(on figures: SignalFigures) -> String {
        guard let auc = figures.auc else { return "" }
        let share = ValueFormat.percent(decimals: 0).text(auc)
        return "\(share), \(figures.isStarred ? figures.direction : "may be luck")"
    }

    private func fact(on figures: SignalFigures) -> String {
        let share = ValueFormat.percent(decimals: 0)
        let range = figures.interval.map { " (\(share.text($0.low)) to \(share.text($0.high)))" }
        guard let auc = figures.auc else { return "" }
        return share.text(auc) + (range ?? "")
            + ", \(figures.isStarred ? figures.direction : "may be luck")"
    }
}
