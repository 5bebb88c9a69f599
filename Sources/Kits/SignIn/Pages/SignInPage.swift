import Hummingbird
import Identity
import Templating
import Web

/// The templates of the pages for signing in and for giving access.
let signInTemplates = TemplateLibrary([
    "access": PackageResources.access_mustache,
    "access_form": PackageResources.access_form_mustache,
    "sign_in": PackageResources.sign_in_mustache,
    "token_made": PackageResources.token_made_mustache,
    "unknown_person": PackageResources.unknown_person_mustache,
])

extension Call where Service: SignInService {
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
        let program = Service.Viewer.terms.program
        let authenticator = service.admission.authenticator.provider
        let provider = authenticator?.signIn == nil ? nil : authenticator?.meaning.name
        var signOut: String?
        if case .signedOut = notice { signOut = await authenticator?.signIn?.signOutAddress }
        let content = try signInTemplates.text(
            "sign_in",
            [
                "next": next ?? "", "hasNext": next != nil,
                "hasNotice": notice != nil, "isAlert": notice?.isAlert ?? false,
                "title": notice?.title(program, provider ?? "the provider") ?? "",
                "advice": notice?.advice(program) ?? "",
                "hasProvider": provider != nil, "provider": provider ?? "",
                "providerAddress": SignInPath.provider
                    + (next.map { "?next=\($0.inPath)" } ?? ""),
                "isTokenOpen": provider == nil || notice?.isAboutToken ?? false,
                "hasSignOut": signOut != nil, "signOut": signOut ?? "",
                "prefix": Service.Viewer.prefixes.secret,
                "takesAccessTokens": authenticator?.meaning.provider.audience != nil,
            ])
        return try await service.frame("Sign in", SignInPath.form, for: nil, content)
            .response(to: request, status: status, isKept: false)
    }

    /// The page for somebody whom the provider vouches for and whom nobody has given access.
    func unknownPersonPage(_ claims: TokenClaims) async throws -> Response {
        let meaning = service.admission.authenticator.provider?.meaning
        let email = claims.verifiedEmail
        let content = try signInTemplates.text(
            "unknown_person",
            [
                "program": Service.Viewer.terms.program,
                "provider": meaning?.name ?? "", "contact": meaning?.contact ?? "",
                "who": email ?? claims.name ?? claims.subject, "hasEmail": email != nil,
                "email": email ?? "", "subject": claims.subject,
            ])
        return try await service.frame("No access yet", SignInPath.form, for: nil, content)
            .response(to: request, status: .forbidden, isKept: false)
    }
}
