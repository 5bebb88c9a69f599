import Foundation
import HTTPTypes
import Hummingbird

extension Call {
    /// Whether a browser sent the form from a page of this service. Browsers report this in the
    /// `Sec-Fetch-Site` and `Origin` headers. True if neither header is present.
    package var isFromThisSite: Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.headers[.origin] else { return true }
        return request.head.authority.map { origin.hasSuffix("://" + $0) } ?? false
    }

    /// The fields of a form.
    ///
    /// - Throws: `Problem` if the body is not a form, is too large, too slow or broken.
    package func form() async throws -> [String: String] {
        let text = String(buffer: try await smallBody())
        let type = (request.headers[.contentType] ?? "").lowercased()
        do {
            guard type.hasPrefix("application/x-www-form-urlencoded") else {
                throw Problem.badForm
            }
            return try URLEncodedFormDecoder().decode([String: String].self, from: text)
        } catch {
            throw Problem.badForm
        }
    }

    /// The fields of a form that was sent in the address.
    ///
    /// - Throws: `Problem` if the query is no form.
    package func formInQuery() throws(Problem) -> [String: String] {
        guard let query = request.uri.query, !query.isEmpty else { return [:] }
        do {
            return try URLEncodedFormDecoder().decode([String: String].self, from: query)
        } catch {
            throw .badForm
        }
    }
}

extension Problem {
    /// The body is not a form.
    static let badForm = badRequest("Send the form as the page has it.")
}

/// The text, if it is a path within this service; nil for anything that could lead to another site.
package func localPath(_ text: String?) -> String? {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
        text.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
    else { return nil }
    return text
}
