import Calendar
import Domain
import HealthDesk

extension EntryKind {
    /// The kinds of touch that people log; programs alone send `automated`.
    static let touchKinds = Touch.Kind.allCases.filter { $0 != .automated }

    /// A call, a meeting, a note.
    static let touch = EntryKind(
        "touch", "touches", "Logs a touch, or a note.", done: "It is in the timeline.",
        fields: [
            EntryField("kind", .word(touchKinds.map(\.rawValue)), isRequired: true),
            EntryField("held_on", .day), EntryField("summary", .text(most: 4000)),
            EntryField("meaningful", .word(["yes", "no"])),
        ]
    ) { entry in
        let held = try entry.pastDay("held_on")
        if entry.text("kind") == Touch.Kind.note.rawValue, entry.text("summary") == nil {
            throw EntryFault("summary", "Write the note.")
        }
        return EntryRows(
            .touches,
            [
                "touch_id": .text(entry.id),
                "account_id": .text(entry.standing.account.id.text),
                "csm_id": .text(entry.open.csms[entry.csm].id.text), "held_on": .day(held),
                "kind": .text(entry.text("kind")), "summary": .text(entry.text("summary")),
                "meaningful": .text(entry.text("meaningful")),
            ])
    }

    /// The CSM's own rating.
    static let rating = EntryKind(
        "rating", "ratings", "Rates the account in the CSM’s own judgement.",
        done: "Your rating is kept.",
        fields: [
            EntryField("rating", .word(Rating.Level.allCases.map(\.rawValue)), isRequired: true),
            EntryField("note", .text(most: 4000)),
        ]
    ) { entry in
        EntryRows(
            .ratings,
            [
                "rating_id": .text(entry.id),
                "account_id": .text(entry.standing.account.id.text),
                "csm_id": .text(entry.open.csms[entry.csm].id.text), "rated_on": .day(entry.day),
                "rating": .text(entry.text("rating")), "note": .text(entry.text("note")),
            ])
    }

    /// A person at the customer.
    static let contact = EntryKind(
        "contact", "contacts", "Adds a contact.", done: "The contact is added.",
        fields: [
            EntryField("name", .line(most: 200), isRequired: true),
            EntryField("role", .word(Contact.Role.allCases.map(\.rawValue)), isRequired: true),
            EntryField("from_date", .day),
        ]
    ) { entry in
        let contact = Contact(
            id: entry.id, account: entry.standing.position, name: entry.text("name"),
            role: Contact.Role(rawValue: entry.text("role") ?? "") ?? .other,
            from: try entry.pastDay("from_date"))
        return EntryRows(.contacts, contact.row(entry.open))
    }

    /// A contact who has left.
    static let contactEnd = EntryKind(
        "contact_end", "contacts/{contact_id}/end", "Ends a contact’s role.",
        done: "The contact’s role has ended.", fields: [EntryField("to_date", .day)]
    ) { entry in
        guard var contact = entry.standing.contacts.first(where: { $0.id == entry.subject }) else {
            throw EntryFault("contact_id", "There is no such contact of this account.")
        }
        guard contact.until == nil else { return nil }
        let end = try entry.pastDay("to_date")
        if let from = contact.from, end < from {
            throw EntryFault("to_date", "Give a day from \(from) on.")
        }
        contact.until = end
        return EntryRows(.contacts, contact.row(entry.open))
    }
}
