import Calendar
import Access
import Hummingbird

/// Tells who asks: by a bearer token, by a provider's access token, or by a signed-in browser.
struct Authenticator: Sendable {
    let book: any AccessStore
    let signer: Session.Signer
    let oidc: OIDCVerifier?

    /// Who asks; nil for nobody who is known.
    func viewer(of request: Request) async throws -> (viewer: Viewer, session: Session?)? {
        if let header = request.headers[.authorization] {
            let parts = header.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
            return try await viewer(bearing: String(parts[1])).map { ($0, nil) }
        }
        guard let cookie = request.cookies[Session.cookieName],
            let session = signer.session(cookie.value, at: now())
        else { return nil }
        let book = book
        switch session.bearer {
        case .named(let viewer):
            guard oidc != nil, try await !Work.run({ try book.hasEnded(session: session.id) })
            else { return nil }
            return (viewer, session)
        case .token(let id):
            let known = try await Work.run {
                try book.hasEnded(session: session.id) ? nil : book.token(id: id)
            }
            guard let token = known, token.isValid(at: now()) else { return nil }
            return (token.viewer, session)
        }
    }

    /// Who bears a token; nil where it opens nothing.
    func viewer(bearing text: String) async throws -> Viewer? {
        if let token = try await token(shown: text) { return token.viewer }
        return await oidc?.viewer(bearing: text, at: now())?.viewer
    }

    /// The session that a token begins, of so many seconds at most; nil where it opens nothing.
    func session(shown text: String, lasting seconds: Int) async throws -> Session? {
        let latest = now() + seconds
        if let token = try await token(shown: text) {
            return Session(.token(token.id), expires: min(token.expires, latest))
        }
        guard let named = await oidc?.viewer(bearing: text, at: now()) else { return nil }
        return Session(.named(named.viewer), expires: min(named.expires, latest))
    }

    /// The valid token of a secret; nil without one.
    private func token(shown text: String) async throws -> Token? {
        let (book, hash) = (book, TokenSecret(shown: text).hash)
        let token = try await Work.run { try book.token(hash: hash) }
        return token.flatMap { $0.isValid(at: now()) ? $0 : nil }
    }
}
