import Calendar
import Attribution
import Domain

/// The renewal events of one card as counts.
///
/// Source: `Documentation/methods.md`, 3.
public struct RenewalCounts: Sendable, Hashable {
    /// Events due in the window: settled, pending and overdue ones.
    public var due = 0
    /// Closed as renewed by the last day.
    public var renewed = 0
    /// Closed as churned by the last day.
    public var churned = 0
    /// Unclosed for so long that they count as churned.
    public var lapsed = 0
    /// Not closed, only just due.
    public var pending = 0
    /// Not closed for a while.
    public var overdue = 0
    /// Closed on or before the due date, early ones included.
    public var onTime = 0
    /// Closed after the due date.
    public var late = 0
    /// Closed before the first day of the month they are due in.
    public var early = 0
    /// Whether so few of the due events are settled that the rates may still change.
    public internal(set) var provisional = false

    /// Renewed, churned and lapsed: the events that enter rates.
    public var settled: Int { renewed + churned + lapsed }

    /// Pending and overdue: the events that do not.
    public var unsettled: Int { pending + overdue }

    mutating func add(_ event: RenewalEvent, policy: Policy) {
        due += 1
        switch event.state {
        case .renewed: renewed += 1
        case .churned: churned += 1
        case .lapsed: lapsed += 1
        case .pending: pending += 1
        case .overdue: overdue += 1
        }
        provisional = isProvisional(settled: settled, due: due, policy: policy)
        guard let closed = event.closed else { return }
        if closed > event.due { late += 1 } else { onTime += 1 }
        if closed < event.due.month.firstDay { early += 1 }
    }
}

/// Whether the settled share of due events is too small for a final figure; false when none is due.
func isProvisional(settled: Int, due: Int, policy: Policy) -> Bool {
    due > 0 && Double(settled) / Double(due) < policy.settledShare
}

/// The account that weighs most in a card's ratios.
public struct LargestShare: Sendable, Hashable {
    /// Position in `Portfolio.accounts`; the first of several alike.
    public let account: Int
    /// Its part of Σ before, 0 to 1.
    public let share: Double
    /// The net renewal rate of all other accounts; nil without any.
    public let netRenewalRateWithout: Double?
}

/// What the events of one card add up to.
struct RenewalTally {
    private(set) var counts = RenewalCounts()
    private var settled = RevenuePairs()
    /// The account of each pair of `settled`.
    private var accounts: [Int] = []
    /// Revenue before of the unsettled events.
    private var unsettledBefore = 0.0

    /// Adds an event due in the window; accounts come in order.
    mutating func add(_ event: RenewalEvent, policy: Policy) {
        counts.add(event, policy: policy)
        guard let revenue = event.revenue else { return }
        if event.state.isSettled {
            settled.append(before: revenue.before, after: revenue.after)
            accounts.append(event.account)
        } else {
            unsettledBefore += revenue.before
        }
    }

    /// Puts the three renewal rates on a card.
    func fill(_ metrics: inout Metrics, policy: Policy) {
        let unsettled = Double(counts.unsettled)
        metrics.logoRenewalRate.set(
            .proportion(counts.renewed, of: counts.settled, policy: policy),
            unsettled: unsettled)
        let ratios = Estimate.ratios(settled, policy: policy)
        metrics.grossRenewalRate.set(ratios.gross, unsettled: unsettledBefore)
        metrics.netRenewalRate.set(ratios.net, unsettled: unsettledBefore)
    }

    /// The largest account of the settled events; nil without any in a known currency.
    var largestShare: LargestShare? {
        var largest: (account: Int, before: Double)?
        var index = 0
        while index < accounts.count {
            let account = accounts[index]
            var before = 0.0
            while index < accounts.count, accounts[index] == account {
                before += settled.before[index]
                index += 1
            }
            if largest.map({ before > $0.before }) ?? true { largest = (account, before) }
        }
        guard let largest else { return nil }

        var others = (before: 0.0, after: 0.0)
        for (index, account) in accounts.enumerated() where account != largest.account {
            others.before += settled.before[index]
            others.after += settled.after[index]
        }
        return LargestShare(
            account: largest.account, share: largest.before / settled.sums.before,
            netRenewalRateWithout: others.before > 0 ? others.after / others.before : nil)
    }
}

extension Rate {
    /// Sets the estimate and what it becomes when all unsettled events churn, or all renew.
    fileprivate mutating func set(_ estimate: Estimate, unsettled: Double) {
        self.estimate = estimate
        guard estimate.value != nil, let numerator = estimate.numerator,
            let denominator = estimate.denominator
        else { return }
        worst = numerator / (denominator + unsettled)
        best = (numerator + unsettled) / (denominator + unsettled)
    }
}
