package import Hummingbird

/// Why a request is not answered (RFC 9457).
package struct Problem: Error, Sendable {
    /// The status of the answer.
    package let status: HTTPResponse.Status
    /// What is wrong and what to do, in one sentence.
    package let detail: String
    /// Further header fields of the answer.
    package let fields: HTTPFields

    /// A problem with these properties.
    package init(_ status: HTTPResponse.Status, _ detail: String, fields: HTTPFields = [:]) {
        self.status = status
        self.detail = detail
        self.fields = fields
    }

    /// What was asked cannot be understood.
    package static func badRequest(_ detail: String) -> Problem { Problem(.badRequest, detail) }

    /// What was asked for does not exist.
    package static func notFound(_ detail: String) -> Problem { Problem(.notFound, detail) }

    /// Nobody who is known asks; `realm` names the service (RFC 9110, 11.5).
    package static func unauthorized(realm: String) -> Problem {
        Problem(
            .unauthorized, "Show a valid token: Authorization: Bearer …",
            fields: [.wwwAuthenticate: "Bearer realm=\"\(realm)\""])
    }

    /// Too many requests: the next one may come in some seconds.
    package static func tooMany(_ what: String = "", retryIn seconds: Int) -> Problem {
        Problem(
            .tooManyRequests,
            what.isEmpty
                ? "Try again in \(seconds) seconds." : "\(what): try again in \(seconds) seconds.",
            fields: [.retryAfter: "\(seconds)"])
    }

    /// The asker is known and may not.
    package static let forbidden = Problem(.forbidden, "Your role does not cover this.")
    /// Bodies that end early, or whose chunks are none.
    package static let brokenBody = badRequest("The body did not arrive whole: send it again.")
    /// A body for which the disk has no room.
    package static let noRoom = Problem(
        HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
        "The file cannot be kept for taking it in: free some space.")
}
