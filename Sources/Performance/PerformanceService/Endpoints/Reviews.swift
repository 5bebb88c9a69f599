import Access
import Attribution
import Calendar
import Charting
import Domain
import Formats
import Hummingbird
import Publishing
import Review
import ReviewCharts
import Scorecards
import Web

/// Endpoints for reviews and their parts.
enum ReviewEndpoints {
    static let all: [Endpoint] = [
        months, wholeReview, company, teams, scorecards, scorecard, bridge, trends, quality,
    ]

    private static let months = Endpoint(
        method: .get, path: "/api/v1/months", gate: .anyone,
        summary: "The months that can be reviewed, the newest first.",
        answers: [(.ok, .json(Schema.object([("months", Schema.list(of: Schema.text))])))]
    ) { call in
        let months = try await call.service.library.current().months
        return Reply(["months": .array(months.map { .text($0.description) })])
            .response(to: call.request)
    }

    private static let wholeReview = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}", gate: .reaching(.everybody),
        summary: "The whole review: what review.json holds.", parameters: [.month],
        answers: [(.ok, .json)]
    ) { call in
        let open = try await call.review()
        try await call.log("review", in: open)
        return try await open.reply(.review) { Reply(open.document, Reply.json) }
            .response(to: call.request)
    }

    private static let company = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/company", gate: .reaching(.overview),
        summary: "The company’s card.", parameters: [.month], answers: [(.ok, .json)]
    ) { call in
        guard call.reach == .all else { throw Problem.forbidden }
        let open = try await call.review()
        return try await open.reply(.company) { Reply(open.review.companyContent) }
            .response(to: call.request)
    }

    private static let teams = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/teams", gate: .reaching(.overview),
        summary: "The cards of the teams in reach.", parameters: [.month],
        answers: [(.ok, .json(Schema.object([("teams", Schema.list(of: Schema.object))])))]
    ) { call in
        let open = try await call.review()
        let teams = try await call.teams(in: open, "teams")
        return try await open.reply(.teams(call.audience)) {
            let cards = open.review.scoreboard.teams(named: teams)
            return Reply(["teams": .array(cards.map(open.review.cardContent))])
        }.response(to: call.request)
    }

    private static let scorecards = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/scorecards", gate: .reaching(.cards),
        summary: "The cards of the CSMs in reach, by identifier.",
        parameters: [.month, .limit, .cursor], answers: [(.ok, .json(Pagination.schema))]
    ) { call in
        let open = try await call.review()
        let reach = call.reach
        let csms = open.review.attributed.portfolio.csms
        let cards = open.review.scoreboard.csms.filter { card in
            guard case .csm(let csm) = card.scope else { return false }
            return open.isWithin(reach, csms[csm])
        }
        let page = try Pagination(of: cards.count, call, state: open.review.dataDigest)
        try await call.log("scorecards", in: open)
        return try await open.reply(.scorecards(call.audience, page.range)) {
            Reply(page.content(cards[page.range].map(open.review.cardContent)))
        }.response(to: call.request)
    }

    private static let scorecard = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/scorecards/{csm_id}",
        gate: .reaching(.cards), summary: "A CSM’s card.",
        parameters: [.month, .path("csm_id", "The CSM’s identifier.")], answers: [(.ok, .json)]
    ) { call in
        let (open, csm, card) = try await call.card()
        try await call.log("scorecard", of: [csm], in: open)
        return try await open.reply(.card(csm.id)) { Reply(open.review.cardContent(card)) }
            .response(to: call.request)
    }

    private static let bridge = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/scorecards/{csm_id}/bridge.png",
        gate: .reaching(.cards),
        summary: "From the company’s renewal rate to a CSM’s: accounts, transition, the rest.",
        parameters: [.month, .path("csm_id", "The CSM’s identifier.")] + Parameter.picture,
        answers: [(.ok, .png)]
    ) { call in
        let (open, csm, card) = try await call.card()
        let picture = try call.picture()
        guard let bridge = open.review.bridgeChart(of: card.scope) else {
            throw Problem.notFound("Too few settled renewals, or all alike, for a bridge.")
        }
        try await call.log("bridge", of: [csm], in: open)
        let service = call.service
        return try await call.picture(.bridge(csm.id, picture), of: open) {
            try Reply(bridge.chart, words: bridge.altText, as: picture, by: service)
        }
    }

    private static let trends = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/trends", gate: .reaching(.trends),
        summary: "By month or by quarter: the company and its teams, or the team in reach.",
        parameters: [.month],
        answers: [(.ok, .json(Schema.object([("trends", Schema.list(of: Schema.object))])))]
    ) { call in
        let open = try await call.review()
        let teams = try await call.teams(in: open, "trends")
        let hasCompany = call.reach == .all
        return try await open.reply(.trends(call.audience)) {
            Reply(["trends": open.review.trendsContent(hasCompany: hasCompany, teams: teams)])
        }.response(to: call.request)
    }

    private static let quality = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/data-quality", gate: .reaching(.quality),
        summary: "How far the feeds reach, what is wrong with the data, and what to do.",
        parameters: [.month], answers: [(.ok, .json)]
    ) { call in
        let open = try await call.review()
        return try await open.reply(.quality) { Reply(open.review.qualityJSON(), Reply.json) }
            .response(to: call.request)
    }
}

extension Call {
    /// The scorecard in the path, if the viewer may see it. Viewers who may not see all scorecards
    /// get the same answer for a forbidden one and a missing one, so they cannot tell which it is.
    func card() async throws -> (open: OpenReview, csm: CSM, card: Scorecard) {
        let open = try await review()
        let found = open.card(of: CSMID(parameter("csm_id")))
        guard let found, open.isWithin(reach, found.csm) else {
            guard reach == .all else { throw Problem.forbidden }
            throw Problem.notFound("No card of that CSM in that month.")
        }
        return (open, found.csm, found.card)
    }

    /// The names of the teams whose figures are shown to the viewer. The figures of a one-person
    /// team are that person's figures, so the access is logged as access to that person.
    func teams(in open: OpenReview, _ what: String) async throws -> [String] {
        let all = open.review.scoreboard.teams.compactMap { card -> String? in
            guard case .team(let name) = card.scope else { return nil }
            if case .team(let own) = reach, !name.hasSameBytes(as: own) { return nil }
            return name
        }
        if viewer?.reach(to: .cards) != nil {
            let alone = all.compactMap { name -> CSM? in
                let people = open.people(within: .team(name))
                return people.count == 1 ? people[0] : nil
            }
            try await log(what, of: alone, in: open)
        }
        return all
    }
}
