import Calendar
import Domain
import Formats
import HealthDesk

extension EntryKind {
    /// What people do with overrides.
    static let overrides = [override, review]

    private static let tiers = Tier.allCases.reversed().map(\.word)

    /// The fields of an override.
    private static func fields(isRequired: Bool) -> [EntryField] {
        [
            EntryField("tier", .word(tiers), isRequired: isRequired),
            EntryField("reason", .line(most: 100)),
            EntryField("note", .text(most: 4000), isRequired: isRequired),
            EntryField("review_on", .day),
        ]
    }

    /// A CSM's judgement beside the score.
    private static let override = EntryKind(
        "override", "overrides", "Overrides the score’s tier. The score itself never changes.",
        done: "Your override stands beside the score.", fields: fields(isRequired: true)
    ) { entry in
        EntryRows(.overrides, try entry.newOverride().row(entry.open))
    }

    /// What a review of an override came to.
    private static let review = EntryKind(
        "review", "overrides/{override_id}/review",
        "Reviews an override: it is kept, changed or withdrawn.",
        done: "The override is reviewed.",
        fields: [
            EntryField("outcome", .word(["kept", "changed", "withdrawn"]), isRequired: true)
        ] + fields(isRequired: false)
    ) { entry in
        guard
            let standing = entry.standing.override, standing.override.id == entry.subject
        else {
            // A review that was sent twice finds the override that followed.
            let isDone = entry.open.overrides(entry.standing).contains {
                $0.id.hasSuffix(entry.key)
            }
            if isDone || entry.wasWithdrawnToday { return nil }
            throw EntryFault("override_id", "This override does not wait for a review any more.")
        }
        let old = standing.override
        if entry.text("outcome") == "withdrawn" {
            return EntryRows(.overrides, old.withdrawn(on: entry.open.day).row(entry.open))
        }
        var tier = old.asserted
        if entry.text("outcome") == "changed" {
            guard let given = entry.text("tier").flatMap({ Tier($0) }) else {
                throw EntryFault("tier", "Choose the tier that it changes to.")
            }
            tier = given
        }
        let row = try entry.newOverride(tier: tier, reason: old.reason)
        return EntryRows(.overrides, row.row(entry.open))
    }
}

extension Entry {
    /// The override as it was filled in.
    ///
    /// - Throws: `EntryFault` if the note is missing or the review date is not possible.
    fileprivate func newOverride(
        tier: Tier? = nil, reason: String? = nil
    ) throws(EntryFault) -> Override {
        guard let tier = tier ?? text("tier").flatMap({ Tier($0) }) else {
            throw EntryFault("tier", "Choose one.")
        }
        let given = OverrideEntry(
            tier: tier, reason: text("reason") ?? reason, note: text("note") ?? "",
            review: day("review_on"))
        do throws(HealthDeskError) {
            return try given.override(
                id: overrideID, account: standing.position, csm: csm, score: standing.score,
                policy: open.today.policy)
        } catch {
            let field =
                switch error {
                case .emptyNote: "note"
                case .reviewOutOfRange: "review_on"
                }
            throw EntryFault(field, "\(error)".withCapitalInitial + ".")
        }
    }

    /// The identifier of a new override. Of two on one day, the larger identifier is the later one, so
    /// it begins with a number that grows.
    private var overrideID: String {
        let number = String(open.overrides(standing).count + 1)
        return "desk-" + String(repeating: "0", count: max(0, 6 - number.count)) + number
            + "-\(key)"
    }

    /// Whether the override that the path names was withdrawn today.
    fileprivate var wasWithdrawnToday: Bool {
        open.overrides(standing).contains { $0.id == subject && $0.withdrawn == day }
    }
}
