package import Access
package import Domain
import Formats
package import Publishing

/// What the recipients of a delivery may see.
package enum DeliveryRole: Sendable, Equatable {
    /// Everybody's figures.
    case vp
    /// One team's.
    case manager(team: String)
    /// A CSM's own.
    case csm(CSMID)
    /// Those of the company, without names of people.
    case board
    /// What is wrong with the data.
    case admin

    /// Somebody who may see as much.
    package func viewer(subject: String, name: String) -> Viewer {
        switch self {
        case .vp: Viewer(subject: subject, name: name, role: .vp)
        case .manager(let team):
            Viewer(subject: subject, name: name, role: .manager, team: team)
        case .csm(let csm): Viewer(subject: subject, name: name, role: .csm, csm: csm)
        case .board: Viewer(subject: subject, name: name, role: .deck)
        case .admin: Viewer(subject: subject, name: name, role: .admin)
        }
    }

    /// Whose view of a month it is; nil for a role that sees no month.
    package var reader: PageReader? {
        switch self {
        case .vp: .everybody
        case .manager(let team): .team(team)
        case .csm(let csm): .csm(csm)
        case .board: .board
        case .admin: nil
        }
    }

    /// In a few words: `manager of Harbour`.
    package var words: String {
        switch self {
        case .vp: "vp"
        case .manager(let team): "manager of \(team)"
        case .csm(let csm): "csm \(csm.text)"
        case .board: "board"
        case .admin: "admin"
        }
    }
}
