import Calendar
import HTTPTypes
import Hummingbird
import Identity
import Web

/// Endpoints for signing in with the company's provider: out to it, and back with a code.
enum ProviderEndpoints<Service: SignInService> {
    static var all: [Endpoint<Service>] { [out, back] }

    private static var cookieName: String { Service.Viewer.terms.name("sign_in") }

    private static var out: Endpoint<Service> {
        Endpoint(
            method: .get, path: SignInPath.provider, gate: .open,
            summary: "Leads a browser to where the company’s accounts sign in.",
            answers: [(.seeOther, nil)], isPage: true
        ) { call in
            let authenticator = call.service.admission.authenticator
            let next = try localPath(call.query("next"))
            let isOther = try call.query("other") != nil
            guard let signIn = authenticator.provider?.signIn,
                let (attempt, cookie) = authenticator.signer.newAttempt(
                    next: next, expires: now() + SignInLimits.attempt)
            else { throw Problem.notFound("People sign in with a token here.") }
            let address: String
            do {
                address = try await signIn.address(
                    for: attempt, choosingAccount: isOther, at: now())
            } catch let error as SignInFault {
                return try await call.signInPage(
                    next: next, .fault(error), status: .serviceUnavailable)
            }
            var response = Response(
                status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
            response.setCookie(
                call.cookie(
                    cookieName, cookie, path: SignInPath.form, seconds: SignInLimits.attempt))
            return response
        }
    }

    private static var back: Endpoint<Service> {
        Endpoint(
            method: .get, path: SignInPath.back, gate: .open,
            summary: "Signs a browser in that comes back from there.",
            answers: [(.seeOther, nil)], isPage: true
        ) { call in
            guard let signIn = call.service.admission.authenticator.provider?.signIn else {
                throw Problem.notFound("People sign in with a token here.")
            }
            try call.checkSignInLimit()
            var attempt: SignInAttempt?
            var response: Response
            do {
                let open = try await call.openAttempt(cookieName)
                attempt = open
                let claims = try await call.claims(of: open, signIn)
                response = try await call.entered(claims, next: open.next)
            } catch let error as SignInFault {
                try await call.refuse("\(error)")
                let status: HTTPResponse.Status =
                    switch error {
                    case .unreachable: .serviceUnavailable
                    case .unknownAttempt, .otherIssuer: .badRequest
                    default: .unauthorized
                    }
                response = try await call.signInPage(
                    next: attempt?.next, .fault(error), status: status)
            }
            // Another site may lead a browser here, which must not end the sign-in that is open.
            if attempt != nil {
                response.setCookie(
                    call.cookie(cookieName, "", path: SignInPath.form, seconds: 0))
            }
            return response
        }
    }
}

extension Call where Service: SignInService {
    /// The sign-in that this browser has begun, which the answer belongs to. It can be finished once.
    fileprivate func openAttempt(_ cookieName: String) async throws -> SignInAttempt {
        let signer = service.admission.authenticator.signer
        guard let state = try query("state"), let cookie = request.cookies[cookieName],
            let attempt = signer.attempt(cookie.value, at: now()),
            signer.isState(state, of: attempt)
        else { throw SignInFault.unknownAttempt }
        let store = service.admission.store
        let isFirst = try await BlockingWork.run {
            try store.end(session: "sign-in \(attempt.id)", until: attempt.expires, at: now())
        }
        guard isFirst else { throw SignInFault.unknownAttempt }
        return attempt
    }

    /// What the provider says of the person who signed in.
    fileprivate func claims(
        of attempt: SignInAttempt, _ signIn: CodeSignIn
    ) async throws -> TokenClaims {
        if let error = try query("error") { throw SignInFault.declined(SignInFault.code(error)) }
        guard let code = try query("code"), !code.isEmpty, code.utf8.count <= 4096 else {
            throw SignInFault.unusableAnswer("it has no code")
        }
        let issuer = try query("iss")
        return try await whileConnected {
            try await signIn.claims(code: code, issuer: issuer, of: attempt, at: now())
        }
    }

    /// The response to somebody whom the provider vouches for: a session, or a page that says who can
    /// give them access.
    fileprivate func entered(_ claims: TokenClaims, next: String?) async throws -> Response {
        guard
            let (viewer, session) = try await service.admission.authenticator.session(
                of: claims, lasting: SignInLimits.session)
        else {
            try await service.record(.refused(claims, reason: "nobody has given them access"))
            return try await unknownPersonPage(claims)
        }
        try await service.record(.signedIn(viewer, how: "signed in with the provider"))
        return opened(session, leadingTo: next)
    }
}
