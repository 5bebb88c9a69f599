import Access
import Calendar
import Hummingbird
import Identity
import Web

/// Identifies the viewer behind a request: by a bearer token, a provider's access token, or a
/// browser session.
struct Authenticator: Sendable {
    let accessStore: any AccessStore
    let signer: SessionSigner
    let oidc: OIDCAuthenticator?

    /// The viewer who sent a request, and their browser session if there is one; nil if they are
    /// not known.
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

    /// A new session for the bearer of a token. It lasts at most `seconds` seconds. Nil if the
    /// token is not accepted.
    func session(shown text: String, lasting seconds: Int) async throws -> BrowserSession? {
        let latest = now() + seconds
        if let token = try await token(shown: text) {
            return try BrowserSession(.token(token.id), expires: min(token.expires, latest))
        }
        guard let named = await oidc?.viewer(bearing: text, at: now()) else { return nil }
        return try BrowserSession(
            .named(named.viewer.sessionWords), expires: min(named.expires, latest))
    }

    /// The bearer of a token; nil if it is not accepted.
    private func viewer(bearing text: String) async throws -> Viewer? {
        if let token = try await token(shown: text) { return token.viewer }
        return await oidc?.viewer(bearing: text, at: now())?.viewer
    }

    /// The valid token with this secret; nil if there is none.
    private func token(shown text: String) async throws -> Token? {
        let (store, hash) = (accessStore, TokenSecret(shown: text).hash)
        let token = try await Work.run { try store.token(hash: hash) }
        return token.flatMap { $0.isValid(at: now()) ? $0 : nil }
    }
}
