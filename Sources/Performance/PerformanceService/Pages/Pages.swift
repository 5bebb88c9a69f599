import Calendar
import Formats
import Attribution
import ReviewCharts
import Publishing
import Access
import Charting
import Domain
import Hummingbird
import Review
import Scorecards

extension Endpoint {
    /// What people read in a browser.
    static var pages: [Endpoint] {
        [home, review, people, card, trends, gallery, quality] + auditPages + ownPages
    }

    static func page(
        _ path: String, _ gate: Gate, _ summary: String,
        _ handle: @escaping @Sendable (Call) async throws -> Response
    ) -> Endpoint {
        let parameters = path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            Parameter.path(String($0.dropFirst().dropLast()), "")
        }
        return Endpoint(
            method: .get, path: path, gate: gate, summary: summary, parameters: parameters,
            answers: [(.ok, .html)], isPage: true, handle: handle)
    }

    private static let home = page("/", .anyone, "Leads to the latest month.") { call in
        let months = try await call.service.library.current().months
        guard let viewer = call.viewer else { throw Problem.unauthorized }
        guard let month = months.first else {
            let text = try Templates.text(
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

    private static let review = page(
        "/months/{month}", .reaching(.overview), "The monthly review."
    ) { call in
        let open = try await call.review()
        let hasCompany = call.reach == .all
        let people = call.viewer?.reach(to: .cards)
        if let people {
            try await call.logPeople(
                in: open, "review \(open.review.frame.month)", within: people)
        }
        let teams = try await call.teams(in: open, "teams")
        return try await call.page("Review", "", open) {
            let fragments = PageFragments(open.review)
            let company =
                hasCompany
                ? "<section aria-labelledby=\"company\" class=\"company\">"
                    + "<h2 id=\"company\" class=\"unseen\">Company</h2>"
                    + (try fragments.card(open.review.scoreboard.company, name: "The company"))
                    + "</section>" : ""
            let csms = try people.map {
                "<section aria-labelledby=\"csms\"><h2 id=\"csms\">CSMs</h2>"
                    + (try peopleText($0, in: open)) + "</section>"
            }
            return try fragments.missing() + company + fragments.teams(named: teams) + (csms ?? "")
                + (people == .all ? fragments.fair() : "")
        }
    }

    private static let people = page(
        "/months/{month}/csms", .reaching(.cards), "The CSMs in reach, by name."
    ) { call in
        let open = try await call.review()
        try await call.logPeople(in: open, "CSMs \(open.review.frame.month)")
        let reach = call.reach
        return try await call.page("CSMs", "/csms", open) { try peopleText(reach, in: open) }
    }

    /// The CSMs in reach with what their cards say first.
    private static func peopleText(_ reach: Reach, in open: OpenReview) throws -> String {
        let month = open.review.frame.month
        let rows = open.review.cardsByName.filter {
            reach.includes($0.csm.id, in: $0.csm.team)
        }.map { csm, card -> [String: Any] in
            let rate = card.metrics.logoRenewalRate
            return [
                "address": "/months/\(month)/csms/\(csm.id.text.inPath)", "name": csm.name,
                "team": csm.team ?? "–", "rate": rate.valueText(as: .logoRenewalRate),
                "range": rate.rangeText(as: .logoRenewalRate) ?? "–",
                "target": rate.comparison.versusTarget?.words ?? "no target",
                "sentence": card.sentence,
            ]
        }
        return try Templates.text("people", ["people": rows, "hasPeople": !rows.isEmpty])
    }

    private static let card = page(
        "/months/{month}/csms/{csm_id}", .reaching(.cards), "A CSM’s card."
    ) { call in
        let (open, csm, card) = try await call.card()
        let month = open.review.frame.month
        try await call.log("scorecard \(month)", of: [csm])
        let comments = try await call.comments(on: .card(month, csm.id))
        let path = "/csms/\(csm.id.text.inPath)"
        let isOwn = call.viewer?.csm == csm.id
        return try await call.page(csm.name, path, open, state: "\(comments.count) \(isOwn)") {
            let bridge = try open.review.bridgeChart(of: card.scope).map { bridge in
                try galleryText([
                    (
                        "/api/v1/reviews/\(month)/scorecards/\(csm.id.text.inPath)/bridge.png",
                        "bridge.png", bridge
                    )
                ])
            }
            return try Templates.text(
                "card_head", ["team": csm.team ?? "", "hasTeam": csm.team != nil])
                + PageFragments(open.review).card(card, name: csm.name) + (bridge ?? "")
                + commentsText(comments, at: "/months/\(month)\(path)", isOwn: isOwn)
        }
    }

    private static let trends = page(
        "/months/{month}/trends", .reaching(.trends), "Trends in words and pictures."
    ) { call in
        let open = try await call.review()
        let teams = try await call.teams(in: open, "trends")
        let hasCompany = call.reach == .all
        let charts = call.viewer?.reach(to: .charts) != nil
        return try await call.page("Trends", "/trends", open) {
            let shown: [ReviewChart] =
                charts ? [.renewalRate, .revenueRetention, .nps, .tierMix] : []
            return try PageFragments(open.review).trends(hasCompany: hasCompany, teams: teams)
                + (shown.isEmpty ? "" : galleryText(shown, of: open.review))
        }
    }

    private static let gallery = page(
        "/months/{month}/charts", .anyone, "The charts in reach, to look at and to take along."
    ) { call in
        let (open, charts) = try await call.chartsInReach()
        return try await call.page("Charts", "/charts", open) {
            try galleryText(charts, of: open.review)
        }
    }

    private static let quality = page(
        "/months/{month}/data-quality", .reaching(.quality), "What is wrong with the data."
    ) { call in
        let open = try await call.review()
        return try await call.page("Data quality", "/data-quality", open) {
            let fragments = PageFragments(open.review)
            return try fragments.missing() + fragments.data()
        }
    }

    /// The charts with their downloads and words.
    private static func galleryText(
        _ charts: [ReviewChart], of review: MonthlyReview
    ) throws -> String {
        try galleryText(
            charts.map { chart in
                (
                    "/api/v1/reviews/\(review.frame.month)/charts/\(chart.fileName)",
                    chart.fileName, chart.described(review)
                )
            })
    }

    /// Pictures by address and name of the file.
    private static func galleryText(
        _ pictures: [(address: String, file: String, described: DescribedChart)]
    ) throws -> String {
        try Templates.text(
            "gallery",
            [
                "charts": pictures.map { picture -> [String: Any] in
                    [
                        "address": picture.address, "file": picture.file,
                        "title": picture.described.chart.text.title,
                        "alt": picture.described.altText,
                    ]
                }
            ])
    }
}

extension Call {
    /// A page of a month, made once for everybody who sees the same.
    ///
    /// `section` is its path behind the month; `state` tells apart what else the content hangs on.
    func page(
        _ title: String, _ section: String, _ open: OpenReview, state: String = "",
        _ content: @escaping @Sendable () throws -> String
    ) async throws -> Response {
        let months = try await service.library.current().months
        let review = open.review
        let layout = Layout(
            title: title, month: review.frame.month, months: months, viewer: viewer,
            section: section, digests: (review.policyDigest, review.dataDigest))
        let role = viewer?.role.rawValue ?? ""
        return try await open.reply("page \(section) \(role) \(scope) \(state)") {
            try layout.reply(content())
        }.response(to: request)
    }
}

extension String {
    /// The text as one part of a path.
    var inPath: String {
        utf8.map { byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || byte == 45 || byte == 46 || byte == 95
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + digits
        }.joined()
    }
}
