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
        let month = open.review.frame.month
        try await call.log("scorecard", of: [csm], in: open)
        let comments = try await call.comments(on: .card(month, csm.id))
        let path = "/csms/\(csm.id.text.inPath)"
        let isOwn = call.viewer?.csm == csm.id
        let viewer = call.viewer
        return try await call.page(csm.name, path, open, content: .comments(comments.count)) {
            let bridge = try open.review.bridgeChart(of: card.scope).map { bridge in
                try galleryText([
                    (
                        "/api/v1/reviews/\(month)/scorecards/\(csm.id.text.inPath)/bridge.png",
                        "bridge.png", bridge
                    )
                ])
            }
            let team = open.team(of: csm)
            let address = team.flatMap { open.links(for: viewer)[.team($0)] }
            return try serviceTemplates.text(
                "card",
                [
                    "running": open.review.runningHeader(csm.name), "team": team ?? "",
                    "hasTeam": team != nil, "teamAddress": address ?? "",
                    "hasTeamPage": address != nil,
                    "card": PageFragments(open.review).card(card, name: csm.name),
                    "bridge": bridge ?? "",
                    "comments": commentsText(
                        comments, at: "/months/\(month)\(path)", isOwn: isOwn),
                ])
        }
    }
}
