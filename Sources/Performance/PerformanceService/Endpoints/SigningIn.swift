import Calendar
import Access
import Foundation
import HTTPTypes
import Hummingbird

extension Endpoint {
    /// How browsers sign in and out.
    static var signingIn: [Endpoint] { [form, signIn, signOut] }

    /// A session ends after so many seconds, or with its token.
    private static let longest = 12 * 3600

    private static let form = Endpoint(
        method: .get, path: "/sign-in", gate: .open, summary: "Where a browser signs in.",
        answers: [(.ok, .html)], isPage: true
    ) { call in
        try SignInPage(next: call.nextPage(), isWrong: false).response(to: call.request)
    }

    private static let signIn = Endpoint(
        method: .post, path: "/sign-in", gate: .open, summary: "Signs a browser in.",
        answers: [(.seeOther, nil)], isPage: true
    ) { call in
        let service = call.service
        // Only what opens nothing counts: many may sign in from behind one address.
        if let seconds = service.signIns.wait(call.address, at: uptime(), for: 0) {
            throw Problem(
                .tooManyRequests, "Too many attempts: try again in \(seconds) seconds.",
                fields: [.retryAfter: "\(seconds)"])
        }
        guard call.isFromThisSite else { throw Problem.forbidden }
        let fields = try await call.form()
        let next = Call.localPath(fields["next"])
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
            let book = call.service.book
            try await Work.run {
                try book.end(session: session.id, until: session.expires, at: now())
            }
        }
        var response = Response(status: .seeOther, headers: [.location: "/sign-in"])
        response.setCookie(call.cookie("", seconds: 0))
        return response
    }
}

extension Call {
    /// Whether a browser sent the form from a page of this service. Browsers say so themselves.
    var isFromThisSite: Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.headers[.origin] else { return true }
        return request.head.authority.map { origin.hasSuffix("://" + $0) } ?? false
    }

    /// The fields of a form.
    func form() async throws -> [String: String] {
        let text = String(buffer: try await smallBody())
        guard
            (request.headers[.contentType] ?? "").lowercased().hasPrefix(
                "application/x-www-form-urlencoded"),
            let fields = try? URLEncodedFormDecoder().decode([String: String].self, from: text)
        else { throw Problem.badRequest("Send the form as the page has it.") }
        return fields
    }

    /// The fields of a form that this browser was given by a page of this service.
    func ownForm() async throws -> [String: String] {
        let fields = try await form()
        guard let session, isFromThisSite, let field = fields["form"],
            service.authenticator.signer.isFormField(field, of: session)
        else { throw Problem(.forbidden, "Open the page again and send the form from there.") }
        return fields
    }

    /// The field that proves a form to be this service's own; nil without a signed-in browser.
    var formField: String? { session.map(service.authenticator.signer.formField) }

    fileprivate func nextPage() throws(Problem) -> String? { Self.localPath(try query("next")) }

    /// A path of this service; nil for anything that would lead elsewhere.
    fileprivate static func localPath(_ text: String?) -> String? {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            text.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
        else { return nil }
        return text
    }

    fileprivate func cookie(_ value: String, seconds: Int) -> Cookie {
        Cookie(
            name: Session.cookieName, value: value, maxAge: seconds, path: "/",
            secure: service.configuration.hasSecureCookies, httpOnly: true, sameSite: .lax)
    }
}
