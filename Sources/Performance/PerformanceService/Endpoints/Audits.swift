import Access
import Attribution
import Calendar
import Charting
import Domain
import Formats
import Hummingbird
import OverrideAudit
import Publishing
import Review
import Web

/// Endpoints for the override audit and its parts.
enum AuditEndpoints {
    static let all: [Endpoint] = [
        audit, segments, episodes, episode, episodeScores, proposal(isTable: false),
        proposal(isTable: true), signals, signalProposal(isTable: false),
        signalProposal(isTable: true),
    ]

    private static let audit = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/override-audit", gate: .reaching(.audit),
        summary: "The override audit without its episodes.", parameters: [.month],
        answers: [(.ok, .json)]
    ) { call in
        let open = try await call.review()
        if call.reach == .all { try await call.log("audit", in: open) }
        return try await open.reply(.audit(call.audience)) {
            Reply(open.review.auditContent(withEpisodes: false))
        }.response(to: call.request)
    }

    /// The proposal to the owner of the health model: Markdown for people, or a table.
    private static func proposal(isTable: Bool) -> Endpoint {
        let type = isTable ? "text/csv; charset=utf-8" : "text/markdown; charset=utf-8"
        return Endpoint(
            method: .get,
            path: "/api/v1/reviews/{month}/proposal.\(isTable ? "csv" : "md")",
            gate: .reaching(.audit),
            summary: "What overrides suggest to the owner of the health model"
                + (isTable ? ", as a table." : "."),
            parameters: [.month], answers: [(.ok, Content(mediaType: type, schema: Schema.text))]
        ) { call in
            let open = try await call.review()
            return try await open.reply(.proposal(call.audience, isTable: isTable)) {
                let proposal = ModelHandOff(open.review)
                return Reply(isTable ? proposal.csv : Array(proposal.markdown.utf8), type)
            }.response(to: call.request)
        }
    }

    private static let signals = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/signals", gate: .reaching(.audit),
        summary: "What predicted renewal, and whether other weights of the score would do better.",
        parameters: [.month], answers: [(.ok, .json)]
    ) { call in
        let open = try await call.review()
        return try await open.reply(.signals) {
            Reply(["signals": open.review.signalsContent])
        }.response(to: call.request)
    }

    /// The proposal of weights: Markdown for people, or all signals as a table.
    private static func signalProposal(isTable: Bool) -> Endpoint {
        let type = isTable ? "text/csv; charset=utf-8" : "text/markdown; charset=utf-8"
        return Endpoint(
            method: .get,
            path: "/api/v1/reviews/{month}/signals.\(isTable ? "csv" : "md")",
            gate: .reaching(.audit),
            summary: isTable
                ? "All signals as a table." : "The proposal of weights for a committee.",
            parameters: [.month], answers: [(.ok, Content(mediaType: type, schema: Schema.text))]
        ) { call in
            let open = try await call.review()
            return try await open.reply(.signalProposal(isTable: isTable)) {
                let handOff = SignalHandOff(open.review)
                return Reply(isTable ? handOff.csv : Array(handOff.markdown.utf8), type)
            }.response(to: call.request)
        }
    }

    private static let segments = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/segments", gate: .reaching(.audit),
        summary: "Segments: where CSM judgement and the score differ.",
        parameters: [
            .month,
            .query(
                "dimension", Schema.words(Dimension.allCases.map(\.rawValue)),
                "One way to divide the portfolio."),
        ],
        answers: [(.ok, .json(Schema.object([("segments", Schema.list(of: Schema.object))])))]
    ) { call in
        let open = try await call.review()
        let dimension = try call.choice("dimension", Dimension.self)
        return try await open.reply(.segments(dimension)) {
            Reply(["segments": open.review.segmentsContent(only: dimension)])
        }.response(to: call.request)
    }

    private static let episodes = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/episodes", gate: .reaching(.episodes),
        summary: "The episodes in reach, by the day they began.",
        parameters: [
            .month, .limit, .cursor,
            .query(
                "direction", Schema.words(OverrideDirection.allCases.map(\.rawValue)),
                "To a better or to a worse tier."),
            .query(
                "state", Schema.words(EpisodeState.allCases.map(\.rawValue)),
                "Where the renewal stands."),
            .query("csm_id", Schema.text, "Whose: an identifier, or a pseudonym."),
            .query("account_id", Schema.text, "Of which account."),
        ], answers: [(.ok, .json(Pagination.schema))]
    ) { call in
        let open = try await call.review()
        let query = try call.episodeQuery()
        let found = call.episodes(query, in: open)
        let page = try Pagination(of: found.count, call, state: open.review.dataDigest)
        try await call.log("episodes", in: open)
        return try await open.reply(.episodes(query, page.range)) {
            Reply(
                page.content(
                    found[page.range].map { open.content(of: open.review.audit.episodes[$0]) }))
        }.response(to: call.request)
    }

    private static let episode = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/episodes/{episode_id}",
        gate: .reaching(.episodes), summary: "One episode.",
        parameters: [.month, .path("episode_id", "The identifier of its first override.")],
        answers: [(.ok, .json)]
    ) { call in
        let (open, episode) = try await call.episode()
        return Reply(open.content(of: episode))
            .response(to: call.request)
    }

    private static let episodeScores = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/episodes/{episode_id}/scores.png",
        gate: .reaching(.episodes),
        summary: "The account’s scores as first recorded, up to the due date, drawn.",
        parameters: [.month, .path("episode_id", "The identifier of its first override.")]
            + Parameter.picture,
        answers: [(.ok, .png)]
    ) { call in
        let (open, episode) = try await call.judgedEpisode()
        let picture = try call.picture()
        let service = call.service
        return try await call.picture(.episodeScores(episode.id, picture), of: open) {
            try Reply(open.timeline(of: episode), as: picture, by: service)
        }
    }
}

