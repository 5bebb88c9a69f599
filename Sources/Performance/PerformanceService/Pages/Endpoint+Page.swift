import Attribution
import Hummingbird
import Review
import Web

extension Endpoint {
    /// A page at a path, whose parameters stand in braces.
    static func page(
        _ path: String, _ gate: Gate, _ summary: String,
        _ handle: @escaping @Sendable (Call) async throws -> Response
    ) -> Endpoint {
        let parameters = path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            Parameter.path(String($0.dropFirst().dropLast()), "")
        }
        return Endpoint(
            method: .get, path: path, gate: gate, summary: summary, parameters: parameters,
            answers: [(.ok, .html)], isPage: true, handle: handle)
    }
}

extension Call {
    /// A page of a month, made once for everybody who sees the same.
    ///
    /// - Parameters:
    ///   - title: its heading.
    ///   - section: its path behind the month.
    ///   - open: the month's review.
    ///   - content: what its text hangs on beside these.
    ///   - text: makes what stands between head and foot.
    /// - Returns: the page.
    /// - Throws: when it cannot be made.
    func page(
        _ title: String, _ section: String, _ open: OpenReview, content: PageContent = .fixed,
        _ text: @escaping @Sendable () throws -> String
    ) async throws -> Response {
        let months = try await service.library.current().months
        let review = open.review
        let layout = Layout(
            title: title, month: review.frame.month, months: months, viewer: viewer,
            section: section, digests: (review.policyDigest, review.dataDigest))
        return try await open.reply(.page(section, audience, content)) {
            try layout.reply(text())
        }.response(to: request)
    }
}
