import Access
import Calendar
import Hummingbird
import Identity
import Web

/// Tells who asks: by a bearer token, by a provider's access token, or by a signed-in browser.
struct Authenticator: Sendable {
    let accessStore: any AccessStore
    let signer: SessionSigner
    let oidc: OIDCAuthenticator?

    /// Who asks; nil for nobody who is known.
    func viewer(of request: Request) async throws -> (viewer: Viewer, session: BrowserSession?)? {
        if let header = request.headers[.authorization] {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return try await viewer(bearing: String(parts[1])).map { ($0, nil) }
        }
        guard let cookie = request.cookies[signer.cookieName],
            let session = signer.session(cookie.value, at: now())
        else { return nil }
        let store = accessStore
        switch session.bearer {
        case .named(let words):
            guard oidc != nil, let viewer = Viewer(sessionWords: words),
                try await !Work.run({ try store.hasEnded(session: session.id) })
            else { return nil }
            return (viewer, session)
        case .token(let id):
            let known = try await Work.run {
                try store.hasEnded(session: session.id) ? nil : store.token(id: id)
            }
            guard let token = known, token.isValid(at: now()) else { return nil }
            return (token.viewer, session)
        }
    }

    /// The session that a token begins, of so many seconds at most; nil where it opens nothing.
    func session(shown text: String, lasting seconds: Int) async throws -> BrowserSession? {
        let latest = now() + seconds
        if let token = try await token(shown: text) {
            return try BrowserSession(.token(token.id), expires: min(token.expires, latest))
        }
        guard let named = await oidc?.viewer(bearing: text, at: now()) else { return nil }
        return try BrowserSession(
            .named(named.viewer.sessionWords), expires: min(named.expires, latest))
    }

    /// Who bears a token; nil where it opens nothing.
    private func viewer(bearing text: String) async throws -> Viewer? {
        if let token = try await token(shown: text) { return token.viewer }
        return await oidc?.viewer(bearing: text, at: now())?.viewer
    }

    /// The valid token of a secret; nil without one.
    private func token(shown text: String) async throws -> Token? {
        let (store, hash) = (accessStore, TokenSecret(shown: text).hash)
        let token = try await Work.run { try store.token(hash: hash) }
        return token.flatMap { $0.isValid(at: now()) ? $0 : nil }
    }
}
