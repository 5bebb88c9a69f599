import Calendar
import DeskAccess
import Domain
import Hummingbird
import Identity
import IdentityStorage
import Logging
import Scoring
import Templating
import Web

/// The settings page: who has access, and the constants of the desk.
enum SettingsPages {
    static let all: [Endpoint] = [overview, newToken, revoking, newPerson, removing]

    private static let overview = Endpoint.page(
        "/settings", .reaching(.settings), "Who has access, and the constants."
    ) { call in
        var notice: String?
        for (name, ending) in [
            ("revoked", "is revoked"), ("added", "has access"),
            ("removed", "has no access any more"),
        ] {
            if let id = try call.query(name) { notice = "\(id.prefix(40)) \(ending)." }
        }
        return try await call.settingsPage(notice: notice)
    }

    private static let newToken = changing(
        "/settings/tokens", "Makes a token.", [.ok]
    ) { call, fields in
        let form = AccessForm(.token, fields)
        guard let viewer = form.viewer else {
            return try await call.settingsPage(tokenForm: form, status: .badRequest)
        }
        let secret = Viewer.newSecret()
        let token = secret.token(for: viewer, at: now(), lasting: form.days * 86_400)
        let store = call.service.accessStore
        try await BlockingWork.run { try store.add(token) }
        call.logChange("token \(token.id) made")
        return try call.page(
            "The token is made", "/settings/tokens", "token_made",
            [
                "secret": secret.text, "id": token.id, "whose": viewer.words,
                "until": token.expires.day.words,
            ])
    }

    private static let revoking = changing(
        "/settings/tokens/{id}/revoke", "Revokes a token.", [.seeOther]
    ) { call, _ in
        let (store, id) = (call.service.accessStore, call.parameter("id"))
        guard try await BlockingWork.run({ try store.token(id: id) }) != nil else {
            throw Problem.notFound("There is no token of this name.")
        }
        _ = try await BlockingWork.run { try store.revoke(id, at: now()) }
        call.logChange("token \(id) revoked")
        return Response(status: .seeOther, headers: [.location: "/settings?revoked=\(id.inPath)"])
    }

    private static let newPerson = changing(
        "/settings/people", "Gives a person access by name.", [.seeOther]
    ) { call, fields in
        var form = AccessForm(.person, fields)
        let store = call.service.accessStore
        if let viewer = form.viewer {
            let person = Person(
                email: form.email, subject: form.subject, viewer: viewer, added: now())
            if try await BlockingWork.run({ try store.add(person) }) {
                call.logChange("access \(person.id) given")
                return Response(
                    status: .seeOther, headers: [.location: "/settings?added=\(person.id.inPath)"])
            }
            form.complainAboutOther()
        }
        return try await call.settingsPage(personForm: form, status: .badRequest)
    }

    private static let removing = changing(
        "/settings/people/{id}/remove", "Takes a person’s access away.", [.seeOther]
    ) { call, _ in
        let (store, id) = (call.service.accessStore, call.parameter("id"))
        guard try await BlockingWork.run({ try store.person(id: id) }) != nil else {
            throw Problem.notFound("There is nobody of this name.")
        }
        _ = try await BlockingWork.run { try store.remove(person: id, at: now()) }
        call.logChange("access \(id) taken away")
        return Response(status: .seeOther, headers: [.location: "/settings?removed=\(id.inPath)"])
    }

    private static func changing(
        _ path: String, _ summary: String, _ statuses: [HTTPResponse.Status],
        _ change: @escaping @Sendable (Call, [String: String]) async throws -> Response
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, gate: .reaching(.settings), summary: summary,
            parameters: path.contains("{id}") ? [.path("id", "Which.")] : [],
            answers: statuses.map { ($0, $0 == .ok ? .html : nil) }, isPage: true
        ) { call in try await change(call, call.ownForm()) }
    }
}

extension Viewer {
    /// Who it is and with which role, for lists: `Ada, CSM C0003`.
    fileprivate var words: String {
        "\(name), \(role.words)" + (part.isEmpty ? "" : " \(part)")
    }
}

extension Call {
    /// Logs that the viewer has changed who has access.
    fileprivate func logChange(_ what: String) {
        service.logger.notice(
            "access changed",
            metadata: ["what": "\(what)", "by": "\(viewer?.subject ?? "nobody")"])
    }

    /// The settings page.
    fileprivate func settingsPage(
        notice: String? = nil, tokenForm: AccessForm = AccessForm(.token),
        personForm: AccessForm = AccessForm(.person), status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let store = service.accessStore
        let (tokens, people) = try await BlockingWork.run {
            (try store.tokens(), try store.people())
        }
        let open = try await service.library.current()
        let time = now()
        let own = viewer?.subject
        func row(_ token: Token) -> [String: Any] {
            [
                "id": token.id, "name": token.viewer.name, "role": token.viewer.role.words,
                "part": token.viewer.part, "expires": token.expires.day.words,
                "state": token.revoked.map { "revoked \($0.day.words)" } ?? "expired",
                "isOwn": token.id == own,
            ]
        }
        let valid = tokens.filter { $0.isValid(at: time) }
        let ended = tokens.filter { !$0.isValid(at: time) }
        let oidc = service.authenticator.oidc?.meaning
        let policy = service.configuration.policy
        let standard = DeskPolicy()
        return try page(
            "Settings", "/settings", "settings",
            [
                "form": formField ?? "", "isBrowser": formField != nil,
                "hasNotice": notice != nil, "notice": notice ?? "",
                "tokens": valid.map(row), "hasTokens": !valid.isEmpty,
                "ended": ended.prefix(200).map(row), "hasEnded": !ended.isEmpty,
                "endedCount": count(ended.count, "token"),
                "people": people.map { person in
                    [
                        "id": person.id, "name": person.viewer.name,
                        "role": person.viewer.role.words, "part": person.viewer.part,
                        "key": person.email ?? person.subject ?? "",
                        "state": person.subject == nil ? "has not signed in yet" : "",
                        "isOwn": person.id == own,
                    ] as [String: Any]
                },
                "hasPeople": !people.isEmpty, "hasProvider": oidc?.provider.client != nil,
                "provider": oidc?.name ?? "",
                "forms": [
                    "token": [tokenForm.values], "person": [personForm.values],
                ] as [String: Any],
                "csms": open.csms.prefix(300).map { ["id": $0.id.text, "name": $0.name] },
                "teams": Set(open.csms.compactMap { $0.team(on: open.day) }).sorted().prefix(300)
                    .map { ["name": $0] },
                "constants": DeskPolicy.constants.map { name, path in
                    [
                        "name": name, "value": "\(policy[keyPath: path].plain)",
                        "source": policy[keyPath: path] == standard[keyPath: path]
                            ? "default" : "policy file",
                    ]
                },
            ], status: status)
    }
}

extension Double {
    /// The number without decimals that say nothing: `60`, `0.05`.
    fileprivate var plain: String { self == rounded() ? String(Int(self)) : String(self) }
}
