import Calendar
import Foundation
import Hummingbird
import Identity
package import Web

/// Endpoints for signing in with a token or with the company's provider, and for signing out, in a
/// browser.
package enum SignInEndpoints<Service: SignInService> {
    /// All of them.
    package static var all: [Endpoint<Service>] {
        [form, signIn, signOut] + ProviderEndpoints<Service>.all
    }

    private static var form: Endpoint<Service> {
        Endpoint(
            method: .get, path: SignInPath.form, gate: .open, summary: "Where a browser signs in.",
            answers: [(.ok, .html)], isPage: true
        ) { call in
            let hasSignedOut = try call.query("signed-out") != nil
            return try await call.signInPage(
                next: localPath(call.query("next")), hasSignedOut ? .signedOut : nil)
        }
    }

    private static var signIn: Endpoint<Service> {
        Endpoint(
            method: .post, path: SignInPath.form, gate: .open, summary: "Signs a browser in.",
            answers: [(.seeOther, nil)], isPage: true
        ) { call in
            try call.checkSignInLimit()
            guard call.isFromThisSite else { throw Problem.forbidden }
            let fields = try await call.form()
            let next = localPath(fields["next"])
            let secret = (fields["token"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            guard
                let (viewer, session) = try await call.service.admission.authenticator.session(
                    shown: secret, lasting: SignInLimits.session)
            else {
                try await call.refuse("the token was not accepted")
                return try await call.signInPage(next: next, .wrongToken, status: .unauthorized)
            }
            try await call.service.record(.signedIn(viewer, how: "signed in with a token"))
            return call.opened(session, leadingTo: next)
        }
    }

    private static var signOut: Endpoint<Service> {
        Endpoint(
            method: .post, path: "/sign-out", gate: .anyone, summary: "Signs a browser out.",
            answers: [(.seeOther, nil)], isPage: true
        ) { call in
            _ = try await call.ownForm()
            var location = SignInPath.form
            if let session = call.caller.session {
                let store = call.service.admission.store
                try await BlockingWork.run {
                    _ = try store.end(session: session.id, until: session.expires, at: now())
                }
                // The provider's own session goes on, so the page offers to end that too.
                if case .token = session.bearer {} else { location += "?signed-out=yes" }
            }
            var response = Response(status: .seeOther, headers: [.location: location])
            response.setCookie(call.sessionCookie("", seconds: 0))
            return response
        }
    }
}

/// How long signing in takes and holds, in seconds.
enum SignInLimits {
    /// The longest that a session lasts. It ends earlier if its token expires.
    static let session = 12 * 3600
    /// The longest that signing in with the provider may take.
    static let attempt = 600
}
