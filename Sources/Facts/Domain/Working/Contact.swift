public import Calendar

/// A person at the customer whom the company works with.
public struct Contact: Sendable, Hashable {
    /// What a contact is to the account.
    public enum Role: String, Sendable, CaseIterable {
        /// Decides about the contract.
        case sponsor
        /// Speaks for the product inside the customer's company.
        case champion
        /// Works with the product.
        case user
        /// Anything else.
        case other
    }

    /// The identifier.
    public var id: String
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// The person's name, where given.
    public var name: String?
    /// What the person is to the account.
    public var role: Role
    /// The first day in the role; nil if it is not known or does not matter.
    public var from: Day?
    /// The first day on which the person no longer has the role; nil while they have it.
    public var until: Day?

    /// A contact with these properties.
    public init(
        id: String, account: Int, name: String? = nil, role: Role, from: Day? = nil,
        until: Day? = nil
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.role = role
        self.from = from
        self.until = until
    }

    /// Whether the person has the role on a day.
    public func isThere(on day: Day) -> Bool {
        (from ?? day) <= day && until.map { day < $0 } ?? true
    }
}
