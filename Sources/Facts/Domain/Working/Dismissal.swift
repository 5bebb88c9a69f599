public import Calendar

/// A suggested playbook that somebody decided against.
public struct Dismissal: Sendable, Hashable {
    /// The identifier.
    public var id: String
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// Position in `Portfolio.csms` of the CSM who decided, where given.
    public var csm: Int?
    /// The playbook's name.
    public var playbook: String
    /// The day.
    public var dismissed: Day
    /// Why it does not fit.
    public var reason: String

    /// A dismissal with these properties.
    public init(
        id: String, account: Int, csm: Int? = nil, playbook: String, dismissed: Day,
        reason: String
    ) {
        self.id = id
        self.account = account
        self.csm = csm
        self.playbook = playbook
        self.dismissed = dismissed
        self.reason = reason
    }
}
