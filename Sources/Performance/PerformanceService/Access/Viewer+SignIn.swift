package import Access
import Calendar
import Domain
package import SignIn

extension Viewer: SignInViewer {
    /// What the service calls things where people sign in.
    package static let terms = SignInTerms<Role>(
        command: "parallax", program: "Parallax",
        parts: [
            ViewerPart(
                "csm", of: .csm, label: "For a CSM: which", what: "the CSM’s identifier"),
            ViewerPart(
                "team", of: .manager, label: "For a team manager: which team",
                what: "the team’s name"),
        ],
        anyPart: "CSM or team", nameNote: "A name for lists and the access log.",
        namesClaims: true, dayText: \.description)

    /// The CSM or the team; empty for roles without either.
    package var part: String { csm?.text ?? team ?? "" }

    /// The viewer in a list: `Mia, team manager (North)`.
    package var words: String {
        "\(name), \(role.words)" + (part.isEmpty ? "" : " (\(part))")
    }

    /// A viewer with these parts.
    package init(subject: String, name: String, role: Role, parts: [String: [String]]) {
        self.init(
            subject: subject, name: name, role: role,
            csm: parts["csm"]?.first.map { CSMID($0) }, team: parts["team"]?.first)
    }
}

extension Role: TitledRole {
    /// The role's name as shown to people.
    package var words: String {
        switch self {
        case .vp: "VP of customer success"
        case .manager: "team manager"
        case .csm: "CSM"
        case .modelOwner: "owner of the health model"
        case .deck: "deck builder"
        case .importer: "importer"
        case .admin: "administrator"
        }
    }
}

extension Right: AccessRight {}

extension Reach: AccessReach {
    /// How much it is, in words; nil for all.
    package var words: String? {
        switch self {
        case .all: nil
        case .team: "their team"
        case .own: "their own"
        case .pseudonymous: "with pseudonyms"
        }
    }
}
