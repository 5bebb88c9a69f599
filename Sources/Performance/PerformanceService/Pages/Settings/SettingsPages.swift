import Access
import Calendar
import Domain
import Hummingbird
import Identity
import Templating
import Web

/// The pages where administrators see the settings, and give and take access.
enum SettingsPages {
    static let all: [Endpoint] = [overview, newToken, revoking, newPerson, removing]

    private static let overview = Endpoint.page(
        "/settings", .reaching(.settings), "Who has access, and the constants and targets."
    ) { call in
        var page = try await call.settingsPage()
        for (name, ending) in [
            ("revoked", "is revoked"), ("added", "has access"),
            ("removed", "has no access any more"),
        ] {
            if let id = try call.query(name) { page.notice = "\(id.prefix(40)) \(ending)." }
        }
        return try await call.response(with: page)
    }

    private static let newToken = changing(
        "/settings/tokens", "Makes a token.", [.ok]
    ) { call, fields in
        let form = AccessForm(.token, fields)
        guard let viewer = form.viewer else {
            var page = try await call.settingsPage()
            page.tokenForm = form
            return try await call.response(with: page, status: .badRequest)
        }
        let secret = Viewer.newSecret()
        let token = secret.token(for: viewer, at: now(), lasting: form.days * 86_400)
        // The log comes first: nobody has access that it does not tell of.
        try await call.logChange(
            "token \(token.id) made for \(viewer.words), until \(token.expires.day)")
        let store = call.service.accessStore
        try await BlockingWork.run { try store.add(token) }
        let text = try serviceTemplates.text(
            "token_made",
            [
                "secret": secret.text, "id": token.id, "whose": viewer.words,
                "until": token.expires.day.description,
            ])
        return try await call.layout("The token is made", "/settings/tokens").reply(text)
            .response(to: call.request, isKept: false)
    }

    private static let revoking = changing(
        "/settings/tokens/{id}/revoke", "Revokes a token.", [.seeOther]
    ) { call, _ in
        let (store, id) = (call.service.accessStore, call.parameter("id"))
        guard try await BlockingWork.run({ try store.token(id: id) }) != nil else {
            throw Problem.notFound("There is no token of this name.")
        }
        try await call.logChange("token \(id) revoked")
        _ = try await BlockingWork.run { try store.revoke(id, at: now()) }
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
            try await call.logChange(
                "access \(person.id) given to \(person.email ?? person.subject ?? ""), "
                    + "\(viewer.words)")
            if try await BlockingWork.run({ try store.add(person) }) {
                return Response(
                    status: .seeOther, headers: [.location: "/settings?added=\(person.id.inPath)"])
            }
            try await call.logChange("access \(person.id) not given: it is there already")
            form.complainAboutOther()
        }
        var page = try await call.settingsPage()
        page.personForm = form
        return try await call.response(with: page, status: .badRequest)
    }

    private static let removing = changing(
        "/settings/people/{id}/remove", "Takes a person’s access away.", [.seeOther]
    ) { call, _ in
        let (store, id) = (call.service.accessStore, call.parameter("id"))
        guard try await BlockingWork.run({ try store.person(id: id) }) != nil else {
            throw Problem.notFound("There is nobody of this name.")
        }
        try await call.logChange("access \(id) taken away")
        _ = try await BlockingWork.run { try store.remove(person: id, at: now()) }
        return Response(status: .seeOther, headers: [.location: "/settings?removed=\(id.inPath)"])
    }

    /// An endpoint that takes a form of the settings page.
    private static func changing(
        _ path: String, _ summary: String, _ answers: [HTTPResponse.Status],
        _ handle: @escaping @Sendable (Call, [String: String]) async throws -> Response
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, gate: .reaching(.settings), summary: summary,
            parameters: path.contains("{id}") ? [.path("id", "Its name in lists.")] : [],
            answers: answers.map { ($0, nil) }, isPage: true
        ) { call in try await handle(call, try await call.ownForm()) }
    }
}

extension Call {
    /// The settings page as it is without anything typed.
    fileprivate func settingsPage() async throws -> SettingsPage {
        let store = service.accessStore
        let (tokens, people) = try await BlockingWork.run {
            (try store.tokens(), try store.people())
        }
        let shelf = try await service.library.current()
        return SettingsPage(
            tokens: tokens, people: people, portfolio: shelf.reading.portfolio,
            policy: shelf.policy, policyFile: service.configuration.policyFile,
            oidc: service.authenticator.oidc?.meaning, time: now(),
            viewer: viewer?.subject ?? "", formField: formField)
    }

    fileprivate func response(
        with page: SettingsPage, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        try await layout("Settings", "/settings").reply(
            try serviceTemplates.text("settings", page.values)
        ).response(to: request, status: status, isKept: false)
    }
}

extension Viewer {
    /// The viewer in a list: `Vera Lund, VP of customer success`.
    fileprivate var words: String {
        let part = csm?.text ?? team
        return "\(name), \(role.words)" + (part.map { " (\($0))" } ?? "")
    }
}
