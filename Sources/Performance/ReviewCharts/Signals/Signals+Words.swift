import Attribution
import Calendar
import Charting
import Domain
import Formats
import Review
import Signals

extension MonthlyReview {
    /// Whose renewals charts of signals rest on, and when they were due.
    var signalScope: String {
        let first = frame.month - (Int(policy.signalMonths) - 1)
        let last = (frame.asOf - (Int(policy.overdueDays) + 1)).month
        return "whole company, renewals due \(first.span(to: last))"
    }

    /// The footer of a chart of signals. It says what else the reader must know of the renewals.
    func signalFooter(_ parts: String?...) -> [String] {
        let versions = Set(signals.versions.map(\.version)).count
        let more = [
            versions > 1 ? "\(versions) model versions taken together" : nil,
            signals.haveOutcomesMissing ? "outcomes are missing and count as churn" : nil,
        ]
        return (parts + more).compactMap(\.self) + footer()
    }

    /// What it takes to test a signal, and what there is.
    var shortageWords: String {
        let (events, churned) =
            signals.weightsLandmark.map { ($0.events, $0.churned) } ?? (0, 0)
        return "\(counted(events, "settled renewal")) stood \(signals.split.days) days before the "
            + "due date, and \(numberText(Double(churned))) churned; "
            + "it takes \(numberText(policy.signalCount)), and "
            + "\(numberText(policy.signalOutcomes)) of either outcome"
    }
}

extension SignalFigures {
    /// Which way is good: "higher is better".
    var direction: String {
        guard let auc else { return "" }
        return isYesOrNo
            ? auc > 0.5 ? "yes is better" : "no is better"
            : auc > 0.5 ? "higher is better" : "lower is better"
    }
}

extension SignalName {
    /// The signal as a heading. Signals that are called alike are told apart by their family.
    var label: ChartLabel { ChartLabel(name: shortTitle, identifier: "(\(family.rawValue))") }
}
