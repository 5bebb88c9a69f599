import Formats
import Domain
import Statistics

extension Signals {
    /// What a signal told, for reading aloud.
    ///
    /// It speaks of the landmark of the weights, or else of those where the signal is starred, and says at
    /// which landmarks that is so.
    ///
    /// - Parameter name: the signal.
    /// - Returns: one sentence, or two; nil for a signal that there is not.
    public func sentence(on name: SignalName) -> String? {
        let all = landmarks.compactMap { landmark in
            landmark[name].map { (days: landmark.days, figures: $0) }
        }
        guard let main = all.first(where: { $0.days == split.days }) ?? all.first else {
            return nil
        }
        let starred = all.filter(\.figures.isStarred)
        let told = starred.first { $0.days == main.days } ?? starred.last
        let shift =
            all.contains { $0.figures.isShifted == true }
            ? " Its values have moved since the older half of the renewals: look at why before using it."
            : ""
        guard let told else { return unshown(name, main.figures, main.days) + shift }
        let when = list(starred.map { "\($0.days)" })
        return difference(name, told.figures, told.days)
            + (all.count == starred.count
                ? " It shows at every landmark."
                : " It shows \(when) days before the due date, and not at the other landmarks.")
            + shift
    }

    /// What a starred signal shows.
    private func difference(_ name: SignalName, _ figures: SignalFigures, _ days: Int) -> String {
        if figures.isYesOrNo, let renewed = figures.renewedMean, let churned = figures.churnedMean {
            return "\(name.title): \(percent(renewed)) of the accounts that renewed, "
                + "\(percent(churned)) of those that churned (\(days) days before the due date, "
                + "\(counted(figures.known, "renewal")))."
        }
        guard let auc = figures.auc, let interval = figures.interval else { return "" }
        let isHigher = auc > 0.5
        let share = isHigher ? auc : 1 - auc
        let (low, high) =
            isHigher ? (interval.low, interval.high) : (1 - interval.high, 1 - interval.low)
        return
            "\(name.title): in \(percent(share)) of pairs of a renewed and a churned account, the "
            + "renewed one had the \(isHigher ? "higher" : "lower") value (\(percent(low)) to "
            + "\(percent(high)); luck gives 50 %), \(days) days before the due date."
    }

    /// What to say of a signal that is starred nowhere.
    private func unshown(_ name: SignalName, _ figures: SignalFigures, _ days: Int) -> String {
        switch figures.reason {
        case .tooFew:
            "\(name.title): too early to tell. It is known of \(counted(figures.known, "renewal")), "
                + "\(figures.renewed) renewed and \(figures.churned) churned; it takes "
                + "\(Int(limits.signalCount)), and \(Int(limits.signalOutcomes)) of either."
        case .constant: "\(name.title): the same for all renewals, so it tells nothing."
        case .nearlyConstant:
            "\(name.title): nearly the same for all renewals, so that luck alone could set those that "
                + "churned apart."
        case .oneAccount:
            "\(name.title): cannot be told, because all renewed or all churned renewals are of one account."
        case .noVariation:
            "\(name.title): it splits renewed and churned accounts without an exception. Check that it was "
                + "not written down afterwards."
        case nil:
            "\(name.title): no reliable difference between accounts that renewed and those that churned, "
                + "\(days) days before the due date or at another landmark."
        }
    }
}