extension Call {
    /// Which episodes the call asks for.
    func episodeQuery(isResolved: Bool = false) throws(Problem) -> EpisodeQuery {
        let account = try query("account_id")
        guard account == nil || reach != .pseudonymous else {
            throw Problem(
                .forbidden, "Your role sees accounts under pseudonyms and cannot look for one.")
        }
        return EpisodeQuery(
            audience: audience, direction: try choice("direction", OverrideDirection.self),
            state: try choice("state", EpisodeState.self),
            csm: try query("csm_id").map { CSMID($0) }, account: account.map { AccountID($0) },
            isResolved: isResolved)
    }

    /// The positions of the episodes that match a query and that the viewer may see.
    func episodes(_ query: EpisodeQuery, in open: OpenReview) -> [Int] {
        open.episodes(query) { episode in
            let portfolio = open.review.attributed.portfolio
            return open.isWithin(reach, portfolio.csms[episode.csm])
                && (query.direction.map { $0 == episode.direction } ?? true)
                && (query.state.map { $0 == episode.state } ?? true)
                && (!query.isResolved || episode.isResolved)
                && (query.csm.map { $0 == CSMID(open.csmLabel(of: episode)) } ?? true)
                && (query.account.map { $0 == portfolio.accounts[episode.account].id } ?? true)
        }
    }

    /// The episode in the path, if its outcome is known. While the account's renewal is still open,
    /// its scores belong in the working view, so the episode is reported as not found.
    func judgedEpisode() async throws -> (open: OpenReview, episode: Episode) {
        let (open, episode) = try await episode()
        guard episode.isResolved else {
            throw Problem.notFound("Nobody can judge it yet: its renewal is still open.")
        }
        return (open, episode)
    }

    /// The episode in the path, if the viewer may see it. Logs the access unless the viewer sees
    /// pseudonyms.
    func episode() async throws -> (open: OpenReview, episode: Episode) {
        let open = try await review()
        let id = parameter("episode_id")
        guard let episode = open.episode(id),
            open.isWithin(reach, open.csm(of: episode))
        else {
            guard reach == .all || reach == .pseudonymous else { throw Problem.forbidden }
            throw Problem.notFound("No such episode in that month’s audit.")
        }
        if reach != .pseudonymous {
            try await log("episode \(episode.id)", of: [open.csm(of: episode)], in: open)
        }
        return (open, episode)
    }
}
