package import ArgumentParser
import Calendar
import Formats
import Identity
import SignIn
import Terminal

/// Creates, lists and revokes tokens of a service.
package struct TokenCommand<Program: AccessProgram>: ParsableCommand {
    /// The command's name and its commands.
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "token", abstract: "Create, list and revoke tokens for the service.",
            subcommands: [
                NewToken<Program>.self, ListTokens<Program>.self,
                RevokeToken<Program>.self,
            ])
    }

    /// The command without arguments.
    package init() {}
}

struct NewToken<Program: AccessProgram>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "new", abstract: "Create a token and print its secret once.")
    }

    @OptionGroup var file: Program.File
    @OptionGroup var holder: Program.Holder

    @Option(help: "How long it is valid, such as 12h or 90d (at most 366d).")
    var expires = Lifetime(seconds: 90 * 86_400)

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let secret = Program.Viewer.newSecret()
        let token = secret.token(
            for: holder.viewer(named: nil), at: Terminal.now(), lasting: expires.seconds)
        let store = try file.accessStore()
        try store.add(token)
        Program.note(token.viewer, in: file)
        do {
            try show(secret, token)
        } catch {
            // Nobody has seen the secret, so nobody can use the token or knows to end it.
            _ = try store.revoke(token.id, at: Terminal.now())
            throw AccessCommandError.unshownSecret(token: token.id, reason: "\(error)")
        }
    }

    private func show(_ secret: TokenSecret, _ token: BearerToken<Program.Viewer>) throws {
        if json {
            try Terminal.print(
                JSON.object([("secret", .text(secret.text))] + Program.members(of: token)).document)
        } else {
            // One piece: whoever reads only the first line has the secret and closes the pipe.
            try Terminal.show(
                "\(secret.text)\n\nThe secret is shown only now. Token \(token.id) is for "
                    + "\(token.viewer.name) (\(token.viewer.role.rawValue)) and valid until "
                    + "\(token.expires). It is kept in \(file.accessFile).")
        }
    }
}

struct ListTokens<Program: AccessProgram>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: "List the tokens, without their secrets.")
    }

    @OptionGroup var file: Program.File

    @Flag(help: "Print as JSON.")
    var json = false

    func run() throws {
        let tokens = try file.accessStore().tokens()
        if json {
            return try Terminal.print(
                JSON.array(tokens.map { .object(Program.members(of: $0)) }).document)
        }
        var table = Table([
            "token", "~holder", "role", Program.Viewer.terms.anyPart.lowercased(), "expires", "",
        ])
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
                ? "There are no tokens yet. Create one: "
                    + "`\(Program.command) token new \(Program.exampleHolder)`"
                : table.text)
    }
}

struct RevokeToken<Program: AccessProgram>: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "revoke", abstract: "Revoke a token and end its sessions at once.")
    }

    @OptionGroup var file: Program.File

    @Argument(help: "The token's identifier in `\(Program.command) token list`.")
    var id: String

    func run() throws {
        guard try file.accessStore().revoke(id, at: Terminal.now()) else {
            throw AccessCommandError.unknownToken(id, command: Program.command)
        }
        try Terminal.show("Revoked \(id).")
    }
}

extension AccessProgram {
    /// All JSON members of a token except its hash.
    fileprivate static func members(
        of token: BearerToken<Viewer>
    ) -> [(name: String, value: JSON)] {
        [("token_id", .text(token.id))] + members(of: token.viewer) + [
            ("created", .text(token.created.description)),
            ("expires", .text(token.expires.description)),
            ("revoked", .optional(token.revoked?.description)),
        ]
    }
}
