public import Calendar

/// A customer account.
public struct Account: Sendable {
    /// Its identifier.
    public var id: AccountID
    /// Its name, where given.
    public var name: String?
    /// The market segment, such as `Mid-Market`.
    public var segment: String
    /// The size class by revenue, where given.
    public var arrTier: String?
    /// The product it uses, where given.
    public var product: String?
    /// Its industry, where given.
    public var industry: String?
    /// Its region, where given.
    public var region: String?
    /// The day it became a customer, where given.
    public var customerSince: Day?
    /// The account it belongs to, where given. It changes no figure.
    public var parent: AccountID?

    /// An account with these properties.
    public init(
        id: AccountID, name: String? = nil, segment: String, arrTier: String? = nil,
        product: String? = nil, industry: String? = nil, region: String? = nil,
        customerSince: Day? = nil, parent: AccountID? = nil
    ) {
        self.id = id
        self.name = name
        self.segment = segment
        self.arrTier = arrTier
        self.product = product
        self.industry = industry
        self.region = region
        self.customerSince = customerSince
        self.parent = parent
    }
}
