import Attribution
import Calendar
import Domain

extension AttributedPortfolio {
    /// How many overrides were withdrawn from the log when the outcome of the renewal that would
    /// judge them was known already.
    ///
    /// - Complexity: O(n log r), with n withdrawn overrides and r renewals of an account.
    ///
    /// Source: `Documentation/methods.md`, 11.
    func countWithdrawnAfterOutcome() -> Int {
        portfolio.withdrawnOverrides.count { withdrawn in
            let override = withdrawn.override
            let own = renewalOffsets[override.account]..<renewalOffsets[override.account + 1]
            let next = portfolio.renewals.firstPosition(in: own) { $0.due >= override.logged }
            guard override.logged <= frame.asOf, next < own.upperBound,
                let state = states[next], state.isSettled
            else { return false }
            return lines(at: next).closed(asOf: withdrawn.day, policy: policy) != nil
        }
    }
}
