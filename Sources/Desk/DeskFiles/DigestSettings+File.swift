import Delivery
public import DeskDigest
import Domain
import Formats
import Glibc
import Transfers
import SettingsFiles

extension DigestSettings {
    /// The variables that hold the secrets, where the file names no file.
    private static let passwordVariable = "PARALLAX_DESK_MAIL_PASSWORD"
    private static let secretVariable = "PARALLAX_DESK_WEBHOOK_SECRET"

    /// Reads a file such as `Data/desk-digest.yaml`.
    ///
    /// - Parameter path: the file.
    /// - Throws: `FileError`, or `DeskFileError.digest` that names the value which is wrong.
    public init(yamlFile path: String) throws {
        self = try readYAML(
            path, failure: { DeskFileError.digest(path: path, reason: $0) }, Self.init)
    }

    private init(_ file: FileValue) throws {
        let members = try file.members(["address", "mail", "webhook", "file"])
        let routes =
            try (members["mail"].map(Self.mail) ?? [])
            + (members["webhook"].map { [try Self.webhook($0)] } ?? [])
            + (members["file"].map { [try Self.file($0)] } ?? [])
        guard !routes.isEmpty else {
            throw file.fault("names no way: give mail, webhook or file")
        }
        self.init(routes: routes, address: try members["address"]?.address())
    }

    private static func mail(_ value: FileValue) throws -> [DigestRoute] {
        let members = try value.members([
            "server", "from", "user", "password", "authorities", "to", "csms", "teams",
        ])
        let server = try members.required("server")
        var mail: MailServer
        do {
            mail = try MailServer(server.text())
        } catch let error as TransferError {
            throw server.fault("is wrong: \(error)")
        }
        mail.user = try members["user"]?.text()
        mail.authorities = try members["authorities"]?.text()
        if mail.user != nil {
            mail.password = try secret(members["password"], value, "password", passwordVariable)
        }
        let sender = try members.required("from").mailAddress()
        var routes: [DigestRoute] = []
        func add(_ key: String, _ audience: DigestRoute.Audience, _ people: [MailAddress]) {
            routes.append(
                DigestRoute(
                    key: key, audience: audience, route: MailRoute(mail, from: sender, to: people)))
        }
        if let to = members["to"] {
            add("mail", .everybody, try to.list().map { try $0.mailAddress() })
        }
        for (name, value) in try members["csms"]?.pairs() ?? [] {
            add("mail-csm-\(name)", .csm(CSMID(name)), [try value.mailAddress()])
        }
        for (name, value) in try members["teams"]?.pairs() ?? [] {
            add("mail-team-\(name)", .team(name), [try value.mailAddress()])
        }
        guard !routes.isEmpty else {
            throw value.fault("names nobody: give to, csms or teams")
        }
        return routes
    }

    private static func webhook(_ value: FileValue) throws -> DigestRoute {
        let members = try value.members(["address", "secret"])
        let route = WebhookRoute(
            try members.required("address").address(),
            secret: try secret(members["secret"], value, "secret", secretVariable),
            clock: { time(nil) })
        return DigestRoute(key: "webhook", audience: .everybody, route: route)
    }

    private static func file(_ value: FileValue) throws -> DigestRoute {
        let members = try value.members(["folder"])
        let folder = try members.required("folder").text()
        return DigestRoute(key: "file", audience: .everybody, route: FileRoute(folder: folder))
    }

    /// A secret: of the file that is named, else of the environment.
    private static func secret(
        _ member: FileValue?, _ value: FileValue, _ name: String, _ variable: String
    ) throws -> Secret {
        if let member {
            return try Secret(file: try member.members(["file"]).required("file").text())
        }
        guard let secret = Secret(environment: variable) else {
            throw value.fault("needs \(name): { file: … }, or the variable \(variable)")
        }
        return secret
    }
}

extension FileValue {
    fileprivate func mailAddress() throws -> MailAddress {
        guard let address = MailAddress(try text()) else {
            throw fault("must be a mail address, such as Health desk <desk@example.com>")
        }
        return address
    }

    fileprivate func address() throws -> WebAddress {
        do {
            return try WebAddress(try text())
        } catch let error as TransferError {
            throw fault("is wrong: \(error)")
        }
    }
}
