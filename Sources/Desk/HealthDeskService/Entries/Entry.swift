import Calendar
import Crypto
import DeskAccess
import Domain
import Formats
import HealthDesk

/// Something that a person enters about an account, checked field by field.
struct Entry: Sendable {
    let open: OpenDay
    let standing: AccountStanding
    /// Position of the CSM for whom it counts: whoever enters it, or else the account's owner.
    let csm: Int
    /// What the path names, such as an action.
    let subject: String
    /// The fields that were filled in.
    let values: [String: String]
    /// What the identifiers of its rows have in common.
    let key: String

    /// The identifier of its row, or what the identifiers of its rows begin with.
    var id: String { "desk-\(key)" }

    /// The day of the entry.
    var day: Day { open.day }

    /// The value of a field; nil if it was left empty.
    func text(_ field: String) -> String? { values[field] }

    /// The day of a field; nil if it was left empty.
    func day(_ field: String) -> Day? { values[field].flatMap { Day($0) } }

    /// A day that has come already: today if the field was left empty.
    ///
    /// - Throws: `EntryFault` for a day that is still to come, or long ago.
    func pastDay(_ field: String) throws(EntryFault) -> Day {
        let given = day(field) ?? day
        guard given <= day else { throw EntryFault(field, "Give today or an earlier day.") }
        guard given > day - Self.longestAgo else {
            throw EntryFault(field, "Give a day of the last ten years.")
        }
        return given
    }

    /// A day that is not past; nil if the field was left empty.
    ///
    /// - Throws: `EntryFault` for a day that is past, or far away.
    func comingDay(_ field: String) throws(EntryFault) -> Day? {
        guard let given = day(field) else { return nil }
        guard given >= day else { throw EntryFault(field, "Give today or a later day.") }
        guard given < day + Self.farthestAhead else {
            throw EntryFault(field, "Give a day of the next two years.")
        }
        return given
    }

    private static let longestAgo = 3653
    private static let farthestAhead = 731
}

extension Entry {
    /// An entry of a kind by a viewer.
    ///
    /// The identifiers of its rows follow from who sends it, where, the mark of the form and what is
    /// in it. So the same form sent twice writes the same rows, and nobody can write over the rows of
    /// others.
    ///
    /// - Throws: `EntryFault` if a field cannot be taken.
    init(
        _ kind: EntryKind, of given: [String: String], mark: String, subject: String,
        by viewer: Viewer, on standing: AccountStanding, _ open: OpenDay
    ) throws(EntryFault) {
        var values: [String: String] = [:]
        for field in kind.fields {
            if let value = try field.value(given[field.name]) { values[field.name] = value }
        }
        let own = viewer.csm.flatMap { id in open.csms.firstIndex { $0.id == id } }
        guard let csm = own ?? standing.owner else {
            throw EntryFault("", "Nobody owns this account: an entry needs a CSM.")
        }
        var hash = SHA256()
        let sent = kind.fields.map { values[$0.name] ?? "" }
        for part in [
            viewer.subject, standing.account.id.text, kind.name, subject, mark,
        ] + sent {
            hash.update(data: Array(part.utf8) + [0])
        }
        self.init(
            open: open, standing: standing, csm: csm, subject: subject, values: values,
            key: hexadecimal(hash.finalize().prefix(10)))
    }
}
