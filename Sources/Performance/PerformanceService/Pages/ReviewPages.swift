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
    static let all: [Endpoint] = [home, brief, trends, gallery, quality]

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
        var first = viewer.sections(at: month.description).first?.address ?? "/account"
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
        case .team(let team):
            guard !open.review.scoreboard.teams(named: [team]).isEmpty else {
                throw Problem.notFound("No team of that name is shown in that month.")
            }
            reader = .team(team)
        default: reader = people == nil ? .board : .everybody
        }
        let viewer = call.viewer
        let links = open.links(for: viewer)
        let restated = try await call.restatedBefore(open)
        return try await call.page(open.review.frame.title, "", open) {
            let fragments = PageFragments(open.review)
            var review = open.review
            review.restated = restated
            let text = try fragments.brief(Brief(review, for: reader)) { evidence in
                evidence.address(in: open.review, links, for: viewer)
            }
            return try fragments.missing() + text
        }
    }

    private static let trends = Endpoint.page(
        "/months/{month}/trends", .reaching(.trends), "Trends in words and pictures."
    ) { call in
        let open = try await call.review()
        let teams = try await call.teams(in: open, "trends")
        let hasCompany = call.reach == .all
        let charts = call.viewer?.reach(to: .charts) != nil
        let service = call.service
        return try await call.page("Trends", "/trends", open) {
            let shown: [ReviewChart] =
                charts ? [.renewalRate, .revenueRetention, .nps, .tierMix] : []
            return try (shown.isEmpty ? "" : galleryText(shown, of: open.review, by: service))
                + PageFragments(open.review).trends(hasCompany: hasCompany, teams: teams)
        }
    }

    private static let gallery = Endpoint.page(
        "/months/{month}/charts", .anyone, "The charts in reach, to look at and to take along."
    ) { call in
        let (open, charts) = try await call.chartsInReach()
        let service = call.service
        return try await call.page("Charts", "/charts", open) {
            try galleryText(charts, of: open.review, by: service)
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
    fileprivate func address(
        in review: MonthlyReview, _ links: PageLinks, for viewer: Viewer?
    ) -> String? {
        func page(_ right: Right, _ path: String) -> String? {
            viewer?.reach(to: right) == nil ? nil : "/months/\(review.address)\(path)"
        }
        switch self {
        case .card(let csm): return links[.csm(csm)]
        case .team(let name): return links[.team(name)]
        case .company: return links[.company]
        case .trends: return page(.trends, "/trends")
        case .audit: return page(.audit, "/audit")
        case .signals: return page(.audit, "/signals")
        case .data: return page(.quality, "/data-quality")
        case .restatements(let month):
            return viewer?.reach(to: .cards) == nil ? nil : "/months/\(month)/restatements"
        }
    }
}
