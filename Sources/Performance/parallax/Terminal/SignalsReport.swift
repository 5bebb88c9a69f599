import Attribution
import Domain
import Formats
import Publishing
import Review
import Signals
import Statistics
import Terminal

/// The signals of a review, as a table for a terminal.
struct SignalsReport {
    private let review: MonthlyReview
    private let landmark: Int

    init(_ review: MonthlyReview, landmark: Int) {
        self.review = review
        self.landmark = landmark
    }

    /// The strongest signals, what they tell, and the proposal in one sentence.
    var text: String {
        let signals = review.signals
        guard signals.events > 0,
            let figures = signals.landmarks.first(where: { $0.days == landmark })
        else { return "No renewal is settled yet, so no signal can be held against outcomes." }
        var table = Table(["~signal", ">known", ">AUC", "likely", ">adjusted p", "what it shows"])
        for one in figures.strongestFirst + figures.signals.filter({ $0.p == nil }) {
            table.add([
                one.name.name, "\(one.known)", one.auc.map(Self.number) ?? "–",
                one.interval.map { "\(Self.number($0.low)) to \(Self.number($0.high))" } ?? "–",
                one.adjustedP.map(probabilityText) ?? "–", one.remark,
            ])
        }
        let sentences = figures.strongestFirst.filter(\.isStarred).compactMap {
            signals.sentence(on: $0.name)
        }
        return
            ([
                "\(figures.events) undecided renewals \(landmark) days before the due date: "
                    + "\(figures.renewed) renewed, \(figures.churned) churned. AUC 0.5 is luck.",
                table.text,
            ] + sentences + [
                signals.proposalText.headline
                    + " --handoff writes the whole proposal."
            ])
            .joined(separator: "\n\n")
    }

    private static func number(_ value: Double) -> String { decimalText(value, decimals: 2) }
}
