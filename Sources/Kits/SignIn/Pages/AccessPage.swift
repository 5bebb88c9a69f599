import Calendar
import Hummingbird
import Identity
import Templating
import Web

/// The part of the settings page that tells who has access.
struct AccessPage<Viewer: SignInViewer> {
    let tokens: [BearerToken<Viewer>]
    let people: [AdmittedPerson<Viewer>]
    let provider: SignInProvider<Viewer>?
    let other: OtherSettings
    let time: Instant
    /// The viewer's own identifier, whose token or access is marked.
    let viewer: String
    /// The hidden field of the forms; nil for viewers who send a token.
    let formField: String?
    let tokenForm: AccessForm<Viewer>
    let personForm: AccessForm<Viewer>
    /// What has just been done; nil for nothing.
    let notice: String?

    /// The most ended tokens that are listed, and proposals of a form.
    private static var most: Int { 300 }

    /// The values of the page's template.
    var values: [String: Any] {
        let valid = tokens.filter { $0.isValid(at: time) }
        let ended = tokens.filter { !$0.isValid(at: time) }
        return [
            "form": formField ?? "", "isBrowser": formField != nil,
            "hasNotice": notice != nil, "notice": notice ?? "",
            "sections": other.sections.map { ["id": $0.id, "name": $0.name] },
            "anyPart": Viewer.terms.anyPart,
            "tokens": valid.map(row), "hasTokens": !valid.isEmpty,
            "ended": ended.prefix(Self.most).map(row), "hasEnded": !ended.isEmpty,
            "endedCount": ended.count == 1 ? "1 token" : "\(ended.count) tokens",
            "people": people.map(row), "hasPeople": !people.isEmpty,
            "hasProvider": provider?.provider.client != nil, "provider": provider?.name ?? "",
            "namesClaims": Viewer.terms.namesClaims,
            "issuer": provider?.provider.issuer ?? "", "roleClaim": provider?.roleClaim ?? "",
            "forms": [
                "token": [tokenForm.values], "person": [personForm.values],
            ] as [String: Any],
            "lists": Viewer.terms.parts.map { part in
                [
                    "field": part.name,
                    "options": (other.proposals[part.name] ?? []).prefix(Self.most).map {
                        ["value": $0.value, "label": $0.label]
                    },
                ] as [String: Any]
            },
        ]
    }

    private func row(_ token: BearerToken<Viewer>) -> [String: Any] {
        let day = Viewer.terms.dayText
        return [
            "id": token.id, "name": token.viewer.name, "role": token.viewer.role.words,
            "part": token.viewer.part, "expires": day(token.expires.day),
            "state": token.revoked.map { "revoked \(day($0.day))" } ?? "expired",
            "isOwn": token.id == viewer,
        ]
    }

    private func row(_ person: AdmittedPerson<Viewer>) -> [String: Any] {
        [
            "id": person.id, "name": person.viewer.name, "role": person.viewer.role.words,
            "part": person.viewer.part, "key": person.key,
            "state": person.subject == nil ? "has not signed in yet" : "",
            "isOwn": person.id == viewer,
        ]
    }
}

extension Call where Service: SignInService {
    /// The settings page.
    ///
    /// - Parameters:
    ///   - notice: what has just been done; nil for nothing.
    ///   - tokenForm: the form for a token as it was sent.
    ///   - personForm: the form for a person as it was sent.
    ///   - status: the status of the response.
    /// - Returns: the page.
    /// - Throws: the store's error if it cannot be read.
    func accessPage(
        notice: String? = nil, tokenForm: AccessForm<Service.Viewer> = AccessForm(.token),
        personForm: AccessForm<Service.Viewer> = AccessForm(.person),
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (store, viewer) = (service.admission.store, caller.viewer)
        let (tokens, people) = try await BlockingWork.run {
            (try store.tokens(), try store.people())
        }
        let other = try await service.otherSettings()
        let page = AccessPage(
            tokens: tokens, people: people,
            provider: service.admission.authenticator.provider?.meaning, other: other,
            time: now(), viewer: viewer?.subject ?? "", formField: formField,
            tokenForm: tokenForm, personForm: personForm, notice: notice)
        let content = try signInTemplates.text("access", page.values) + other.content
        return try await service.frame("Settings", AccessPath.settings, for: viewer, content)
            .response(to: request, status: status, isKept: false)
    }
}
