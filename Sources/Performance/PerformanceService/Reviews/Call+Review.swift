import Access
import Calendar
import Formats
import Hummingbird
import Review
import Web

extension Call {
    /// The review of the month in the path, as the viewer may see it.
    func review() async throws -> OpenReview {
        guard let viewer else { throw Problem.unauthorized }
        let shelf = try await service.library.current()
        guard let month = Month(parameter("month")) else {
            throw Problem.badRequest("A month is written as 2026-10.")
        }
        do {
            try shelf.reviewableMonths.check(month)
        } catch {
            throw Problem.notFound("\(error)")
        }
        return try await whileConnected {
            try await shelf.review(month, for: viewer.subject)
        }.shown(to: viewer)
    }
}

extension Call {
    /// A picture, made when it is first asked for.
    func picture(
        _ key: ReplyKey, of open: OpenReview, _ make: @escaping @Sendable () throws -> Reply
    ) async throws -> Response {
        guard let viewer else { throw Problem.unauthorized }
        if let known = open.kept(key) { return known.response(to: request) }
        let reply = try await whileConnected { [service] in
            try await service.pictures.value(
                of: PictureKey(review: ObjectIdentifier(open), key: key), for: viewer.subject
            ) { _ in
                let reply = try make()
                open.keep(reply, as: key)
                return reply
            }
        }
        return reply.response(to: request)
    }
}

extension Parameter {
    /// The month of a review.
    static let month = Parameter(
        name: "month", isInPath: true,
        schema: ["type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"],
        summary: "The month, as 2026-10.")
}
