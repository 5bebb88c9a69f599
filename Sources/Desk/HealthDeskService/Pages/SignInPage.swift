import DeskAccess
import Hummingbird
import Identity
import Templating
import Web

/// What the sign-in page says above its forms.
enum SignInNotice {
    /// A token was not accepted.
    case wrongToken
    /// Signing in with the provider failed.
    case fault(SignInFault)
    /// The browser has just been signed out.
    case signedOut

    /// What happened.
    func title(_ provider: String) -> String {
        switch self {
        case .wrongToken: "That token was not accepted."
        case .fault(.unreachable): "Signing in with \(provider) does not work just now."
        case .fault(.unknownAttempt): "This sign-in is not open in this browser."
        case .fault(.declined("access_denied")): "You did not sign in with \(provider)."
        case .fault: "Signing in with \(provider) failed."
        case .signedOut: "You are signed out of the desk."
        }
    }

    /// What to do.
    var advice: String {
        switch self {
        case .wrongToken:
            "It may be mistyped, expired or revoked. Ask whoever runs the desk for a new one."
        case .fault(.unreachable): "Try again in a minute."
        case .fault(.unknownAttempt):
            "It was begun in another tab or browser, took longer than ten minutes, or is over. "
                + "Sign in again."
        case .fault(.declined("access_denied")): "Sign in again, or with another account."
        case .fault:
            "Sign in again. If it fails again, tell whoever runs the desk: the log says why."
        case .signedOut: ""
        }
    }

    /// Whether it is about the token form.
    var isAboutToken: Bool { if case .wrongToken = self { true } else { false } }

    /// Whether something went wrong.
    var isAlert: Bool { if case .signedOut = self { false } else { true } }
}

extension Call {
    /// The page where a user signs in.
    ///
    /// - Parameters:
    ///   - next: where signing in leads; nil for the start page.
    ///   - notice: what it says above its forms; nil for nothing.
    ///   - status: the status of the response.
    /// - Returns: the page.
    /// - Throws: an error if a template is broken.
    func signInPage(
        next: String?, _ notice: SignInNotice? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let oidc = service.authenticator.oidc
        let provider = oidc?.signIn == nil ? nil : oidc?.meaning.name
        var signOut: String?
        if case .signedOut = notice { signOut = await oidc?.signIn?.signOutAddress }
        let content = try deskTemplates.text(
            "sign_in",
            [
                "next": next ?? "", "hasNext": next != nil,
                "hasNotice": notice != nil, "isAlert": notice?.isAlert ?? false,
                "title": notice?.title(provider ?? "the provider") ?? "",
                "advice": notice?.advice ?? "",
                "hasProvider": provider != nil, "provider": provider ?? "",
                "providerAddress": "/sign-in/provider"
                    + (next.map { "?next=\($0.inPath)" } ?? ""),
                "isTokenOpen": provider == nil || notice?.isAboutToken ?? false,
                "hasSignOut": signOut != nil, "signOut": signOut ?? "",
                "takesAccessTokens": oidc?.meaning.provider.audience != nil,
            ])
        return try signInLayout("Sign in").reply(content).response(
            to: request, status: status, isKept: false)
    }

    /// The page for somebody whom the provider vouches for and whom nobody has given access.
    func unknownPersonPage(_ claims: TokenClaims) async throws -> Response {
        let meaning = service.authenticator.oidc?.meaning
        let email = claims.verifiedEmail
        let content = try deskTemplates.text(
            "unknown_person",
            [
                "provider": meaning?.name ?? "", "contact": meaning?.contact ?? "",
                "who": email ?? claims.name ?? claims.subject, "hasEmail": email != nil,
                "email": email ?? "", "subject": claims.subject,
            ])
        return try signInLayout("No access yet").reply(content).response(
            to: request, status: .forbidden, isKept: false)
    }

    private func signInLayout(_ title: String) -> Layout {
        Layout(title: title, viewer: nil, path: "/sign-in")
    }
}
