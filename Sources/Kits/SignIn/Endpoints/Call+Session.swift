import Calendar
import Hummingbird
import Identity
package import Web

extension Call where Service: SignInService {
    /// The fields of a form, if a page of this service gave it to this browser.
    package func ownForm() async throws -> [String: String] {
        let fields = try await form()
        try checkOwn(fields)
        return fields
    }

    /// Checks that a page of this service gave a form to this browser.
    ///
    /// - Throws: `Problem` if none did.
    package func checkOwn(_ fields: [String: String]) throws(Problem) {
        guard let session = caller.session, isFromThisSite, let field = fields["form"],
            service.admission.authenticator.signer.isFormField(field, of: session)
        else { throw Problem(.forbidden, "Open the page again and send the form from there.") }
    }

    /// The hidden field that proves that a form is from this service; nil without a session.
    package var formField: String? {
        caller.session.map(service.admission.authenticator.signer.formField)
    }

    /// Checks that sign-ins from the caller's address are not refused for a while. Only failed
    /// attempts count, because many users may sign in from one address.
    ///
    /// - Throws: `Problem` if they are.
    func checkSignInLimit() throws(Problem) {
        if let seconds = service.admission.signIns.wait(address, at: uptime(), for: 0) {
            throw .tooMany("Too many attempts", retryIn: seconds)
        }
    }

    /// Counts and records a failed sign-in from the caller's address.
    func refuse(_ reason: String) async throws {
        _ = service.admission.signIns.wait(address, at: uptime())
        try await service.record(.refused(nil, reason: reason))
    }

    /// The response that opens a session and leads to a page.
    func opened(_ session: BrowserSession, leadingTo next: String?) -> Response {
        var response = Response(status: .seeOther, headers: [.location: next ?? "/"])
        response.setCookie(
            sessionCookie(
                service.admission.authenticator.signer.cookie(session),
                seconds: session.expires.seconds - now().seconds))
        return response
    }

    /// The cookie of the session.
    func sessionCookie(_ value: String, seconds: Int) -> Cookie {
        cookie(
            service.admission.authenticator.signer.cookieName, value, path: "/", seconds: seconds)
    }

    /// A cookie that scripts cannot read, that travels only over TLS unless the service is tried
    /// out, and that no other site's forms send.
    func cookie(_ name: String, _ value: String, path: String, seconds: Int) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: seconds, path: path,
            secure: service.admission.hasSecureCookies, httpOnly: true, sameSite: .lax)
    }
}
