public import Calendar

/// Something that an account should reach, such as its kick-off or its first live report.
public struct Milestone: Sendable {
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// What is to be reached.
    public var name: String
    /// The day it was reached, as first recorded; nil while it is not reached.
    public var reached: Day?

    /// A milestone with these properties.
    public init(account: Int, name: String, reached: Day? = nil) {
        self.account = account
        self.name = name
        self.reached = reached
    }
}
