import Access
import Domain

/// Who asks: nobody who is known, or the bearer of a token of each role.
enum Asker: String, CaseIterable, Sendable {
    case nobody, vp, manager, csm, modelOwner, deck, importer, admin

    /// Who the bearer is: the manager of North, or `c1`; nil for nobody.
    var viewer: Viewer? {
        let role: Role
        switch self {
        case .nobody: return nil
        case .vp: role = .vp
        case .manager:
            return Viewer(subject: "", name: rawValue, role: .manager, team: "North")
        case .csm: return Viewer(subject: "", name: rawValue, role: .csm, csm: CSMID("c1"))
        case .modelOwner: role = .modelOwner
        case .deck: role = .deck
        case .importer: role = .importer
        case .admin: role = .admin
        }
        return Viewer(subject: "", name: rawValue, role: role)
    }
}
