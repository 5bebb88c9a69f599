import Access
import Attribution
import Domain
import Hummingbird
import Publishing
import Review
import Templating
import Web

/// The page of the CSMs.
enum PeoplePages {
    static let all: [Endpoint] = [people]

    private static let people = Endpoint.page(
        "/months/{month}/csms", .reaching(.cards), "The CSMs in reach: sorted, searched, by team."
    ) { call in
        let open = try await call.review()
        let reach = call.reach
        let path = "/months/\(open.review.address)/csms"
        let list = try await PeopleList(reach, for: call, in: open, path: path)
        try await call.log("CSMs", in: open)
        return try await call.page("CSMs", "/csms", open, content: list.content) {
            let teams = reach == .all ? open.teams(within: reach) : []
            let form = try serviceTemplates.text(
                "people_form",
                [
                    "path": path, "search": list.query.search,
                    "longest": PeopleQuery.longestSearch, "sort": list.query.sort,
                    "hasTeams": teams.count > 1, "isNarrowed": list.query.isNarrowed,
                    "teams": teams.map { name -> [String: Any] in
                        ["name": name, "isChosen": name.hasSameBytes(as: list.query.team)]
                    },
                ])
            return try form + list.text()
        }
    }
}
