import Access
import Attribution
import Domain
import Hummingbird
import Publishing
import Review
import ReviewCharts
import Scorecards
import Templating
import Web

/// The page of a team.
enum TeamPages {
    static let all: [Endpoint] = [team]

    private static let team = Endpoint.page(
        "/months/{month}/teams/{team}", .reaching(.overview),
        "A team’s verdict and metrics, and its CSMs."
    ) { call in
        let name = call.parameter("team")
        if case .team(let own) = call.reach, !own.hasSameBytes(as: name) { throw Problem.forbidden }
        let open = try await call.review()
        guard let card = open.review.scoreboard.teams(named: [name]).first else {
            throw Problem.notFound("No team of that name is shown in that month.")
        }
        let section = "/teams/\(name.inPath)"
        var list: PeopleList?
        if call.viewer?.reach(to: .cards) != nil {
            list = try await PeopleList(
                .team(name), for: call, in: open,
                path: "/months/\(open.review.address)\(section)",
                limit: PeopleList.belowMetrics, without: [.team])
            try await call.log("team", in: open, within: .team(name))
        }
        let people = list
        return try await call.page(
            "Team \(name)", section, open, content: people?.content ?? .fixed
        ) {
            try serviceTemplates.text(
                "team",
                [
                    "running": open.review.runningHeader("Team \(name)"),
                    "card": PageFragments(open.review).card(card, name: "Team \(name)"),
                    "hasPeople": people != nil, "people": people?.text() ?? "",
                ])
        }
    }
}
