public import Calendar
public import Domain

/// An account about which finance's list and the ledger differ.
public struct AccountDifference: Sendable, Equatable {
    /// An amount in a currency.
    public struct Amount: Sendable, Equatable {
        /// ISO code.
        public let currency: String
        /// The amount.
        public let amount: Double
    }

    /// The account.
    public let account: AccountID
    /// Its name, where the ledger has one.
    public let name: String?
    /// What the list has, by currency; empty for nothing.
    public let finance: [Amount]
    /// What the ledger has, by currency; empty for nothing.
    public let ledger: [Amount]
    /// Finance's amount minus the ledger's, in the reporting currency at the rates of the day; nil
    /// where one of them has no rate.
    public let difference: Double?
    /// The likely cause.
    public let cause: DifferenceCause
    /// For the cause `date`, the day on which the ledger has finance's amount.
    public let otherDay: Day?

    /// How large the difference is, for the order: in the reporting currency, or as written where there
    /// is no rate.
    var size: Double {
        abs(
            difference
                ?? finance.reduce(0) { $0 + $1.amount } - ledger.reduce(0) { $0 + $1.amount })
    }
}
