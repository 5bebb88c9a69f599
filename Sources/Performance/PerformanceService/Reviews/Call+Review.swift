import Access
import Calendar
import Domain
import Formats
import Hummingbird
import Review
import Web

extension Call {
    /// Which review the path means.
    ///
    /// - Throws: `Problem` if it is written otherwise.
    func reviewName(of shelf: Shelf) throws -> ReviewName {
        let start = Int(shelf.policy.fiscalYearStart)
        guard let name = ReviewName(parameter("month"), fiscalYearStart: start) else {
            throw Problem.badRequest(
                "A month is written as 2026-10, today’s figures of a closed month as 2026-10-now, a "
                    + "quarter as 2026-Q3 and a year as 2026.")
        }
        return name
    }

    /// The review of the month in the path, as the viewer may see it.
    func review() async throws -> OpenReview {
        guard let viewer else { throw Problem.unauthorized }
        let shelf = try await service.library.current()
        let name = try reviewName(of: shelf)
        do {
            try shelf.check(name)
        } catch {
            throw Problem.notFound("\(error)")
        }
        let today = now().day
        return try await whileConnected {
            try await shelf.review(name, for: viewer.subject, on: today)
        }.shown(to: viewer)
    }
}

extension Call {
    /// A picture, made when it is first asked for.
    func picture(
        _ key: ReplyKey, of open: OpenReview, _ make: @escaping @Sendable () throws -> Reply
    ) async throws -> Response {
        try await drawn(key, of: open, make).response(to: request)
    }

    /// What holds pictures, made when it is first asked for. Pictures are drawn one at a time.
    func drawn(
        _ key: ReplyKey, of open: OpenReview, _ make: @escaping @Sendable () throws -> Reply
    ) async throws -> Reply {
        guard let viewer else { throw Problem.unauthorized }
        if let known = open.kept(key) { return known }
        return try await whileConnected { [service] in
            try await service.pictures.value(
                of: PictureKey(review: ObjectIdentifier(open), key: key), for: viewer.subject
            ) { _ in
                let reply = try make()
                open.keep(reply, as: key)
                return reply
            }
        }
    }
}

extension Parameter {
    /// The month of a review.
    static let month = Parameter(
        name: "month", isInPath: true,
        schema: [
            "type": "string", "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-now)?|-Q[1-4])?$",
        ],
        summary: "The month, as 2026-10: a closed one as published, or as 2026-10-now with today’s "
            + "figures. Or a fiscal quarter, as 2026-Q3, or year, as 2026.")
}
