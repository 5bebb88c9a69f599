/// Why finance's list and the ledger may differ about an account. Its raw value is its name in JSON.
///
/// Source: `Documentation/methods.md`, 26.
public enum DifferenceCause: String, Sendable, CaseIterable {
    /// The list has the account, and the ledger has no ARR of it.
    case missingInLedger = "missing_in_ledger"
    /// The ledger has ARR of the account, and the list does not have the account.
    case missingInFinance = "missing_in_finance"
    /// The same amount in another currency, as it is or converted.
    case currency
    /// The ledger has the same amount on another day of the weeks around.
    case date
    /// One side has one of several contracts only, or one of them twice.
    case twoContracts = "two_contracts"
    /// The amounts differ, and nothing tells why.
    case amount
}
