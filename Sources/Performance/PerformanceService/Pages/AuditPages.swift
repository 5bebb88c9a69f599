import Access
import Attribution
import Brief
import Calendar
import Charting
import Domain
import Formats
import Hummingbird
import OverrideAudit
import Publishing
import Review
import ReviewCharts
import Scorecards
import Signals
import Templating
import Web

/// The web pages of the override audit.
enum AuditPages {
    static let all: [Endpoint] = [audit, signals, episodes, episode]

    private static let audit = Endpoint.page(
        "/months/{month}/audit", .reaching(.audit), "The override audit."
    ) { call in
        let open = try await call.review()
        let mayReadQuality = call.viewer?.reach(to: .quality) != nil
        return try await call.page("Override audit", "/audit", open) {
            let fragments = PageFragments(open.review)
            let month = open.review.address
            // What is on this page needs no link.
            let brief = try fragments.brief(Brief(open.review, for: .modelOwner)) { evidence in
                switch evidence {
                case .signals: "/months/\(month)/signals"
                case .data: mayReadQuality ? "/months/\(month)/data-quality" : nil
                default: nil
                }
            }
            return try brief + fragments.audit(handOff: "/api/v1/reviews/\(month)/proposal")
        }
    }

    private static let signals = Endpoint.page(
        "/months/{month}/signals", .reaching(.audit),
        "What predicted renewal, and what the weights of the score should be."
    ) { call in
        let open = try await call.review()
        let service = call.service
        return try await call.page("Signals", "/signals", open) {
            // The other charts of signals are on the page of charts.
            let hasEvents = open.review.signals.events > 0
            func picture(_ chart: ReviewChart) throws -> String {
                try hasEvents ? galleryText([chart], of: open.review, by: service) : ""
            }
            return try PageFragments(open.review).signals(
                picture: picture(.signals),
                handOff: "/api/v1/reviews/\(open.review.address)/signals")
                + picture(.modelROC)
        }
    }

    private static let episodes = Endpoint.page(
        "/months/{month}/episodes", .reaching(.episodes), "The episodes in reach."
    ) { call in
        let open = try await call.review()
        try await call.log("episodes", in: open)
        // Leave out open episodes: listing them would make a list of accounts to call.
        let query = try call.episodeQuery(isResolved: true)
        let found = call.episodes(query, in: open)
        let page = try Pagination(of: found.count, call, state: open.review.dataDigest, limit: 50)
        let isPseudonymous = call.reach == .pseudonymous
        let asked = try ["direction", "state", "csm_id", "account_id", "limit"].compactMap { name in
            try call.query(name).map { "&\(name)=\($0.inPath)" }
        }.joined()
        return try await call.page(
            "Episodes", "/episodes", open, content: .stretch(page.range, query: asked)
        ) {
            let month = open.review.address
            let portfolio = open.review.attributed.portfolio
            // The latest come first.
            let shown = found.reversed().dropFirst(page.range.lowerBound)
                .prefix(page.range.count)
            let rows = shown.map { position -> [String: Any] in
                let episode = open.review.audit.episodes[position]
                let account = portfolio.accounts[episode.account]
                return [
                    "address": "/months/\(month)/episodes/\(episode.id.inPath)",
                    "id": episode.id, "began": episode.indexDay.description,
                    "account": account.name ?? account.id.text,
                    "csm": isPseudonymous
                        ? open.csmLabel(of: episode) : open.csm(of: episode).name,
                    "seen": "\(episode.direction.comparative) (\(episode.asserted.word), model "
                        + "\(episode.modelTier.word))",
                    "due": episode.due.description, "state": episode.state.words,
                    "verdict": episode.verdictWords,
                ]
            }
            return try serviceTemplates.text(
                "episodes",
                [
                    "episodes": rows, "hasEpisodes": !rows.isEmpty, "count": found.count,
                    "from": page.range.lowerBound + 1, "to": page.range.upperBound,
                    "hasNext": page.following != nil,
                    "next": "?\(page.following ?? "")\(asked)",
                    "isAll": query.direction == nil, "isUp": query.direction == .up,
                    "isDown": query.direction == .down, "isAsked": !asked.isEmpty,
                    "path": "/months/\(month)/episodes",
                ])
        }
    }

    private static let episode = Endpoint.page(
        "/months/{month}/episodes/{episode_id}", .reaching(.episodes),
        "One override from log to verdict."
    ) { call in
        let (open, episode) = try await call.judgedEpisode()
        let month = open.review.address
        let isOpen = call.reach != .pseudonymous
        let comments = isOpen ? try await call.comments(on: .episode(episode.id)) : []
        let path = "/episodes/\(episode.id.inPath)"
        let own = open.csm(of: episode).id
        let isOwn = call.viewer?.csm == own
        return try await call.page(
            "Override \(episode.id)", path, open, content: .comments(comments.count, said: 0)
        ) {
            let story = try open.story(of: episode, withNotes: isOpen)
            let picture = try serviceTemplates.text(
                "gallery",
                [
                    "charts": [
                        [
                            "address": "/api/v1/reviews/\(month)\(path)/scores.png",
                            "file": "\(episode.id).png",
                            "title": try open.timeline(of: episode).text.title,
                            "alt": "Scores week by week up to the due date: \(story.sparkline)",
                        ]
                    ]
                ])
            return try PageFragments(open.review).story(story) + picture
                + (isOpen
                    ? commentsText(comments, at: "/months/\(month)\(path)", isOwn: isOwn) : "")
                + (isOwn ? disputeLink(episode, csm: own, at: month) : "")
        }
    }

    /// A link to dispute the override that an episode begins with.
    private static func disputeLink(_ episode: Episode, csm: CSMID, at month: String) -> String {
        let address =
            "/months/\(month)/csms/\(csm.text.inPath)/dispute?feed=overrides"
            + "&key=\(episode.id.inPath)"
        return "<p><a class=\"button\" href=\"\(escapedHTML(address))\">Dispute a fact</a></p>"
    }
}
