public import Calendar

/// The day on which a contract of an account is due for renewal. How it ended is no part of it.
public struct DueDate: Sendable, Hashable {
    /// The renewal's identifier.
    public var id: String
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// The day the contract ends.
    public var due: Day

    /// A due date with these properties.
    public init(id: String, account: Int, due: Day) {
        self.id = id
        self.account = account
        self.due = due
    }
}

/// The facts of a working week, which only the ledger of the desk holds.
public struct WorkingFacts: Sendable {
    /// Sorted by account, day and identifier.
    public var dueDates: [DueDate] = []
    /// Sorted by account, day and identifier.
    public var touches: [Touch] = []
    /// Sorted by account, day of opening and identifier.
    public var actions: [Action] = []
    /// Sorted by account and identifier.
    public var contacts: [Contact] = []
    /// Sorted by account, day and identifier.
    public var ratings: [Rating] = []
    /// Sorted by account, day and identifier.
    public var dismissals: [Dismissal] = []

    /// No facts.
    public init() {}
}
