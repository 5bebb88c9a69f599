import ArgumentParser
import Calendar
import DeskAccess
import Domain
import Formats
import HealthDeskService
import Identity
import IdentityStorage
import Terminal

struct TokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Create, list and revoke tokens for the service.",
        subcommands: [New.self, List.self, Revoke.self])

    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a token and print its secret once.")

        @OptionGroup var ledger: DeskLedgerOptions
        @OptionGroup var access: AccessOptions

        @Option(help: "How long it is valid, such as 12h or 90d (at most 366d).")
        var expires = Lifetime(seconds: 90 * 86_400)

        @Flag(help: "Print as JSON.")
        var json = false

        func run() throws {
            let secret = Viewer.newSecret()
            let token = secret.token(
                for: access.viewer(), at: Terminal.now(), lasting: expires.seconds)
            let store = try ledger.accessStore()
            try store.add(token)
            do {
                try show(secret, token)
            } catch {
                // Nobody has seen the secret, so nobody can use the token or knows to end it.
                _ = try store.revoke(token.id, at: Terminal.now())
                throw DeskError.unshownSecret(token.id, "\(error)")
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
                        + "\(token.viewer.name) (\(token.viewer.role.rawValue)) and valid until "
                        + "\(token.expires). It is kept in \(ledger.accessFile).")
            }
        }
    }

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the tokens, without their secrets.")

        @OptionGroup var ledger: DeskLedgerOptions

        @Flag(help: "Print as JSON.")
        var json = false

        func run() throws {
            let tokens = try ledger.accessStore().tokens()
            if json {
                return try Terminal.print(JSON.array(tokens.map { .object($0.members) }).document)
            }
            var table = Table(["token", "~holder", "role", "csm or teams", "expires", ""])
            let moment = Terminal.now()
            for token in tokens {
                table.add([
                    token.id, token.viewer.name, token.viewer.role.rawValue, token.viewer.part,
                    token.expires.description,
                    token.revoked != nil ? "revoked" : token.isValid(at: moment) ? "" : "expired",
                ])
            }
            try Terminal.show(
                tokens.isEmpty
                    ? "There are no tokens yet: `parallax-desk token new --role csm --csm ID`"
                    : table.text)
        }
    }

    struct Revoke: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Revoke a token and end its sessions at once.")

        @OptionGroup var ledger: DeskLedgerOptions

        @Argument(help: "The token's identifier in `parallax-desk token list`.")
        var id: String

        func run() throws {
            guard try ledger.accessStore().revoke(id, at: Terminal.now()) else {
                throw DeskError.unknownToken(id)
            }
            try Terminal.show("Revoked \(id).")
        }
    }
}

extension Token {
    /// All JSON members of a token except its hash.
    fileprivate var members: [(name: String, value: JSON)] {
        [
            ("token_id", .text(id)), ("name", .text(viewer.name)),
            ("role", .text(viewer.role.rawValue)), ("csm_id", .optional(viewer.csm?.text)),
            ("teams", .array(viewer.teams.map(JSON.text))),
            ("created", .text(created.description)), ("expires", .text(expires.description)),
            ("revoked", .optional(revoked?.description)),
        ]
    }
}
