import Access
import AccessLedger
public import ArgumentParser
import Calendar
import Domain
import Formats
import Glibc
import Identity
import Ledger
import PerformanceService
import Review
import Terminal

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Make, list and end the tokens that open the service.",
        subcommands: [New.self, List.self, Revoke.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a token and print its secret, once.")

        @OptionGroup var ledger: LedgerOptions

        @Option(
            help: "What it opens: \(Role.allCases.map(\.rawValue).joined(separator: ", ")).")
        var role: Role

        @Option(help: "With --role csm: the CSM's identifier.")
        var csm: String?

        @Option(help: "With --role manager: the team's name.")
        var team: String?

        @Option(help: "Whose it is, for lists and the access log (default: role, CSM or team).")
        var name: String?

        @Option(help: "How long it holds, as 12h or 90d (at most 366d).")
        var expires = Lifetime(seconds: 90 * 86_400)

        @Flag(help: "Print as JSON.")
        var json = false

        func validate() throws {
            guard (role == .csm) == (csm != nil) else {
                throw ValidationError("--csm ID goes with --role csm, and the other way round.")
            }
            guard (role == .manager) == (team != nil) else {
                throw ValidationError(
                    "--team NAME goes with --role manager, and the other way round.")
            }
        }

        func run() throws {
            let secret = TokenSecret()
            let whose = name ?? csm ?? team.map { "manager of \($0)" } ?? role.rawValue
            let token = secret.token(
                for: Viewer(
                    subject: "", name: whose, role: role, csm: csm.map { CSMID($0) }, team: team),
                at: Terminal.now(), lasting: expires.seconds)
            let store = try ledger.accessStore()
            try store.add(token)
            warnOfStrangers()
            do {
                try show(secret, token)
            } catch {
                // Nobody has seen the secret, so nobody can use the token or knows to end it.
                _ = try store.revoke(token.id, at: Terminal.now())
                throw CommandError.unshownSecret(token.id, "\(error)")
            }
        }

        private func show(_ secret: TokenSecret, _ token: Token) throws {
            if json {
                try Terminal.print(
                    JSON.object([("secret", .text(secret.text))] + token.members).document)
            } else {
                // One piece: whoever reads only the first line has the secret and closes the pipe.
                try Terminal.show(
                    "\(secret.text)\n\nIt is shown only now. \(token.id) for "
                        + "\(token.viewer.name), \(role.rawValue), until \(token.expires).")
            }
        }

        /// Prints a note if the ledger does not have the CSM or team. It may arrive with the next
        /// import, or be mistyped.
        private func warnOfStrangers() {
            let csms: [CSM]
            do {
                csms = try ledger.open().reading().portfolio.csms
            } catch {
                // A token may be made before the ledger.
                if csm ?? team != nil { Terminal.log("note: the name is not checked: \(error)") }
                return
            }
            if let csm, !csms.contains(where: { $0.id == CSMID(csm) }) {
                Terminal.log("note: the ledger has no CSM '\(csm)' yet")
            }
            if let team,
                !csms.contains(where: {
                    $0.teams.contains { $0.team?.hasSameBytes(as: team) ?? false }
                })
            {
                Terminal.log("note: the ledger has no team '\(team)' yet")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the tokens; no secrets.")

        @OptionGroup var ledger: LedgerOptions

        @Flag(help: "Print as JSON.")
        var json = false

        func run() throws {
            let tokens = try ledger.accessStore().tokens()
            if json {
                try Terminal.print(JSON.array(tokens.map { .object($0.members) }).document)
                return
            }
            var table = Table(["token", "whose", "role", "csm or team", "expires", ""])
            let moment = Terminal.now()
            for token in tokens {
                let viewer = token.viewer
                table.add([
                    token.id, viewer.name, viewer.role.rawValue,
                    viewer.csm?.text ?? viewer.team ?? "", token.expires.description,
                    token.revoked != nil ? "ended" : token.isValid(at: moment) ? "" : "expired",
                ])
            }
            try Terminal.show(
                tokens.isEmpty ? "No token yet: `parallax token new --role vp`." : table.text)
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a token, and the sessions begun with it, at once.")

        @OptionGroup var ledger: LedgerOptions

        @Argument(help: "The token's identifier, as `parallax token list` has it.")
        var id: String

        func run() throws {
            guard try ledger.accessStore().revoke(id, at: Terminal.now()) else {
                throw CommandError.unknownToken(id)
            }
            try Terminal.show("Ended \(id).")
        }
    }
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

extension Role: ExpressibleByArgument {}

extension Token {
    /// All JSON members of a token except its hash.
    fileprivate var members: [(name: String, value: JSON)] {
        [
            ("token_id", .text(id)), ("name", .text(viewer.name)),
            ("role", .text(viewer.role.rawValue)), ("csm_id", .optional(viewer.csm?.text)),
            ("team", .optional(viewer.team)), ("created", .text(created.description)),
            ("expires", .text(expires.description)),
            ("revoked", .optional(revoked?.description)),
        ]
    }
}

extension LedgerOptions {
    /// The access store of the ledger: tokens, access log and comments.
    func accessStore() throws -> SQLiteAccessStore {
        try SQLiteAccessStore(path: SQLiteAccessStore.path(besideLedger: file))
    }
}
