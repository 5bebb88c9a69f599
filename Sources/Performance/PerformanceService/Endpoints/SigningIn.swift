import Access
import Calendar
import Foundation
import Hummingbird
import Identity
import Web

/// Endpoints for signing in and out in a browser.
enum SignInEndpoints {
    static let all: [Endpoint] = [form, signIn, signOut]

    /// The longest that a session lasts, in seconds. It ends earlier if its token expires.
    private static let longest = 12 * 3600

    private static let form = Endpoint(
        method: .get, path: "/sign-in", gate: .open, summary: "Where a browser signs in.",
        answers: [(.ok, .html)], isPage: true
    ) { call in
        try SignInPage(next: localPath(call.query("next")), isWrong: false).response(
            to: call.request)
    }

    private static let signIn = Endpoint(
        method: .post, path: "/sign-in", gate: .open, summary: "Signs a browser in.",
        answers: [(.seeOther, nil)], isPage: true
    ) { call in
        let service = call.service
        // Only failed attempts count, because many users may sign in from one address.
        if let seconds = service.signIns.wait(call.address, at: uptime(), for: 0) {
            throw Problem.tooMany("Too many attempts", retryIn: seconds)
        }
        guard call.isFromThisSite else { throw Problem.forbidden }
        let fields = try await call.form()
        let next = localPath(fields["next"])
        let secret = (fields["token"] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        guard
            let session = try await service.authenticator.session(
                shown: secret, lasting: longest)
        else {
            _ = service.signIns.wait(call.address, at: uptime())
            return try SignInPage(next: next, isWrong: true).response(
                to: call.request, status: .unauthorized)
        }
        var response = Response(status: .seeOther, headers: [.location: next ?? "/"])
        response.setCookie(
            call.cookie(
                service.authenticator.signer.cookie(session),
                seconds: session.expires.seconds - now().seconds))
        return response
    }

    private static let signOut = Endpoint(
        method: .post, path: "/sign-out", gate: .anyone, summary: "Signs a browser out.",
        answers: [(.seeOther, nil)], isPage: true
    ) { call in
        _ = try await call.ownForm()
        if let session = call.session {
            let store = call.service.accessStore
            try await Work.run {
                try store.end(session: session.id, until: session.expires, at: now())
            }
        }
        var response = Response(status: .seeOther, headers: [.location: "/sign-in"])
        response.setCookie(call.cookie("", seconds: 0))
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

    fileprivate func cookie(_ value: String, seconds: Int) -> Cookie {
        Cookie(
            name: service.authenticator.signer.cookieName, value: value, maxAge: seconds,
            path: "/", secure: service.configuration.hasSecureCookies, httpOnly: true,
            sameSite: .lax)
    }
}
