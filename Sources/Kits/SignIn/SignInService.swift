package import Hummingbird
package import Identity
package import Web

/// A service whose callers sign in: with a token, or with the company's provider. It says what its
/// roles reach and how its pages look; the kit has the rest.
///
/// ```swift
/// static let endpoints = SignInEndpoints<Self>.all + AccessEndpoints<Self>.all + …
/// ```
package protocol SignInService: WebService
where Gate: SignInGate, Gate.Viewer == Viewer, Caller == SignInCaller<Viewer> {
    /// Who uses the service.
    associatedtype Viewer: SignInViewer

    /// Who is let in.
    var admission: Admission<Viewer> { get }

    /// Records that somebody signed in, was refused, or changed who has access. Nothing of it happens
    /// before it is recorded.
    func record(_ event: AccessEvent<Viewer>) async throws
    /// A page with its frame.
    ///
    /// - Parameters:
    ///   - title: the heading.
    ///   - path: the path of the page, which tells the section.
    ///   - viewer: who sees it; nil for somebody who has not signed in.
    ///   - content: what stands between head and foot.
    /// - Returns: the page.
    /// - Throws: an error if the page cannot be made.
    func frame(
        _ title: String, _ path: String, for viewer: Viewer?, _ content: String
    ) async throws -> Reply
    /// What the settings page has beside tokens and people.
    func otherSettings() async throws -> OtherSettings
}

/// The caller of an endpoint, and how much they may see.
package struct SignInCaller<Viewer: SignInViewer>: Sendable {
    /// The viewer; nil at an open gate, or if the caller is not known.
    package let viewer: Viewer?
    /// The session of a signed-in browser; nil for callers who send a token.
    package let session: BrowserSession?
    /// How much the viewer may see of what the gate covers.
    package var reach = Viewer.Reach.all
}

/// Something that happened about who may use a service.
package enum AccessEvent<Viewer: SignInViewer>: Sendable {
    /// Somebody has signed in, in words.
    case signedIn(Viewer, how: String)
    /// Somebody was not let in: what the provider says of them, nil if nobody vouches for them; and
    /// why.
    case refused(TokenClaims?, reason: String)
    /// Somebody changes who has access: what, and the details that name people.
    case changed(by: Viewer, what: String, details: String = "")
}

extension SignInService {
    /// The path where browsers sign in.
    package static var signInPath: String { SignInPath.form }

    /// Identifies who sends a request.
    package func caller(of request: Request, at gate: Gate) async throws -> Caller {
        guard !gate.isOpen, let known = try await admission.authenticator.viewer(of: request) else {
            return SignInCaller(viewer: nil, session: nil)
        }
        return SignInCaller(viewer: known.viewer, session: known.session)
    }

    /// The caller, with what the gate of an endpoint lets them see.
    package func admit(
        _ caller: Caller, to endpoint: Endpoint<Self>
    ) throws(Problem) -> Caller {
        guard !endpoint.gate.isOpen else { return caller }
        if let seconds = admission.requests.wait(
            caller.viewer?.subject ?? "nobody", at: uptime())
        {
            throw .tooMany(retryIn: seconds)
        }
        guard let viewer = caller.viewer else {
            throw .unauthorized(realm: Viewer.terms.command)
        }
        var admitted = caller
        if let right = endpoint.gate.right {
            guard let granted = viewer.reach(to: right) else { throw .forbidden }
            admitted.reach = granted
        }
        // Programs change data with a token. Browsers may do so only with forms, which prove that
        // they come from this site.
        if caller.session != nil, endpoint.method != .get, !endpoint.isPage { throw .forbidden }
        return admitted
    }
}
