import Access
import Attribution
import Domain
import Hummingbird
import Publishing
import Review
import Scorecards
import ReviewCharts
import Templating
import Web

/// The page of a CSM's card.
enum CardPage {
    static let all: [Endpoint] = [card]

    private static let card = Endpoint.page(
        "/months/{month}/csms/{csm_id}", .reaching(.cards), "A CSM’s card."
    ) { call in
        let (open, csm, card) = try await call.card()
        let address = open.review.address
        try await call.log("scorecard", of: [csm], in: open)
        // What was said belongs to the card of a month.
        let isOfMonth = open.review.frame.grain == .month
        let comments =
            isOfMonth
            ? try await call.comments(on: .card(open.review.frame.month, csm.id)) : []
        let said =
            isOfMonth
            ? try await call.statementsText(of: csm, in: open) : (html: "", count: 0)
        let path = "/csms/\(csm.id.text.inPath)"
        let isOwn = call.viewer?.csm == csm.id
        let viewer = call.viewer
        let service = call.service
        return try await call.page(
            csm.name, path, open, content: .comments(comments.count, said: said.count)
        ) {
            let bridge = try open.review.bridgeChart(of: card.scope).map { bridge in
                try galleryText(
                    [
                        (
                            "/api/v1/reviews/\(address)/scorecards/\(csm.id.text.inPath)/bridge.png",
                            "bridge.png", bridge
                        )
                    ], by: service)
            }
            let team = open.team(of: csm)
            let teamAddress = team.flatMap { open.links(for: viewer)[.team($0)] }
            return try serviceTemplates.text(
                "card",
                [
                    "running": open.review.runningHeader(csm.name), "team": team ?? "",
                    "hasTeam": team != nil, "teamAddress": teamAddress ?? "",
                    "hasTeamPage": teamAddress != nil,
                    "card": PageFragments(open.review).card(card, name: csm.name),
                    "bridge": bridge ?? "",
                    "statements": said.html,
                    "comments": isOfMonth
                        ? commentsText(comments, at: "/months/\(address)\(path)", isOwn: isOwn) : ""
                        ,
                ])
        }
    }
}
