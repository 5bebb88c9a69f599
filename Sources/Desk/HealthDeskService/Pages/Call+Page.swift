import Hummingbird
import Templating
import Web

extension Call {
    /// A page of a template.
    ///
    /// - Parameters:
    ///   - title: the heading.
    ///   - path: the path of the page, which tells the section.
    ///   - template: the template of what stands between head and foot.
    ///   - values: its values.
    ///   - aside: what stands beside the title.
    ///   - status: the status of the response.
    /// - Returns: the page.
    /// - Throws: an error if a template is broken.
    func page(
        _ title: String, _ path: String, _ template: String, _ values: [String: Any],
        aside: String = "", status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let text = try deskTemplates.text(template, values)
        return try Layout(title: title, viewer: viewer, path: path, aside: aside).reply(text)
            .response(to: request, status: status, isKept: false)
    }
}
