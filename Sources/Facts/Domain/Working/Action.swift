public import Calendar

/// Something to be done for an account.
public struct Action: Sendable, Hashable {
    /// The kind of an action.
    public enum Kind: String, Sendable, CaseIterable {
        /// A step of a playbook.
        case playbook
        /// A task of the CSM's own.
        case task
        /// Something that the customer asked for.
        case request
        /// A problem that somebody above the CSM knows about.
        case escalation
    }

    /// The identifier.
    public var id: String
    /// Position of the account in `Portfolio.accounts`.
    public var account: Int
    /// Its kind.
    public var kind: Kind
    /// What is to be done.
    public var title: String
    /// The day it was opened.
    public var opened: Day
    /// The day by which it is to be done, where given.
    public var due: Day?
    /// The day it was closed; nil while it is open.
    public var closed: Day?
    /// Position in `Portfolio.csms` of the CSM who does it, where given.
    public var csm: Int?
    /// The playbook that it belongs to, where given.
    public var playbook: String?
    /// Its step of the playbook, where given.
    public var step: String?

    /// An action with these properties.
    public init(
        id: String, account: Int, kind: Kind, title: String, opened: Day, due: Day? = nil,
        closed: Day? = nil, csm: Int? = nil, playbook: String? = nil, step: String? = nil
    ) {
        self.id = id
        self.account = account
        self.kind = kind
        self.title = title
        self.opened = opened
        self.due = due
        self.closed = closed
        self.csm = csm
        self.playbook = playbook
        self.step = step
    }

    /// Whether it was opened by a day and not closed by then.
    public func isOpen(on day: Day) -> Bool {
        opened <= day && closed.map { day < $0 } ?? true
    }

    /// Whether it is open on a day and was due before.
    public func isOverdue(on day: Day) -> Bool {
        isOpen(on: day) && due.map { $0 < day } ?? false
    }
}
