import Access
import Attribution
import Hummingbird
import Publishing
import Review
import ReviewCharts
import Scorecards
import Web

/// The page of the company: its metrics, its teams, and the portfolios that stand out.
enum CompanyPage {
    static let all: [Endpoint] = [company]

    private static let company = Endpoint.page(
        "/months/{month}/company", .reaching(.overview),
        "The company’s metrics, its teams, and whose portfolios stand out."
    ) { call in
        guard call.reach == .all else { throw Problem.forbidden }
        let open = try await call.review()
        let people = call.viewer?.reach(to: .cards)
        if let people { try await call.log("company", in: open, within: people) }
        let teams = try await call.teams(in: open, "teams")
        let links = open.links(for: call.viewer)
        let service = call.service
        return try await call.page("Company", "/company", open) {
            let fragments = PageFragments(open.review)
            let card = fragments.card(open.review.scoreboard.company, name: "The company")
            let withheld = open.withheldWords.map { "<p class=\"note\">\($0)</p>\n" } ?? ""
            let fair = people == .all ? try fragments.fair(links: links) : ""
            // Who sees the company may not see the pictures.
            let sees = call.viewer?.reach(to: .charts) != nil
            let picture = sees ? try galleryText([.arrWalk], of: open.review, by: service) : nil
            return try card + fragments.walk(picture: picture)
                + fragments.teams(named: teams, links: links) + withheld + fair
        }
    }
}
