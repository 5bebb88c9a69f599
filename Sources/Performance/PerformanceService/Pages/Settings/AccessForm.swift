import Access
import Calendar
import Domain
import Foundation
import Identity

/// The form with which an administrator gives access: to the bearer of a token, or to a person who
/// signs in with the provider.
struct AccessForm: Sendable {
    /// What access is given to.
    enum Kind: Sendable {
        /// A token.
        case token
        /// A person.
        case person
    }

    /// What access is given to.
    let kind: Kind
    /// What was typed, by field.
    private(set) var typed: [String: String] = ["days": "90"]
    /// What is wrong with a field.
    private(set) var complaints: [String: String] = [:]

    /// An empty form.
    init(_ kind: Kind) { self.kind = kind }

    /// The form as somebody filled it in, checked.
    init(_ kind: Kind, _ fields: [String: String]) {
        self.kind = kind
        typed = fields.mapValues {
            $0.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        check()
    }

    /// The role that was chosen; nil for none.
    private var role: Role? { Role(rawValue: text("role")) }

    /// How long a token is to hold, in days.
    var days: Int { Int(text("days")) ?? 0 }

    /// The e-mail address as it is compared; nil for none.
    var email: String? { text("email").isEmpty ? nil : emailKey(text("email")) }

    /// The provider's identifier of the person; nil for none.
    var subject: String? { text("subject").isEmpty ? nil : text("subject") }

    /// What access is given; nil while something is wrong.
    var viewer: Viewer? {
        guard complaints.isEmpty, let role else { return nil }
        return Viewer(
            subject: "", name: text("name"), role: role,
            csm: role == .csm ? CSMID(text("csm")) : nil,
            team: role == .manager ? text("team") : nil)
    }

    /// Says that somebody has access already.
    mutating func complainAboutOther() {
        complaints[email == nil ? "subject" : "email"] = "Somebody with this has access already."
    }

    private func text(_ field: String) -> String { typed[field] ?? "" }

    private mutating func check() {
        complain("name", unless: (1...200).contains(text("name").utf8.count), "Say whose it is.")
        complain("role", unless: role != nil, "Choose one.")
        checkPart("csm", of: .csm, "the CSM’s identifier")
        checkPart("team", of: .manager, "the team’s name")
        for (field, value) in typed where value.utf8.contains(where: { $0 < 32 || $0 == 127 }) {
            complaints[field] = "Leave out control characters."
        }
        switch kind {
        case .token:
            complain("days", unless: (1...366).contains(days), "Give 1 to 366 days.")
        case .person:
            complain(
                "email", unless: text("email").isEmpty || email != nil,
                "This is no e-mail address.")
            complain("subject", unless: text("subject").utf8.count <= 255, "It is too long.")
            complain(
                "email", unless: !text("email").isEmpty || subject != nil,
                "Give the e-mail address, or the identifier at the provider.")
        }
    }

    /// Checks a field that goes with one role alone.
    private mutating func checkPart(_ field: String, of owner: Role, _ what: String) {
        if role == owner {
            complain(
                field, unless: (1...200).contains(text(field).utf8.count),
                "With this role, give \(what).")
        } else {
            complain(field, unless: text(field).isEmpty, "It goes with the role \(owner.words).")
        }
    }

    private mutating func complain(_ field: String, unless isRight: Bool, _ complaint: String) {
        if !isRight, complaints[field] == nil { complaints[field] = complaint }
    }
}
