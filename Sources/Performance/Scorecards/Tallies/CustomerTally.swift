import Attribution
import Domain

/// The customers behind the renewal events of one scorecard.
///
/// Source: `Documentation/methods.md`, 5.
struct CustomerTally {
    /// Customers with a settled event, and those of them whose settled events were all renewed.
    private var settled = 0
    private var kept = 0
    /// Customers with any event, and those of them who kept all if every open event churned, or if
    /// every open event renewed.
    private var all = 0
    private var worstKept = 0
    private var bestKept = 0
    /// The settled events of customers with many events, and all settled events.
    private var settledOfMany = 0
    private var settledEvents = 0
    /// The customer whose events come now.
    private var current = Customer()

    private struct Customer {
        var account = -1
        var settled = 0
        var open = 0
        var hasLost = false
    }

    /// Adds an event due in the window.
    ///
    /// - Precondition: accounts come in order.
    mutating func add(_ event: RenewalEvent, policy: Policy) {
        if event.account != current.account {
            self = closed(policy)
            current = Customer(account: event.account)
        }
        if event.state.isSettled {
            current.settled += 1
            if event.state != .renewed { current.hasLost = true }
        } else {
            current.open += 1
        }
    }

    /// The customers whose events have all come.
    func summary(policy: Policy) -> CustomerCounts {
        let tally = closed(policy)
        return CustomerCounts(
            settled: tally.settled, kept: tally.kept,
            haveManyContracts: tally.settledEvents > 0
                && Double(tally.settledOfMany) / Double(tally.settledEvents)
                    > policy.manyContractsShare
        )
    }

    /// The share of customers who kept all their contracts.
    func rate(policy: Policy) -> Rate {
        let tally = closed(policy)
        var rate = Rate()
        rate.estimate = .proportion(tally.kept, of: tally.settled, policy: policy)
        guard rate.estimate.value != nil else { return rate }
        rate.worst = Double(tally.worstKept) / Double(tally.all)
        rate.best = Double(tally.bestKept) / Double(tally.all)
        return rate
    }

    /// The tally with the current customer in it.
    private func closed(_ policy: Policy) -> CustomerTally {
        guard current.account >= 0 else { return self }
        var tally = self
        tally.current = Customer()
        tally.all += 1
        if !current.hasLost { tally.bestKept += 1 }
        if !current.hasLost, current.open == 0 { tally.worstKept += 1 }
        tally.settledEvents += current.settled
        if Double(current.settled + current.open) > policy.manyContracts {
            tally.settledOfMany += current.settled
        }
        guard current.settled > 0 else { return tally }
        tally.settled += 1
        if !current.hasLost { tally.kept += 1 }
        return tally
    }
}
