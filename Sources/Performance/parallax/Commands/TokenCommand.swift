import Access
import AccessLedger
public import ArgumentParser
import Calendar
import Domain
import Formats
import Glibc
import Identity
import IdentityStorage
import Ledger
import PerformanceService
import Review
import Terminal

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Create, list and revoke tokens for the service.",
        subcommands: [New.self, List.self, Revoke.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a token and print its secret once.")

        @OptionGroup var ledger: LedgerOptions

        @Option(
            help: "The role of its holder: \(words(of: Role.self)).",
            transform: knownWord(Role.self))
        var role: Role

        @Option(help: "With --role csm: the CSM's identifier.")
        var csm: String?

        @Option(help: "With --role manager: the team's name.")
        var team: String?

        @Option(help: "The holder's name for lists and the log (default: role, CSM or team).")
        var name: String?

        @Option(help: "How long it is valid, such as 12h or 90d (at most 366d).")
        var expires = Lifetime(seconds: 90 * 86_400)

        @Flag(help: "Print as JSON.")
        var json = false

        func validate() throws {
            guard (role == .csm) == (csm != nil) else {
                throw ValidationError("--role csm needs --csm ID, and no other role has it.")
            }
            guard (role == .manager) == (team != nil) else {
                throw ValidationError(
                    "--role manager needs --team NAME, and no other role has it.")
            }
        }

        func run() throws {
            let secret = Viewer.newSecret()
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
                    "\(secret.text)\n\nThe secret is shown only now. Token \(token.id) is for "
                        + "\(token.viewer.name) (\(role.rawValue)) and valid until "
                        + "\(token.expires). It is kept in \(ledger.accessFile).")
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
                if csm ?? team != nil {
                    Terminal.complain("Note: the name was not checked: \(error)")
                }
                return
            }
            if let csm, !csms.contains(where: { $0.id == CSMID(csm) }) {
                Terminal.complain(
                    "Note: the ledger has no CSM '\(csm)' yet"
                        + didYouMean(csm, among: csms.map(\.id.text)))
            }
            if let team,
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

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tokens, without their secrets.")

        @OptionGroup var ledger: LedgerOptions

        @Flag(help: "Print as JSON.")
        var json = false

        func run() throws {
            let tokens = try ledger.accessStore().tokens()
            if json {
                try Terminal.print(JSON.array(tokens.map { .object($0.members) }).document)
                return
            }
            var table = Table(["token", "~holder", "role", "csm or team", "expires", ""])
            let moment = Terminal.now()
            for token in tokens {
                let viewer = token.viewer
                table.add([
                    token.id, viewer.name, viewer.role.rawValue,
                    viewer.csm?.text ?? viewer.team ?? "", token.expires.description,
                    token.revoked != nil ? "revoked" : token.isValid(at: moment) ? "" : "expired",
                ])
            }
            try Terminal.show(
                tokens.isEmpty
                    ? "There are no tokens yet. Create one: `parallax token new --role vp`"
                    : table.text)
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a token and end its sessions at once.")

        @OptionGroup var ledger: LedgerOptions

        @Argument(help: "The token's identifier in `parallax token list`.")
        var id: String

        func run() throws {
            guard try ledger.accessStore().revoke(id, at: Terminal.now()) else {
                throw CommandError.unknownToken(id)
            }
            try Terminal.show("Revoked \(id).")
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
    func accessStore() throws -> SQLiteAccessStore { try SQLiteAccessStore(path: accessFile) }

    /// The file of the access store.
    var accessFile: String { SQLiteAccessStore.path(besideLedger: file) }
}
