import Access
import Attribution
import Brief
import Calendar
import Charting
import Domain
import Formats
import Hummingbird
import Publishing
import Review
import ReviewCharts
import Scorecards
import Templating
import Web

/// The web pages of a month's review.
enum ReviewPages {
    static let all: [Endpoint] = [home, brief, company, people, card, trends, gallery, quality]

    private static let home = Endpoint.page("/", .anyone, "Leads to the latest month.") { call in
        let months = try await call.service.library.current().months
        guard let viewer = call.viewer else { throw Problem.unauthorized }
        guard let month = months.first else {
            if viewer.reach(to: .imports) != nil {
                return Response(status: .seeOther, headers: [.location: "/import"])
            }
            let text = try serviceTemplates.text(
                "message",
                [
                    "title": "No month can be reviewed yet",
                    "detail": "Import accounts.csv, csms.csv, assignments.csv, renewals.csv and "
                        + "health.csv with `parallax import`; a month can be reviewed when the "
                        + "health history covers it to its end.",
                ])
            return try Layout(
                title: "Nothing imported yet", month: nil, months: [], viewer: viewer, section: "",
                digests: nil
            ).reply(text).response(to: call.request, isKept: false)
        }
        var first = viewer.sections(of: month).first?.address ?? "/account"
        if let csm = viewer.csm { first = "/months/\(month)/csms/\(csm.text.inPath)" }
        return Response(status: .seeOther, headers: [.location: first])
    }

    private static let brief = Endpoint.page(
        "/months/{month}", .reaching(.overview), "The month on one screen."
    ) { call in
        let open = try await call.review()
        let people = call.viewer?.reach(to: .cards)
        if let people { try await call.log("brief", in: open, within: people) }
        let reader: Brief.Reader
        switch call.reach {
        case .team(let team): reader = .team(team)
        default: reader = people == nil ? .board : .everybody
        }
        let viewer = call.viewer
        return try await call.page(open.review.frame.month.fullName, "", open) {
            let fragments = PageFragments(open.review)
            let text = try fragments.brief(Brief(open.review, for: reader)) { evidence in
                evidence.address(in: open.review, for: viewer)
            }
            return try fragments.missing() + text
        }
    }

    private static let company = Endpoint.page(
        "/months/{month}/company", .reaching(.overview), "The figures of the company and its teams."
    ) { call in
        let open = try await call.review()
        let hasCompany = call.reach == .all
        let people = call.viewer?.reach(to: .cards)
        if let people {
            try await call.log("review", in: open, within: people)
        }
        let teams = try await call.teams(in: open, "teams")
        let count = people.map { open.people(within: $0).count } ?? 0
        let page = try peoplePage(of: count, call, open)
        return try await call.page(
            "Company", "/company", open, content: .stretch(page.range, query: "")
        ) {
            let fragments = PageFragments(open.review)
            return try serviceTemplates.text(
                "review_sections",
                [
                    "missing": fragments.missing(), "hasCompany": hasCompany,
                    "company": hasCompany
                        ? fragments.card(open.review.scoreboard.company, name: "The company") : "",
                    "teams": fragments.teams(named: teams), "withheld": open.withheldWords ?? "",
                    "hasWithheld": open.withheldWords != nil,
                    "hasPeople": people != nil,
                    "people": people.map { try peopleText($0, page, in: open) } ?? "",
                    "fair": people == .all ? fragments.fair() : "",
                ])
        }
    }

    private static let people = Endpoint.page(
        "/months/{month}/csms", .reaching(.cards), "The CSMs in reach, by name."
    ) { call in
        let open = try await call.review()
        try await call.log("CSMs", in: open)
        let reach = call.reach
        let page = try peoplePage(of: open.people(within: reach).count, call, open)
        return try await call.page(
            "CSMs", "/csms", open, content: .stretch(page.range, query: "")
        ) { try peopleText(reach, page, in: open) }
    }

    /// The scorecards of the CSMs within reach, by name.
    private static func cards(
        _ reach: Reach, in open: OpenReview
    ) -> [(csm: CSM, card: Scorecard)] {
        open.review.cardsByName.filter { open.isWithin(reach, $0.csm) }
    }

    /// The part of a long list of CSMs that a call asks for.
    private static func peoplePage(
        of count: Int, _ call: Call, _ open: OpenReview
    ) throws(Problem) -> Pagination {
        try Pagination(of: count, call, state: open.review.dataDigest, limit: 200)
    }

