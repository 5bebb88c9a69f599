import Calendar
import Domain
import Formats
import HealthDesk

extension AccountPage {
    /// The values of the forms: what may be chosen, and what was typed into a form that could not be
    /// taken.
    var formValues: [String: Any] {
        func typed(_ kind: String, _ field: String) -> String {
            form.flatMap { $0.kind.name == kind ? $0.typed[field] : nil } ?? ""
        }
        func options(_ words: [(String, String)], _ chosen: String) -> [[String: Any]] {
            words.map { value, words in
                ["value": value, "words": words, "isChosen": value == chosen]
            }
        }
        let kinds = EntryKind.touchKinds.map { ($0.rawValue, $0.words.withCapitalInitial) }
        let actionKinds = [("task", "Task"), ("request", "Request"), ("escalation", "Escalation")]
        let roles = Contact.Role.allCases.map { ($0.rawValue, $0.rawValue.withCapitalInitial) }
        let levels = Rating.Level.allCases.reversed().map {
            ($0.rawValue, $0.rawValue.withCapitalInitial)
        }
        let held = typed("touch", "held_on")
        return [
            "touchKinds": options(kinds, typed("touch", "kind")),
            "heldOn": held.isEmpty ? open.day.description : held,
            "summary": typed("touch", "summary"),
            "actionKinds": options(actionKinds, typed("action", "kind")),
            "actionTitle": typed("action", "title"), "actionDue": typed("action", "due_on"),
            "roles": options(roles, typed("contact", "role")),
            "contactName": typed("contact", "name"),
            "levels": options(
                levels,
                typed("rating", "rating").isEmpty ? currentRating : typed("rating", "rating")),
            "ratingTyped": typed("rating", "note"),
            "actionOpen": form?.kind.name == "action",
            "contactOpen": form?.kind.name == "contact", "ratingOpen": form?.kind.name == "rating",
            "hasFault": form != nil, "fault": form?.fault.complaint ?? "",
            "faultField": form.map { $0.fault.field.replacing("_", with: " ").withCapitalInitial }
                ?? "",
        ]
    }

    private var currentRating: String { open.ratings(standing).first?.level.rawValue ?? "" }
}
