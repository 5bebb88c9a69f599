import Access
import Domain
import Formats
import Ledger
import PerformanceService
import SignInCommands
import Terminal

/// Access to the reviews, as it is given on the command line.
enum ReviewAccess: AccessProgram {
    typealias File = LedgerOptions
    typealias Holder = AccessOptions

    static let exampleHolder = "--role vp"

    static func parts(of viewer: Viewer) -> [(name: String, value: JSON)] {
        [("csm_id", .optional(viewer.csm?.text)), ("team", .optional(viewer.team))]
    }

    /// Prints a note if the ledger does not have the CSM or team. It may arrive with the next
    /// import, or be mistyped.
    static func note(_ viewer: Viewer, in ledger: LedgerOptions) {
        let csms: [CSM]
        do {
            csms = try ledger.open().reading().portfolio.csms
        } catch {
            // A token may be made before the ledger.
            if !viewer.part.isEmpty {
                Terminal.complain("Note: the name was not checked: \(error)")
            }
            return
        }
        if let csm = viewer.csm, !csms.contains(where: { $0.id == csm }) {
            Terminal.complain(
                "Note: the ledger has no CSM '\(csm.text)' yet"
                    + didYouMean(csm.text, among: csms.map(\.id.text)))
        }
        if let team = viewer.team,
            !csms.contains(where: {
                $0.teams.contains { $0.team?.hasSameBytes(as: team) ?? false }
            })
        {
            let teams = Set(csms.flatMap { $0.teams.compactMap(\.team) }).sorted()
            Terminal.complain(
                "Note: the ledger has no team '\(team)' yet" + didYouMean(team, among: teams))
        }
    }
}
