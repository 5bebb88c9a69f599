import Access
import Charting
import Deck
import Domain
import Formats
import HTTPTypes
import Hummingbird
import Logging
import Office
import Publishing
import Review
import Web

/// Endpoints for files of a review to take along: its numbers as a workbook, and its slides.
enum DownloadEndpoints {
    static let all: [Endpoint] = [workbook, deck]

    private static let workbook = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/workbook.xlsx", gate: .reaching(.cards),
        summary: "The tables in reach as a workbook, with definitions as notes.",
        parameters: [.month], answers: [(.ok, .xlsx)]
    ) { call in
        let open = try await call.review()
        let reader: ReviewWorkbook.Reader
        switch call.reach {
        case .all: reader = .everybody
        case .team(let name): reader = .team(name)
        case .own(let csm): reader = .csm(csm)
        case .pseudonymous: throw Problem.forbidden
        }
        try await call.log("workbook", in: open)
        return try await open.reply(.workbook(call.audience)) {
            Reply(try ReviewWorkbook(open.review, for: reader).xlsx(), Content.xlsx.mediaType)
        }.download(named: "review-\(open.review.address).xlsx", to: call.request)
    }

    private static let deck = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/deck.pptx", gate: .reaching(.charts),
        summary: "The slides: for a board, without people; or for a VP.",
        parameters: [
            .month,
            .query(
                "for", Schema.words(DeckAudience.allCases.map(\.rawValue)),
                "Who reads it (default: board)."),
            .query(
                "charts", Schema.words(DeckCharts.allCases.map(\.rawValue)),
                "Charts that can be edited, or pictures (default: native)."),
        ], answers: [(.ok, .pptx)]
    ) { call in
        guard let viewer = call.viewer else { throw Problem.unauthorized }
        let audience = try call.choice("for", DeckAudience.self) ?? .board
        let charts = try call.choice("charts", DeckCharts.self) ?? .native
        guard audience == .board || viewer.reach(to: .everybody) == .all else {
            throw Problem.forbidden
        }
        let open = try await call.review()
        if audience == .vp { try await call.log("deck", in: open, within: .all) }
        let restated = try await call.restatedBefore(open)
        let service = call.service
        let key = ReplyKey.deck(audience, charts)
        let file = "review-\(open.review.address)-\(audience.rawValue).pptx"
        let reply = try await call.drawn(key, of: open) {
            var review = open.review
            review.restated = restated
            let fonts = service.fonts
            let slides = try ReviewDeck(review, for: audience).presentation(charts: charts) {
                try renderPNG($0, size: .reference, theme: .light, fonts: fonts)
            }
            for note in fonts.newNotes() { service.logger.notice("\(note)") }
            return Reply(try slides.pptx(on: .standard).bytes, Content.pptx.mediaType)
        }
        return reply.download(named: file, to: call.request)
    }
}

extension Content {
    /// A workbook.
    static let xlsx = Content(
        mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        schema: Schema.binary)
    /// A presentation.
    static let pptx = Content(
        mediaType: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        schema: Schema.binary)
}

extension Reply {
    /// The response that a browser saves as a file.
    func download(named name: String, to request: Request) -> Response {
        var response = response(to: request)
        response.headers[.contentDisposition] = "attachment; filename=\"\(name)\""
        return response
    }
}
