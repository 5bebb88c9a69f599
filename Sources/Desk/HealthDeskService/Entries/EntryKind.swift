import DeskAccess
import Domain
import HealthDesk

/// A kind of entry: what people fill in, and which rows it becomes. A form and an operation for
/// programs are made of each.
struct EntryKind: Sendable {
    /// Its name.
    let name: String
    /// Its path after the account's: `actions/{action_id}/close`.
    let path: String
    /// What it needs.
    let right: Right
    /// What it does, in one sentence.
    let summary: String
    /// What the page says when it is done.
    let done: String
    /// What people fill in.
    let fields: [EntryField]
    /// The rows to write; none if everything is so already.
    let rows: @Sendable (Entry) throws -> EntryRows?

    init(
        _ name: String, _ path: String, needing right: Right = .entries, _ summary: String,
        done: String, fields: [EntryField] = [],
        rows: @escaping @Sendable (Entry) throws -> EntryRows?
    ) {
        self.name = name
        self.path = path
        self.right = right
        self.summary = summary
        self.done = done
        self.fields = fields
        self.rows = rows
    }

    /// All kinds.
    static let all: [EntryKind] =
        [touch, rating, contact, contactEnd] + actions + playbooks + overrides

    /// The name of what the path names besides the account: `action_id`; nil if it names nothing.
    var subjectName: String? {
        path.split(separator: "/").first { $0.hasPrefix("{") }
            .map { String($0.dropFirst().dropLast()) }
    }
}
