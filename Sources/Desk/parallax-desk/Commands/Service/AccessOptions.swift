public import ArgumentParser
public import DeskAccess
import Domain
import Formats
import HealthDeskService
import SignInCommands

/// Who gets access, and to what.
struct AccessOptions: HolderOptions {
    @Option(help: "The role: csm, lead, admin or importer.")
    var role: Role

    @Option(help: "With --role csm: the CSM's identifier.")
    var csm: String?

    @Option(help: "With --role lead: a team's name. Give one option for each team.")
    var team: [String] = []

    @Option(help: "The holder's name for lists (default: address, CSM, teams or role).")
    var name: String?

    func validate() throws {
        guard (role == .csm) == (csm != nil) else {
            throw ValidationError("--role csm needs --csm ID, and no other role has it.")
        }
        guard (role == .lead) == !team.isEmpty else {
            throw ValidationError("--role lead needs --team NAME, and no other role has it.")
        }
    }

    /// The holder of the access.
    func viewer(named other: String?) -> Viewer {
        let part = csm ?? (team.isEmpty ? role.rawValue : "lead of \(team.joined(separator: ", "))")
        return Viewer(
            subject: "", name: name ?? other ?? part, role: role, csm: csm.map { CSMID($0) },
            teams: team)
    }
}

extension Role: ExpressibleByArgument {}

extension DeskLedgerOptions: AccessFileOptions {
    /// The access store of the ledger: tokens and people.
    func accessStore() throws -> DeskAccessStore { try DeskAccessStore(path: accessFile) }

    /// The file of the access store.
    var accessFile: String { DeskAccessStore.path(besideLedger: file) }
}

/// Access to the desk, as it is given on the command line.
enum WorkingAccess: AccessProgram {
    typealias File = DeskLedgerOptions
    typealias Holder = AccessOptions

    static let exampleHolder = "--role csm --csm ID"

    static func parts(of viewer: Viewer) -> [(name: String, value: JSON)] {
        [
            ("csm_id", .optional(viewer.csm?.text)),
            ("teams", .array(viewer.teams.map(JSON.text))),
        ]
    }
}
