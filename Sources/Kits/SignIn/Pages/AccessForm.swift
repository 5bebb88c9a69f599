import Foundation
import Identity

/// The form with which an administrator gives access: to the bearer of a token, or to a person who
/// signs in with the provider.
struct AccessForm<Viewer: SignInViewer>: Sendable {
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
    private var typed: [String: String] = ["days": "90"]
    /// What is wrong with a field.
    private var complaints: [String: String] = [:]

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
    private var role: Viewer.Role? { Viewer.Role(rawValue: text("role")) }

    /// How long a token is to hold, in days.
    var days: Int { Int(text("days")) ?? 0 }

    /// The e-mail address as it is compared; nil for none.
    var email: String? { text("email").isEmpty ? nil : emailKey(text("email")) }

    /// The provider's identifier of the person; nil for none.
    var subject: String? { text("subject").isEmpty ? nil : text("subject") }

    /// What access is given; nil while something is wrong.
    var viewer: Viewer? {
        guard complaints.isEmpty, let role else { return nil }
        let parts = Viewer.terms.parts.filter { $0.role == role }.map { ($0.name, words(of: $0)) }
        return Viewer(
            subject: "", name: text("name"), role: role,
            parts: Dictionary(uniqueKeysWithValues: parts))
    }

    /// What was typed for a part; several words have commas between them.
    private func words(of part: ViewerPart<Viewer.Role>) -> [String] {
        guard part.takesMany else { return [text(part.name)] }
        return text(part.name).split(separator: ",").map {
            $0.trimmingCharacters(in: .whitespaces)
        }.filter { !$0.isEmpty }
    }

    /// Says that somebody has access already.
    mutating func complainAboutOther() {
        complaints[email == nil ? "subject" : "email"] = "Somebody with this has access already."
    }

    private func text(_ field: String) -> String { typed[field] ?? "" }

    private mutating func check() {
        complain("name", unless: (1...200).contains(text("name").utf8.count), "Say whose it is.")
        complain("role", unless: role != nil, "Choose one.")
        for part in Viewer.terms.parts { check(part) }
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
    private mutating func check(_ part: ViewerPart<Viewer.Role>) {
        if role == part.role {
            complain(
                part.name, unless: (1...200).contains(text(part.name).utf8.count),
                "With this role, give \(part.what).")
        } else {
            complain(
                part.name, unless: text(part.name).isEmpty,
                "It goes with the role \(part.role.words).")
        }
    }

    private mutating func complain(_ field: String, unless isRight: Bool, _ complaint: String) {
        if !isRight, complaints[field] == nil { complaints[field] = complaint }
    }

    /// The values of the form's template.
    var values: [String: Any] {
        let prefix = kind == .token ? "token" : "person"
        var values: [String: Any] = [
            "prefix": prefix, "isToken": kind == .token, "isPerson": kind == .person,
            "address": kind == .token ? AccessPath.tokens : AccessPath.people,
            "send": kind == .token ? "Make the token" : "Give access",
            "nameNote": Viewer.terms.nameNote,
            "roles": Viewer.Role.allCases.map { role in
                [
                    "value": role.rawValue, "label": role.words,
                    "isChosen": text("role") == role.rawValue,
                ] as [String: Any]
            },
            "parts": Viewer.terms.parts.map { part in
                [
                    "field": part.name, "label": part.label, "value": text(part.name),
                    "complaint": complaints[part.name] ?? "",
                    "isWrong": complaints[part.name] != nil,
                ] as [String: Any]
            },
            "isOpen": !complaints.isEmpty,
        ]
        for field in ["name", "role", "days", "email", "subject"] {
            values[field] = text(field)
            values["\(field)Complaint"] = complaints[field] ?? ""
            values["\(field)IsWrong"] = complaints[field] != nil
        }
        return values
    }
}
