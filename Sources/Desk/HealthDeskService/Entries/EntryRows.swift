import Calendar
import Domain

/// The rows of a feed that an entry writes.
struct EntryRows: Sendable {
    let feed: Feed
    let rows: [FeedRow]

    /// One row of a feed.
    init(_ feed: Feed, _ values: [String: FeedValue]) {
        self.init(feed, [values])
    }

    /// Rows of a feed, by the names of their columns. Those that are not named are empty.
    init(_ feed: Feed, _ rows: [[String: FeedValue]]) {
        self.feed = feed
        let columns = feed.columns
        self.rows = rows.map { row in
            FeedRow(columns.map { row[$0.name] ?? .none })
        }
    }
}

extension FeedValue {
    /// The text; none without one.
    static func text(_ text: String?) -> FeedValue { text.map { .text($0) } ?? .none }

    /// The day; none without one.
    static func day(_ day: Day?) -> FeedValue { day.map { .day($0) } ?? .none }

    /// The number; none without one.
    static func number(_ number: Double?) -> FeedValue { number.map { .number($0) } ?? .none }
}

extension Action {
    /// The action as a row of its feed.
    func row(_ open: OpenDay) -> [String: FeedValue] {
        [
            "action_id": .text(id), "account_id": .text(open.accounts[account].id.text),
            "kind": .text(kind.rawValue), "title": .text(title), "opened_on": .day(opened),
            "due_on": .day(due), "closed_on": .day(closed),
            "csm_id": .text(csm.map { open.csms[$0].id.text }), "playbook": .text(playbook),
            "step": .text(step),
        ]
    }
}

extension Contact {
    /// The contact as a row of its feed.
    func row(_ open: OpenDay) -> [String: FeedValue] {
        [
            "contact_id": .text(id), "account_id": .text(open.accounts[account].id.text),
            "name": .text(name), "role": .text(role.rawValue), "from_date": .day(from),
            "to_date": .day(until),
        ]
    }
}

extension Override {
    /// The override as a row of its feed.
    func row(_ open: OpenDay) -> [String: FeedValue] {
        [
            "override_id": .text(id), "account_id": .text(open.accounts[account].id.text),
            "csm_id": .text(open.csms[csm].id.text), "logged_on": .day(logged),
            "asserted_tier": .text(asserted.word), "model_tier": .text(modelTier?.word),
            "model_score": .number(modelScore?.points), "reason": .text(reason),
            "note": .text(note), "reevaluate_on": .day(reevaluate),
            "withdrawn_on": .day(withdrawn),
        ]
    }
}

extension OpenDay {
    /// The accounts, to which positions refer.
    var accounts: [Account] { reading.portfolio.accounts }
}
