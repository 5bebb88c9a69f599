import DeskAccess
import Domain

/// Who asks: nobody who is known, or the bearer of a token.
enum Asker: String, CaseIterable, Sendable {
    /// `csm` owns A1 and A2, `mate` A3 in the same team, `stranger` A4 in another; `lead` leads North.
    case nobody, csm, mate, stranger, lead, admin, importer

    /// Who the bearer is; nil for nobody.
    var viewer: Viewer? {
        switch self {
        case .nobody: nil
        case .csm: Viewer(subject: "", name: "Ada", role: .csm, csm: CSMID("c1"))
        case .mate: Viewer(subject: "", name: "Ben", role: .csm, csm: CSMID("c2"))
        case .stranger: Viewer(subject: "", name: "Cleo", role: .csm, csm: CSMID("c3"))
        case .lead: Viewer(subject: "", name: "Lea", role: .lead, teams: ["North"])
        case .admin: Viewer(subject: "", name: "Adam", role: .admin)
        case .importer: Viewer(subject: "", name: "Imp", role: .importer)
        }
    }
}
