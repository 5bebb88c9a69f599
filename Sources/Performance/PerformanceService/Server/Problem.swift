import Hummingbird

/// Why a request is not answered (RFC 9457).
struct Problem: Error, Sendable {
    let status: HTTPResponse.Status
    /// What is wrong and what to do, in one sentence.
    let detail: String
    /// Further header fields of the answer.
    var fields: HTTPFields = [:]

    init(_ status: HTTPResponse.Status, _ detail: String, fields: HTTPFields = [:]) {
        self.status = status
        self.detail = detail
        self.fields = fields
    }

    static func badRequest(_ detail: String) -> Problem { Problem(.badRequest, detail) }
    static func notFound(_ detail: String) -> Problem { Problem(.notFound, detail) }
    static let unauthorized = Problem(
        .unauthorized, "Show a valid token: Authorization: Bearer …",
        fields: [.wwwAuthenticate: "Bearer realm=\"parallax\""])
    /// Bodies that end early, or whose chunks are none.
    static let brokenBody = badRequest("The body did not arrive whole: send it again.")
    static let noRoom = Problem(
        HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage"),
        "The file cannot be kept for taking it in: free some space.")
    static let forbidden = Problem(.forbidden, "Your role does not cover this.")
}
