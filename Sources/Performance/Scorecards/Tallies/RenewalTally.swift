import Calendar
import Attribution
import Domain

/// The counts and the revenue of the renewal events of one scorecard.
struct RenewalTally {
    private(set) var counts = RenewalCounts()
    private(set) var customers = CustomerTally()
    private var settled = RevenuePairs()
    /// The account of each pair of `settled`.
    private var accounts: [Int] = []
    /// Revenue before of the unsettled events.
    private var unsettledBefore = 0.0

    /// Adds an event due in the window.
    ///
    /// - Precondition: accounts come in order.
    mutating func add(_ event: RenewalEvent, policy: Policy) {
        counts.add(event, policy: policy)
        customers.add(event, policy: policy)
        guard let revenue = event.revenue else { return }
        if event.state.isSettled {
            settled.append(before: revenue.before, after: revenue.after)
            accounts.append(event.account)
        } else {
            unsettledBefore += revenue.before
        }
    }

    /// Puts the renewal rates on a scorecard.
    func fill(_ metrics: inout Metrics, policy: Policy) {
        let unsettled = Double(counts.unsettled)
        metrics.logoRenewalRate.set(
            .proportion(counts.renewed, of: counts.settled, policy: policy),
            unsettled: unsettled)
        metrics.customerRenewalRate = customers.rate(policy: policy)
        let ratios = Estimate.ratios(settled, policy: policy)
        metrics.grossRenewalRate.set(ratios.gross, unsettled: unsettledBefore)
        metrics.netRenewalRate.set(ratios.net, unsettled: unsettledBefore)
    }

    /// The largest account of the settled events; nil without one in a currency with a rate.
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
    /// Sets the estimate, and its values if all unsettled events churn or all renew.
    fileprivate mutating func set(_ estimate: Estimate, unsettled: Double) {
        self.estimate = estimate
        guard estimate.value != nil, let numerator = estimate.numerator,
            let denominator = estimate.denominator
        else { return }
        worst = numerator / (denominator + unsettled)
        best = (numerator + unsettled) / (denominator + unsettled)
    }
}
