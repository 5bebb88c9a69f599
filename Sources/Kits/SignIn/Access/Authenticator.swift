import Calendar
import Hummingbird
package import Identity
import Web

/// Identifies the viewer behind a request: by a bearer token, a provider's access token, or a
/// browser session.
package struct Authenticator<Viewer: SignInViewer>: Sendable {
    /// A viewer who has just signed in, and their new session.
    typealias SignedIn = (viewer: Viewer, session: BrowserSession)

    let store: any SignInStore<Viewer>
    /// Signs cookies and forms.
    package let signer: SessionSigner
    let provider: ProviderAuthenticator<Viewer>?

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
        return try await viewer(of: session).map { ($0, session) }
    }

    /// The viewer of a session; nil if it has ended.
    private func viewer(of session: BrowserSession) async throws -> Viewer? {
        let store = store
        return switch session.bearer {
        case .named(let words):
            if provider != nil,
                try await !BlockingWork.run({ try store.hasEnded(session: session.id) })
            {
                Viewer(sessionWords: words)
            } else {
                nil
            }
        case .person(let id):
            if provider?.signIn != nil {
                try await BlockingWork.run {
                    try store.hasEnded(session: session.id) ? nil : store.person(id: id)?.viewer
                }
            } else {
                nil
            }
        case .token(let id):
            try await BlockingWork.run {
                let token = try store.hasEnded(session: session.id) ? nil : store.token(id: id)
                return token.flatMap { $0.isValid(at: now()) ? $0.viewer : nil }
            }
        }
    }

    /// A new session for the bearer of a token. It lasts at most `seconds` seconds. Nil if the
    /// token is not accepted.
    func session(shown text: String, lasting seconds: Int) async throws -> SignedIn? {
        let latest = now() + seconds
        if let token = try await token(shown: text) {
            return (
                token.viewer,
                try BrowserSession(.token(token.id), expires: min(token.expires, latest))
            )
        }
        guard let named = await provider?.viewer(bearing: text, at: now()) else { return nil }
        return (
            named.viewer,
            try BrowserSession(
                .named(named.viewer.sessionWords), expires: min(named.expires, latest))
        )
    }

    /// A new session for somebody who signed in with the provider. Those who were given access by
    /// name have that, all others what their claims give them. Nil if that is nothing.
    func session(of claims: TokenClaims, lasting seconds: Int) async throws -> SignedIn? {
        let (store, latest) = (store, now() + seconds)
        let (subject, email) = (claims.subject, claims.verifiedEmail.flatMap(emailKey))
        let person = try await BlockingWork.run { try store.person(subject: subject, email: email) }
        if let person {
            return (person.viewer, try BrowserSession(.person(person.id), expires: latest))
        }
        guard let viewer = provider?.viewer(with: claims) else { return nil }
        return (viewer, try BrowserSession(.named(viewer.sessionWords), expires: latest))
    }

    /// The bearer of a token; nil if it is not accepted.
    private func viewer(bearing text: String) async throws -> Viewer? {
        if let token = try await token(shown: text) { return token.viewer }
        return await provider?.viewer(bearing: text, at: now())?.viewer
    }

    /// The valid token with this secret; nil if there is none.
    private func token(shown text: String) async throws -> BearerToken<Viewer>? {
        let (store, hash) = (store, TokenSecret(shown: text).hash)
        let token = try await BlockingWork.run { try store.token(hash: hash) }
        return token.flatMap { $0.isValid(at: now()) ? $0 : nil }
    }
}
