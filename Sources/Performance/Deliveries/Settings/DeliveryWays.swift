import Delivery
import Formats
import Glibc
import SettingsFiles
import Transfers

/// The ways that settings name, and the mail server that they share.
struct DeliveryWays {
    /// The variables that hold the secrets, where the file names no other place.
    static let passwordVariable = "PARALLAX_MAIL_PASSWORD"
    static let secretVariable = "PARALLAX_WEBHOOK_SECRET"

    /// The member `mail` of the settings.
    let mail: FileValue?

    /// The one way of a delivery, and where it begins.
    func route(_ delivery: FileMembers) throws -> (any DeliveryRoute, place: String) {
        let given = ["mail", "folder", "webhook"].filter { delivery[$0] != nil }
        guard given.count == 1 else {
            throw delivery.value.fault("needs exactly one of mail, folder, webhook")
        }
        if let people = delivery["mail"] {
            let addresses = try people.oneOrMore { try $0.mailAddress() }
            let (server, sender) = try mailServer()
            return (MailRoute(server, from: sender, to: addresses), server.address)
        }
        if let folder = delivery["folder"] {
            let path = try folder.text()
            return (FileRoute(folder: path), path)
        }
        let route = try webhook(try delivery.required("webhook"))
        return (route, route.address.server)
    }

    private func mailServer() throws -> (MailServer, MailAddress) {
        guard let mail else {
            throw FileFault("mail", "must be given: the server that takes mail, and the sender")
        }
        let members = try mail.members(["server", "from", "user", "password", "authorities"])
        let address = try members.required("server")
        var server: MailServer
        do {
            server = try MailServer(try address.text())
        } catch let error as TransferError {
            // The text may hold a password, so it is not repeated.
            guard case .noMailServer = error else { throw address.fault("is wrong: \(error)") }
            throw address.fault(
                "is no mail server: give smtps://HOST:465, or smtp://HOST:587, without a name or "
                    + "password in it")
        }
        server.user = try members["user"]?.text()
        server.authorities = try members["authorities"]?.text()
        if server.user != nil {
            server.password = try mail.secret(
                members["password"], "password", or: Self.passwordVariable)
        } else if let password = members["password"] {
            throw password.fault("needs a user beside it")
        }
        return (server, try members.required("from").mailAddress())
    }

    private func webhook(_ value: FileValue) throws -> WebhookRoute {
        let members = try value.members(["address", "secret"])
        let address = try members.required("address")
        let text =
            address.isPlain
            ? try address.text() : try value.secret(address, "address", or: nil).text
        let wrong = address.fault(
            "is no address to send to: give https://HOST/… without a name, a password or a "
                + "query; one that is secret belongs in { file: … } or { environment: … }")
        guard !text.contains("?") else { throw wrong }
        let web: WebAddress
        do {
            web = try WebAddress(text)
        } catch {
            // The error has the text, which may be secret.
            throw wrong
        }
        return WebhookRoute(
            web, secret: try value.secret(members["secret"], "secret", or: Self.secretVariable),
            clock: { time(nil) })
    }
}

extension FileValue {
    fileprivate func mailAddress() throws -> MailAddress {
        guard let address = MailAddress(try text()) else {
            throw fault("must be a mail address, such as Vera Lund <vera@example.com>")
        }
        return address
    }

    /// A secret: of the file or the variable that a member names, else of a variable.
    fileprivate func secret(
        _ member: FileValue?, _ name: String, or variable: String?
    ) throws -> Secret {
        guard let member else {
            guard let variable, let secret = Secret(environment: variable) else {
                throw fault("needs \(name): { file: … }, or the variable \(variable ?? "")")
            }
            return secret
        }
        guard !member.isPlain else {
            throw member.fault(
                "must be { file: … } or { environment: … }: a secret does not belong in this file")
        }
        let members = try member.members(["file", "environment"])
        if let file = members["file"] {
            do {
                return try Secret(file: try file.text())
            } catch let error as FileError {
                throw file.fault("cannot be used: \(error)")
            }
        }
        let named = try members.required("environment")
        guard let secret = Secret(environment: try named.text()) else {
            throw named.fault("names a variable that is not set")
        }
        return secret
    }
}
