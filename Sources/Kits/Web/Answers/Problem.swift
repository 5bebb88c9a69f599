package import Hummingbird

/// Why a request failed (RFC 9457).
///
/// ```swift
/// throw Problem.badRequest("A month is written as 2026-10.")
/// ```
package struct Problem: Error, Sendable {
    /// The status of the response.
    package let status: HTTPResponse.Status
    /// What is wrong and what to do, in one sentence.
    package let detail: String
    /// Further header fields of the response.
    package let fields: HTTPFields

    /// A problem with these properties.
    package init(_ status: HTTPResponse.Status, _ detail: String, fields: HTTPFields = [:]) {
        self.status = status
        self.detail = detail
        self.fields = fields
    }

    /// The request cannot be understood.
    package static func badRequest(_ detail: String) -> Problem { Problem(.badRequest, detail) }

    /// The thing requested does not exist.
    package static func notFound(_ detail: String) -> Problem { Problem(.notFound, detail) }

    /// The caller is not known; `realm` names the service (RFC 9110, 11.5).
    package static func unauthorized(realm: String) -> Problem {
        Problem(
            .unauthorized, "Show a valid token: Authorization: Bearer …",
            fields: [.wwwAuthenticate: "Bearer realm=\"\(realm)\""])
    }

    /// The caller sent too many requests and may send the next one in `seconds` seconds.
    package static func tooMany(_ what: String = "", retryIn seconds: Int) -> Problem {
        Problem(
            .tooManyRequests,
            what.isEmpty
                ? "Try again in \(seconds) seconds." : "\(what): try again in \(seconds) seconds.",
            fields: [.retryAfter: "\(seconds)"])
    }

    /// The caller is known but has no permission.
    package static let forbidden = Problem(.forbidden, "Your role does not cover this.")
    /// The body ended early or has malformed chunks.
    package static let brokenBody = badRequest("The body did not arrive whole: send it again.")
    /// The disk has no room for the body.
    package static let noRoom = Problem(
        HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
        "The file cannot be kept for taking it in: free some space.")
}
