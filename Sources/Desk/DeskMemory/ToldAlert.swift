public import Calendar
public import Domain
public import HealthDesk

/// An alert with what a reader needs beside it, as it was when it was told.
public struct ToldAlert: Sendable, Equatable {
    /// The day.
    public var day: Day
    /// What happened.
    public var alert: Alert
    /// The account's name, or its identifier.
    public var accountName: String
    /// The account's owner on the day; nil without one.
    public var csm: CSMID?
    /// The owner's name.
    public var csmName: String?
    /// The owner's team.
    public var team: String?

    /// An alert of a day, with its account and owner.
    public init(
        day: Day, alert: Alert, accountName: String, csm: CSMID?, csmName: String?, team: String?
    ) {
        self.day = day
        self.alert = alert
        self.accountName = accountName
        self.csm = csm
        self.csmName = csmName
        self.team = team
    }
}

/// A digest that a route has not delivered yet.
public struct OutboxEntry: Sendable, Hashable {
    /// The digest's number.
    public var digest: Int
    /// The key of the route.
    public var route: String
    /// The day of the digest.
    public var day: Day
}
