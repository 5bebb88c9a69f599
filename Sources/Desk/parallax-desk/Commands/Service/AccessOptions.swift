public import ArgumentParser
public import DeskAccess
import Domain
import Ledger

/// Who gets access, and to what.
struct AccessOptions: ParsableArguments {
    @Option(help: "The role: csm, lead, admin or importer.")
    var role: Role

    @Option(help: "With --role csm: the CSM's identifier.")
    var csm: String?

    @Option(help: "With --role lead: a team's name. Give one option for each team.")
    var team: [String] = []

    @Option(help: "The holder's name for lists (default: CSM, teams or role).")
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
    func viewer(named other: String? = nil) -> Viewer {
        let part = csm ?? (team.isEmpty ? role.rawValue : "lead of \(team.joined(separator: ", "))")
        return Viewer(
            subject: "", name: name ?? other ?? part, role: role, csm: csm.map { CSMID($0) },
            teams: team)
    }
}

extension Role: ExpressibleByArgument {}

extension DeskLedgerOptions {
    /// The access store of the ledger: tokens, people, and alerts that were told.
    func accessStore() throws -> DeskAccessStore { try DeskAccessStore(path: accessFile) }

    /// The file of the access store.
    var accessFile: String { DeskAccessStore.path(besideLedger: file) }
}

/// A lifetime, written as `90d` or `12h`.
struct Lifetime: ExpressibleByArgument, CustomStringConvertible {
    let seconds: Int

    init(seconds: Int) { self.seconds = seconds }

    init?(argument: String) {
        guard let count = Int(argument.dropLast()), count > 0, count <= 366 * 24 else { return nil }
        switch argument.last {
        case "d": seconds = count * 86_400
        case "h": seconds = count * 3600
        default: return nil
        }
        guard seconds <= 366 * 86_400 else { return nil }
    }

    var description: String {
        seconds % 86_400 == 0 ? "\(seconds / 86_400)d" : "\(seconds / 3600)h"
    }
}
