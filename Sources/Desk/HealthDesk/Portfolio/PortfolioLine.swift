import Domain
import Formats
public import Scoring

/// An account in a CSM's list.
public struct PortfolioLine: Sendable {
    /// How the account stands.
    public let standing: AccountStanding
    /// How urgent it is.
    public let urgency: Urgency

    /// The line of an account.
    public init(_ standing: AccountStanding, policy: DeskPolicy) {
        self.standing = standing
        urgency = Urgency(standing, policy: policy)
    }

    /// The most important reason to look at the account, with its data point.
    ///
    /// It is what lets the account come first, or else that of level, decline and silence which adds
    /// most to the urgency. Parts that are not known come last.
    public var reason: String {
        if let first = urgency.precedence.first { return first.shortWords }
        let (level, decline, silence) = urgency.contributions
        let parts = [
            (urgency.level, level, levelReason), (urgency.decline, decline, declineReason),
            (urgency.silence, silence, urgency.silence.words),
        ]
        var best = parts[0]
        for part in parts.dropFirst() {
            let isBetter =
                part.0.isKnown == best.0.isKnown ? part.1 > best.1 : part.0.isKnown
            if isBetter { best = part }
        }
        return best.2.withCapitalInitial
    }

    private var levelReason: String {
        if let override = standing.override, override.isInForce, override.override.asserted != .red
        {
            return urgency.level.words
        }
        guard standing.score.value != nil else { return "there is no score" }
        guard let component = standing.score.heaviest else { return urgency.level.words }
        return component.words
    }

    private var declineReason: String {
        guard let move = ComponentMove(from: standing.earlier, to: standing.score), move.points < 0
        else { return urgency.decline.words }
        return "\(urgency.decline.words): \(move.words)"
    }
}

extension Urgency.Precedence {
    fileprivate var shortWords: String {
        switch self {
        case .review(let day): "An override has been waiting for its review since \(day)"
        case .escalation(let title, let day): "An escalation has been open since \(day): \(title)"
        }
    }
}

extension ScoredComponent {
    /// `relationship is 35: no sponsor since 2026-03-01`.
    var words: String {
        let value = score.map { " is \(shortDecimalText($0, decimals: 0))" } ?? " is not known"
        return title.withSmallInitial + value
            + (worstDataPoint.map { ": \($0.withSmallInitial)" } ?? "")
    }
}

extension WorkingDay {
    /// The accounts of a CSM, most urgent first.
    ///
    /// Accounts with an override that waits for its review, or with an open escalation, come before
    /// all others. Of equal ones, the lower identifier comes first.
    ///
    /// - Parameter csm: position in `Portfolio.csms`; nil for all accounts, with and without owner.
    /// - Returns: one line for each account.
    public func lines(of csm: Int?) -> [PortfolioLine] {
        standings.filter { csm == nil || $0.owner == csm }
            .map { PortfolioLine($0, policy: policy) }
            .sorted {
                $0.urgency.comesBefore(
                    $1.urgency, ($0.standing.account.id, $1.standing.account.id))
            }
    }
}
