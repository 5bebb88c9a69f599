import Attribution
import Hummingbird
import Review
import Web

extension Call {
    /// The frame of a page of no month; its links lead to the latest one.
    ///
    /// - Parameters:
    ///   - title: the heading.
    ///   - section: the path.
    /// - Returns: the frame.
    /// - Throws: what the library throws when the facts cannot be read.
    func layout(_ title: String, _ section: String) async throws -> Layout {
        Layout(
            title: title, month: try await service.library.current().months.first, months: [],
            viewer: viewer, section: section, digests: nil)
    }

    /// A page of a month. It is made once for all viewers who see the same.
    ///
    /// - Parameters:
    ///   - title: the heading.
    ///   - section: the path after the month.
    ///   - open: the month's review.
    ///   - content: what else the content depends on.
    ///   - text: makes the content between the page's header and footer.
    /// - Returns: the page.
    /// - Throws: an error if the page cannot be made.
    func page(
        _ title: String, _ section: String, _ open: OpenReview, content: PageContent = .fixed,
        _ text: @escaping @Sendable () throws -> String
    ) async throws -> Response {
        let months = try await service.library.current().months
        let review = open.review
        let layout = Layout(
            title: title, month: review.frame.month, months: months, viewer: viewer,
            section: section, digests: (review.policyDigest, review.dataDigest),
            review: ReviewPlace(review, for: viewer, section: section, months: months))
        return try await open.reply(.page(section, audience, content)) {
            try layout.reply(text())
        }.response(to: request)
    }
}
