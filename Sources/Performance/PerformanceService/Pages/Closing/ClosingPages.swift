import Access
import Attribution
import Calendar
import Closing
import Domain
import Hummingbird
import Publishing
import Review
import SignIn
import Templating
import Web

/// The pages about closing a month, and about what was restated since.
enum ClosingPages {
    static let all: [Endpoint] = [closing, send, restatements]

    private static let closing = Endpoint.page(
        "/months/{month}/closing", .reaching(.cards), "Whether the month is closed, and closing it."
    ) { call in
        let open = try await call.monthReview()
        let shelf = try await call.service.library.current()
        let month = open.review.frame.month
        let editions = shelf.closed.filter { $0.month == month }
        let rows = editions.reversed().map { closed -> [String: Any] in
            [
                "edition": closed.edition, "time": closed.closed.words, "by": closed.content.by,
                "note": closed.content.note ?? "",
                "despite": closed.content.despiteDisputes ?? "",
                "hasDespite": closed.content.despiteDisputes != nil,
                "version": closed.content.methodsVersion,
                "digest": String(closed.content.reviewDigest.prefix(12)),
            ]
        }
        let disputes = try await call.disputes(in: open)
        if !disputes.isEmpty { try await call.log("disputes", in: open) }
        let isDisputed = disputes.contains { $0.state == .open }
        let mayClose =
            call.viewer?.reach(to: .closing) != nil && now().day > month.lastDay
        let text = try serviceTemplates.text(
            "closing",
            [
                "month": month.fullName, "editions": rows, "isClosed": !rows.isEmpty,
                "mayClose": mayClose && call.formField != nil, "form": call.formField ?? "",
                "isAgain": !rows.isEmpty, "path": "/months/\(month)/closing",
                "restatements": "/months/\(month)/restatements",
                "disputes": call.disputesText(disputes, in: open, asking: true),
                "hasDisputes": !disputes.isEmpty, "hasOpen": isDisputed,
                "previewDays": numberText(open.review.policy.previewDays),
            ])
        return try await call.layout(of: open, "Closing", "/closing").reply(text)
            .response(to: call.request, isKept: false)
    }

    private static let send = Endpoint(
        method: .post, path: "/months/{month}/closing", gate: .reaching(.closing),
        summary: "Closes the month.", parameters: closing.parameters,
        answers: [(.seeOther, nil)], isPage: true
    ) { call in
        let fields = try await call.ownForm()
        guard let month = Month(call.parameter("month")), fields["close"] == "yes" else {
            throw Problem.badRequest("Open the page of the month and send the form from there.")
        }
        func words(_ name: String) -> String? {
            fields[name].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        }
        _ = try await call.close(month, note: words("note"), despite: words("despite"))
        return Response(status: .seeOther, headers: [.location: "/months/\(month)/closing"])
    }

    private static let restatements = Endpoint.page(
        "/months/{month}/restatements", .reaching(.cards),
        "What was restated since the month was closed, figure by figure."
    ) { call in
        let (found, open) = try await call.restatements()
        let page = RestatementPage(found, of: open, isShown: call.restatementFilter(open))
        let text = try serviceTemplates.text("restatements", page.values)
        return try await call.layout(of: open, "What was restated since", "/restatements")
            .reply(text).response(to: call.request, isKept: false)
    }
}

extension Call {
    /// The review of the month in the path, which must not be a quarter or a year.
    func monthReview() async throws -> OpenReview {
        let open = try await review()
        guard open.review.frame.grain == .month else {
            throw Problem.notFound("Only months are closed.")
        }
        return open
    }

    /// The frame of a page of a review that is made anew for each viewer.
    func layout(of open: OpenReview, _ title: String, _ section: String) async throws -> Layout {
        let months = try await service.library.current().months
        let review = open.review
        return Layout(
            title: title, month: review.frame.month, months: months, viewer: viewer,
            section: section, digests: (review.policyDigest, review.dataDigest),
            review: ReviewPlace(review, for: viewer, section: section, months: months))
    }
}
