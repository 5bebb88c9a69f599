import Hummingbird
import Templating
import Web

/// The web page where a user signs in.
struct SignInPage {
    let next: String?
    let isWrong: Bool

    func response(
        to request: Request, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let content = try serviceTemplates.text(
            "sign_in", ["next": next ?? "", "hasNext": next != nil, "isWrong": isWrong])
        return try Layout(
            title: "Sign in", month: nil, months: [], viewer: nil, section: "", digests: nil
        ).reply(content).response(to: request, status: status, isKept: false)
    }
}
