public import Access
import AccessLedger
public import ArgumentParser
import Domain
import PerformanceService
import SignInCommands

/// Who gets access, and to what.
struct AccessOptions: HolderOptions {
    @Option(
        help: "The role of its holder: \(words(of: Role.self)).",
        transform: knownWord(Role.self))
    var role: Role

    @Option(help: "With --role csm: the CSM's identifier.")
    var csm: String?

    @Option(help: "With --role manager: the team's name.")
    var team: String?

    @Option(help: "The holder's name for lists and the log (default: address, CSM, team or role).")
    var name: String?

    func validate() throws {
        guard (role == .csm) == (csm != nil) else {
            throw ValidationError("--role csm needs --csm ID, and no other role has it.")
        }
        guard (role == .manager) == (team != nil) else {
            throw ValidationError(
                "--role manager needs --team NAME, and no other role has it.")
        }
    }

    /// The holder of the access.
    func viewer(named other: String?) -> Viewer {
        let part = csm ?? team.map { "manager of \($0)" } ?? role.rawValue
        return Viewer(
            subject: "", name: name ?? other ?? part, role: role, csm: csm.map { CSMID($0) },
            team: team)
    }
}

extension Role: ExpressibleByArgument {}

extension LedgerOptions: AccessFileOptions {
    /// The access store of the ledger: tokens, access log and comments.
    func accessStore() throws -> SQLiteAccessStore { try SQLiteAccessStore(path: accessFile) }

    /// The file of the access store.
    var accessFile: String { SQLiteAccessStore.path(besideLedger: file) }
}
