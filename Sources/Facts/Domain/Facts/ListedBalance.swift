/// What an account pays a year, as a list of another department has it.
public struct ListedBalance: Sendable, Hashable {
    /// The account.
    public var account: AccountID
    /// What it pays a year, in `currency`.
    public var amount: Double
    /// ISO code; nil means the reporting currency.
    public var currency: String?

    /// An entry with these properties.
    public init(account: AccountID, amount: Double, currency: String? = nil) {
        self.account = account
        self.amount = amount
        self.currency = currency
    }
}