    /// The HTML list of some of the CSMs, with the main figures of their scorecards.
    private static func peopleText(
        _ reach: Reach, _ page: Pagination, in open: OpenReview
    ) throws -> String {
        let cards = cards(reach, in: open)
        let month = open.review.frame.month
        let rows = cards[page.range].map { csm, card -> [String: Any] in
            let rate = card.metrics.logoRenewalRate
            return [
                "address": "/months/\(month)/csms/\(csm.id.text.inPath)", "name": csm.name,
                "team": open.team(of: csm) ?? "–", "rate": rate.valueText(as: .logoRenewalRate),
                "range": rate.rangeText(as: .logoRenewalRate) ?? "–",
                "target": rate.comparison.verdictWords ?? "no target",
                "sentence": card.sentence,
            ]
        }
        return try serviceTemplates.text(
            "people",
            [
                "people": rows, "hasPeople": !rows.isEmpty,
                "isPart": page.range.count < cards.count, "from": page.range.lowerBound + 1,
                "to": page.range.upperBound, "count": cards.count,
                "hasNext": page.following != nil,
                "next": "/months/\(month)/csms?\(page.following ?? "")",
            ])
    }

    private static let card = Endpoint.page(
        "/months/{month}/csms/{csm_id}", .reaching(.cards), "A CSM’s card."
    ) { call in
        let (open, csm, card) = try await call.card()
        let month = open.review.frame.month
        try await call.log("scorecard", of: [csm], in: open)
        let comments = try await call.comments(on: .card(month, csm.id))
        let path = "/csms/\(csm.id.text.inPath)"
        let isOwn = call.viewer?.csm == csm.id
        return try await call.page(csm.name, path, open, content: .comments(comments.count)) {
            let bridge = try open.review.bridgeChart(of: card.scope).map { bridge in
                try galleryText([
                    (
                        "/api/v1/reviews/\(month)/scorecards/\(csm.id.text.inPath)/bridge.png",
                        "bridge.png", bridge
                    )
                ])
            }
            return try serviceTemplates.text(
                "card_head",
                ["team": open.team(of: csm) ?? "", "hasTeam": open.team(of: csm) != nil])
                + PageFragments(open.review).card(card, name: csm.name) + (bridge ?? "")
                + commentsText(comments, at: "/months/\(month)\(path)", isOwn: isOwn)
        }
    }

    private static let trends = Endpoint.page(
        "/months/{month}/trends", .reaching(.trends), "Trends in words and pictures."
    ) { call in
        let open = try await call.review()
        let teams = try await call.teams(in: open, "trends")
        let hasCompany = call.reach == .all
        let charts = call.viewer?.reach(to: .charts) != nil
        return try await call.page("Trends", "/trends", open) {
            let shown: [ReviewChart] =
                charts ? [.renewalRate, .revenueRetention, .nps, .tierMix] : []
            return try (shown.isEmpty ? "" : galleryText(shown, of: open.review))
                + PageFragments(open.review).trends(hasCompany: hasCompany, teams: teams)
        }
    }

    private static let gallery = Endpoint.page(
        "/months/{month}/charts", .anyone, "The charts in reach, to look at and to take along."
    ) { call in
        let (open, charts) = try await call.chartsInReach()
        return try await call.page("Charts", "/charts", open) {
            try galleryText(charts, of: open.review)
        }
    }

    private static let quality = Endpoint.page(
        "/months/{month}/data-quality", .reaching(.quality), "What is wrong with the data."
    ) { call in
        let open = try await call.review()
        return try await call.page("Data quality", "/data-quality", open) {
            let fragments = PageFragments(open.review)
            return try fragments.missing() + fragments.data()
        }
    }
}

extension Finding.Evidence {
    /// Where a viewer finds it; nil where the viewer may not see it.
    fileprivate func address(in review: MonthlyReview, for viewer: Viewer?) -> String? {
        let month = "/months/\(review.frame.month)"
        func page(_ right: Right, _ path: String) -> String? {
            viewer?.reach(to: right) == nil ? nil : month + path
        }
        switch self {
        case .card(let csm):
            return page(.cards, "/csms/\(review.attributed.portfolio.csms[csm].id.text.inPath)")
        case .team, .company: return page(.overview, "/company")
        case .trends: return page(.trends, "/trends")
        case .audit: return page(.audit, "/audit")
        case .data: return page(.quality, "/data-quality")
        }
    }
}
