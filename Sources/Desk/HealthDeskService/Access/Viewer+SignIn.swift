import Calendar
package import DeskAccess
import Domain
import HealthDesk
package import SignIn

extension Viewer: SignInViewer {
    /// What the desk calls things where people sign in.
    package static let terms = SignInTerms<Role>(
        command: "parallax-desk", program: "the desk",
        parts: [
            ViewerPart(
                "csm", of: .csm, label: "For a CSM: which", what: "the CSM’s identifier"),
            ViewerPart(
                "team", of: .lead, label: "For a team lead: which teams, with commas between",
                what: "the names of the teams", takesMany: true),
        ],
        anyPart: "CSM or teams", nameNote: "A name for lists.", namesClaims: false,
        dayText: \.words)

    /// Who it is and with which role, for lists: `Ada, CSM C0003`.
    package var words: String {
        "\(name), \(role.words)" + (part.isEmpty ? "" : " \(part)")
    }

    /// A viewer with these parts.
    package init(subject: String, name: String, role: Role, parts: [String: [String]]) {
        self.init(
            subject: subject, name: name, role: role,
            csm: parts["csm"]?.first.map { CSMID($0) }, teams: parts["team"] ?? [])
    }
}

extension Role: TitledRole {
    /// The role's name as shown to people.
    package var words: String {
        switch self {
        case .csm: "CSM"
        case .lead: "team lead"
        case .admin: "administrator"
        case .importer: "importer"
        }
    }
}

extension Right: AccessRight {}

extension Reach: AccessReach {
    /// How much it is, in words; nil for all.
    package var words: String? {
        switch self {
        case .all: nil
        case .teams: "their teams"
        case .own: "their own"
        }
    }
}
