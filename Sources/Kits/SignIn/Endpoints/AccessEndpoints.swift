import Calendar
import Hummingbird
import Identity
import Templating
package import Web

/// The pages where administrators see the settings, and give and take access. Every change is
/// recorded first, so nobody has access that the record does not tell of.
package enum AccessEndpoints<Service: SignInService> {
    /// All of them.
    package static var all: [Endpoint<Service>] {
        [overview, newToken, revoking, newPerson, removing]
    }

    private static var overview: Endpoint<Service> {
        Endpoint(
            method: .get, path: AccessPath.settings, gate: .reaching(.settings),
            summary: "Who has access, and the settings.", answers: [(.ok, .html)], isPage: true
        ) { call in
            var notice: String?
            for (name, ending) in [
                ("revoked", "is revoked"), ("added", "has access"),
                ("removed", "has no access any more"),
            ] {
                if let id = try call.query(name) { notice = "\(id.prefix(40)) \(ending)." }
            }
            return try await call.accessPage(notice: notice)
        }
    }

    private static var newToken: Endpoint<Service> {
        changing(AccessPath.tokens, "Makes a token.", .ok) { call, fields, admin in
            let form = AccessForm<Service.Viewer>(.token, fields)
            guard let viewer = form.viewer else {
                return try await call.accessPage(tokenForm: form, status: .badRequest)
            }
            let secret = Service.Viewer.newSecret()
            let token = secret.token(for: viewer, at: now(), lasting: form.days * 86_400)
            let (id, until) = (token.id, Service.Viewer.terms.dayText(token.expires.day))
            try await call.service.record(
                .changed(
                    by: admin, what: "token \(id) made",
                    details: "for \(viewer.words), until \(token.expires.day)"))
            let store = call.service.admission.store
            try await BlockingWork.run { try store.add(token) }
            let text = try signInTemplates.text(
                "token_made",
                ["secret": secret.text, "id": id, "whose": viewer.words, "until": until])
            return try await call.service.frame(
                "The token is made", AccessPath.tokens, for: admin, text
            ).response(to: call.request, isKept: false)
        }
    }

    private static var revoking: Endpoint<Service> {
        changing("\(AccessPath.tokens)/{id}/revoke", "Revokes a token.") { call, _, admin in
            let (store, id) = (call.service.admission.store, call.parameter("id"))
            guard try await BlockingWork.run({ try store.token(id: id) }) != nil else {
                throw Problem.notFound("There is no token of this name.")
            }
            try await call.service.record(.changed(by: admin, what: "token \(id) revoked"))
            _ = try await BlockingWork.run { try store.revoke(id, at: now()) }
            return back("revoked", id)
        }
    }

    private static var newPerson: Endpoint<Service> {
        changing(AccessPath.people, "Gives a person access by name.") { call, fields, admin in
            var form = AccessForm<Service.Viewer>(.person, fields)
            let store = call.service.admission.store
            if let viewer = form.viewer {
                let person = AdmittedPerson(
                    email: form.email, subject: form.subject, viewer: viewer, added: now())
                try await call.service.record(
                    .changed(
                        by: admin, what: "access \(person.id) given",
                        details: "to \(person.key), \(viewer.words)"))
                if try await BlockingWork.run({ try store.add(person) }) {
                    return back("added", person.id)
                }
                try await call.service.record(
                    .changed(
                        by: admin, what: "access \(person.id) not given: it is there already"))
                form.complainAboutOther()
            }
            return try await call.accessPage(personForm: form, status: .badRequest)
        }
    }

    private static var removing: Endpoint<Service> {
        changing("\(AccessPath.people)/{id}/remove", "Takes a person’s access away.") {
            call, _, admin in
            let (store, id) = (call.service.admission.store, call.parameter("id"))
            guard try await BlockingWork.run({ try store.person(id: id) }) != nil else {
                throw Problem.notFound("There is nobody of this name.")
            }
            try await call.service.record(.changed(by: admin, what: "access \(id) taken away"))
            _ = try await BlockingWork.run { try store.remove(person: id, at: now()) }
            return back("removed", id)
        }
    }

    /// The response that leads to the settings page, which says what was done.
    private static func back(_ what: String, _ id: String) -> Response {
        Response(
            status: .seeOther, headers: [.location: "\(AccessPath.settings)?\(what)=\(id.inPath)"])
    }

    /// An endpoint that takes a form of the settings page.
    private static func changing(
        _ path: String, _ summary: String, _ answer: HTTPResponse.Status = .seeOther,
        _ handle:
            @escaping @Sendable (
                Call<Service>, _ fields: [String: String], _ admin: Service.Viewer
            ) async throws -> Response
    ) -> Endpoint<Service> {
        Endpoint(
            method: .post, path: path, gate: .reaching(.settings), summary: summary,
            parameters: path.contains("{id}") ? [.path("id", "Its name in lists.")] : [],
            answers: [(answer, nil)], isPage: true
        ) { call in
            let fields = try await call.ownForm()
            guard let admin = call.caller.viewer else { throw Problem.forbidden }
            return try await handle(call, fields, admin)
        }
    }
}

/// The paths of the settings page and its forms.
enum AccessPath {
    static let settings = "/settings"
    static let tokens = "/settings/tokens"
    static let people = "/settings/people"
}
