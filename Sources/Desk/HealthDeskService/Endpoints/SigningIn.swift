import Calendar
import DeskAccess
import Foundation
import Hummingbird
import Identity
import IdentityStorage
import Logging
import Web

/// Endpoints for signing in with a token, and for signing out, in a browser.
enum SignInEndpoints {
    static let all: [Endpoint] = [form, signIn, signOut]

    /// The longest that a session lasts, in seconds. It ends earlier if its token expires.
    static let longest = 12 * 3600

    private static let form = Endpoint(
        method: .get, path: "/sign-in", gate: .open, summary: "Where a browser signs in.",
        answers: [(.ok, .html)], isPage: true
    ) { call in
        let hasSignedOut = try call.query("signed-out") != nil
        return try await call.signInPage(
            next: localPath(call.query("next")), hasSignedOut ? .signedOut : nil)
    }

    private static let signIn = Endpoint(
        method: .post, path: "/sign-in", gate: .open, summary: "Signs a browser in.",
        answers: [(.seeOther, nil)], isPage: true
    ) { call in
        let service = call.service
        try call.checkSignInLimit()
        guard call.isFromThisSite else { throw Problem.forbidden }
        let fields = try await call.form()
        let next = localPath(fields["next"])
        let secret = (fields["token"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard
            let (_, session) = try await service.authenticator.session(
                shown: secret, lasting: longest)
        else {
            call.countFailedSignIn()
            call.logRefusal("the token was not accepted")
            return try await call.signInPage(next: next, .wrongToken, status: .unauthorized)
        }
        return call.opened(session, leadingTo: next)
    }

    private static let signOut = Endpoint(
        method: .post, path: "/sign-out", gate: .anyone, summary: "Signs a browser out.",
        answers: [(.seeOther, nil)], isPage: true
    ) { call in
        _ = try await call.ownForm()
        var location = SignInEndpoints.form.path
        if let session = call.session {
            let store = call.service.accessStore
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

extension Call {
    /// The fields of a form, if a page of this service gave it to this browser.
    func ownForm() async throws -> [String: String] {
        let fields = try await form()
        try checkOwn(fields)
        return fields
    }

    /// Checks that a page of this service gave a form to this browser.
    ///
    /// - Throws: `Problem` if none did.
    func checkOwn(_ fields: [String: String]) throws(Problem) {
        guard let session, isFromThisSite, let field = fields["form"],
            service.authenticator.signer.isFormField(field, of: session)
        else { throw Problem(.forbidden, "Open the page again and send the form from there.") }
    }

    /// The hidden field that proves that a form is from this service; nil without a session.
    var formField: String? { session.map(service.authenticator.signer.formField) }

    /// Checks that sign-ins from the caller's address are not refused for a while. Only failed
    /// attempts count, because many users may sign in from one address.
    ///
    /// - Throws: `Problem` if they are.
    func checkSignInLimit() throws(Problem) {
        if let seconds = service.signIns.wait(address, at: uptime(), for: 0) {
            throw .tooMany("Too many attempts", retryIn: seconds)
        }
    }

    /// Logs that somebody was not let in.
    func logRefusal(_ reason: String) {
        service.logger.notice("a sign-in is refused", metadata: ["reason": "\(reason)"])
    }

    /// Counts a failed sign-in from the caller's address.
    func countFailedSignIn() { _ = service.signIns.wait(address, at: uptime()) }

    /// The response that opens a session and leads to a page.
    func opened(_ session: BrowserSession, leadingTo next: String?) -> Response {
        var response = Response(status: .seeOther, headers: [.location: next ?? "/"])
        response.setCookie(
            sessionCookie(
                service.authenticator.signer.cookie(session),
                seconds: session.expires.seconds - now().seconds))
        return response
    }

    /// The cookie of the session.
    fileprivate func sessionCookie(_ value: String, seconds: Int) -> Cookie {
        cookie(service.authenticator.signer.cookieName, value, path: "/", seconds: seconds)
    }

    /// A cookie that scripts cannot read, that travels only over TLS unless the service is tried
    /// out, and that no other site's forms send.
    func cookie(_ name: String, _ value: String, path: String, seconds: Int) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: seconds, path: path,
            secure: service.configuration.hasSecureCookies, httpOnly: true, sameSite: .lax)
    }
}
