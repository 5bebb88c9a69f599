import Access
import Attribution
import Calendar
import Charting
import Deliveries
import Domain
import Formats
import Hummingbird
import Logging
import Publishing
import Review
import ReviewCharts
import Web

/// Endpoints for the charts of a review.
enum ChartEndpoints {
    static let all: [Endpoint] = [list, picture]

    private static let list = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/charts", gate: .anyone,
        summary: "The charts in reach: name, finding, and what they show in words.",
        parameters: [.month],
        answers: [(.ok, .json(Schema.object([("charts", Schema.list(of: Schema.object))])))]
    ) { call in
        let (open, charts) = try await call.chartsInReach()
        return try await open.reply(.charts(charts)) {
            Reply([
                "charts": .array(
                    charts.map { chart in
                        let described = chart.described(open.review)
                        return [
                            "name": .text(chart.rawValue),
                            "title": .text(described.chart.text.title),
                            "alt": .text(described.altText),
                        ]
                    })
            ])
        }.response(to: call.request)
    }

    private static let picture = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/charts/{name}", gate: .anyone,
        summary: "A chart as a PNG.",
        parameters: [
            .month,
            Parameter(
                name: "name", isInPath: true,
                schema: Schema.words(ReviewChart.allCases.map(\.fileName)),
                summary: "The chart’s name with .png behind it."),
        ] + Parameter.picture, answers: [(.ok, .png)]
    ) { call in
        guard let viewer = call.viewer else { throw Problem.unauthorized }
        let name = call.parameter("name")
        guard let chart = ReviewChart.allCases.first(where: { $0.fileName == name }) else {
            throw Problem.notFound("There is no chart of that name.")
        }
        guard viewer.reach(to: chart.right) != nil else { throw Problem.forbidden }
        let picture = try call.picture()
        let open = try await call.review()
        if chart.right == .everybody {
            try await call.log("chart \(chart.rawValue)", in: open, within: .all)
        }
        let service = call.service
        return try await call.picture(.chart(chart, picture), of: open) {
            let described = chart.described(open.review)
            return try Reply(
                described.chart, words: described.altText, as: picture, by: service)
        }
    }
}

extension Parameter {
    /// A pattern for widths from 320 to 7680.
    private static let width =
        "3[2-9][0-9]|[4-9][0-9]{2}|[1-6][0-9]{3}|7[0-5][0-9]{2}|76[0-7][0-9]|7680"
    /// A pattern for heights from 180 to 4320.
    private static let height =
        "1[89][0-9]|[2-9][0-9]{2}|[1-3][0-9]{3}|4[0-2][0-9]{2}|43[01][0-9]|4320"

    /// The size and theme of a picture.
    static let picture = [
        query(
            "size", ["type": "string", "pattern": .text("^(\(width))x(\(height))$")],
            "Width and height in pixels, from 320x180 to 7680x4320."),
        query(
            "theme", Schema.words(BuiltInTheme.allCases.map(\.rawValue)),
            "The ground it is drawn on (default: the theme of the service)."),
    ]
}

extension Call {
    /// The charts that the viewer may see. Logs the access if one of them names people.
    func chartsInReach() async throws -> (open: OpenReview, charts: [ReviewChart]) {
        guard let viewer else { throw Problem.unauthorized }
        let charts = ReviewChart.allCases.filter { viewer.reach(to: $0.right) != nil }
        guard !charts.isEmpty else { throw Problem.forbidden }
        let open = try await review()
        if charts.contains(where: { $0.right == .everybody }) {
            try await log("charts", in: open, within: .all)
        }
        return (open, charts)
    }

    /// The built-in theme that the query names; nil without one.
    private func theme() throws(Problem) -> Theme? {
        try choice("theme", BuiltInTheme.self)?.theme
    }

    /// The size and theme in the query. Without a theme, it is the service's own.
    func picture() throws(Problem) -> Picture {
        var size = ChartSize.reference
        if let text = try query("size") {
            guard let asked = ChartSize(text: text) else {
                throw .badRequest("size must be from 320x180 to 7680x4320, as 1920x1080.")
            }
            size = asked
        }
        return Picture(size: size, theme: try theme() ?? service.configuration.theme ?? .light)
    }
}

extension Reply {
    /// A chart as a PNG. The log says once which letters no installed font has.
    init(
        _ chart: any Chart, words: String? = nil, as picture: Picture, by service: ServiceState
    ) throws {
        self.init(
            try renderPNG(
                chart, size: picture.size, theme: picture.theme, fonts: service.fonts,
                description: words),
            "image/png")
        for note in service.fonts.newNotes() { service.logger.notice("\(note)") }
    }
}
