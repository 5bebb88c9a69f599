import Formats
package import ReviewCharts
import Templating
import Brief
import Review
import Charting
import Templating

extension MonthlyReview {
    /// The page of the review, without scripts and without other files. The cards of the CSMs
    /// stand on the pages of their teams.
    ///
    /// - Parameters:
    ///   - charts: what they show, in the order of the page.
    ///   - pictures: the same as PNG.
    /// - Returns: HTML in UTF-8; the same review and pictures give the same bytes.
    /// - Throws: when a template is broken.
    package func html(charts: [DescribedChart], pictures: [[UInt8]]) throws -> [UInt8] {
        try pageText(
            Brief(self, for: .everybody), charts: charts, teamPages: teamPages
        ).filled(with: pictures)
    }

    /// The page without its pictures, which may be drawn at the same time.
    ///
    /// - Throws: when a template is broken.
    func pageText(
        _ brief: Brief, charts: [DescribedChart], teamPages: [TeamPage]
    ) throws -> PageText {
        let page = ReviewPage(
            self, brief: brief, charts: charts, teamPages: teamPages, style: reviewStyle)
        return PageText(Array(try pageTemplates.text("review", page).utf8))
    }
}

/// The style sheet of every page.
package let reviewStyle = String(
    decoding: baseStyle + PackageResources.review_css + PackageResources.metrics_css, as: UTF8.self)

/// The templates of pages and of their sections.
let pageTemplates = TemplateLibrary([
    "brief": PackageResources.brief_mustache,
    "review": PackageResources.review_mustache, "role_page": PackageResources.role_page_mustache,
    "team": PackageResources.team_mustache,
    "audit": PackageResources.audit_mustache, "teams": PackageResources.teams_mustache,
    "trends": PackageResources.trends_mustache, "data": PackageResources.data_mustache,
    "missing": PackageResources.missing_mustache, "fair": PackageResources.fair_mustache,
    "walk": PackageResources.walk_mustache,
    "signals": PackageResources.signals_mustache,
    "signals_row": PackageResources.signals_row_mustache,
    "episode": PackageResources.episode_mustache, "story": PackageResources.story_mustache,
])

/// The text of a page, with places for its pictures.
struct PageText: Sendable {
    /// Marks the place of a picture in the text. No fact can contain it, as the template escapes
    /// facts.
    private static let place = Array("<png>".utf8)

    private let text: [UInt8]
    /// The positions at which the places begin.
    private let places: [Int]

    init(_ text: [UInt8]) {
        self.text = text
        places = text.indices.filter { index in
            text[index] == Self.place[0] && text[index...].starts(with: Self.place)
        }
    }

    /// The page with these pictures in their places. A review of nothing has no place for any.
    ///
    /// - Precondition: there are as many pictures as places, or no places.
    func filled(with pictures: [[UInt8]]) -> [UInt8] {
        precondition(
            places.isEmpty || pictures.count == places.count, "each place needs its picture")
        var page: [UInt8] = []
        page.reserveCapacity(text.count + pictures.reduce(0) { $0 + $1.count * 4 / 3 + 4 })
        var start = 0
        for (place, picture) in zip(places, pictures) {
            page += text[start..<place]
            appendBase64(picture, to: &page)
            start = place + Self.place.count
        }
        return page + text[start...]
    }
}
