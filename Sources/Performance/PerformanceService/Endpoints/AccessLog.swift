import Calendar
import Formats
import Publishing
import Access
import Domain
import Hummingbird
import Review

extension Endpoint {
    /// Who looked at whom.
    static var accessLog: [Endpoint] {
        [
            Endpoint(
                method: .get, path: "/api/v1/access-log", gate: .reaching(.accessLog),
                summary: "Who was shown a person’s performance: a CSM’s own, or everybody’s.",
                parameters: [
                    .limit,
                    .query(
                        "before", Schema.number(from: 1, to: 1 << 53),
                        "Only views numbered below."),
                ],
                answers: [(.ok, .json(Schema.object([("views", Schema.list(of: Schema.object))])))]
            ) { call in
                Reply(["views": .array(try await call.views().map(json))])
                    .response(to: call.request, isKept: false)
            }
        ]
    }

    private static func json(_ numbered: NumberedView) -> JSON {
        let view = numbered.view
        return [
            "number": .count(numbered.number), "time": .text(view.time.description),
            "viewer": .text(view.name), "role": .text(view.role.rawValue),
            "csm_id": .optional(view.csm?.text), "team": .optional(view.team),
            "what": .text(view.what),
        ]
    }
}

extension Call {
    /// The views that the viewer may know of, the newest first.
    func views() async throws -> [NumberedView] {
        let limit = try number("limit", in: 1...500, default: 100)
        let before =
            try query("before") == nil ? nil : number("before", in: 1...(1 << 53), default: 1)
        var whose: CSMID?
        if case .own(let csm) = reach { whose = csm }
        let book = service.book
        return try await Work.run { [whose] in
            try book.views(of: whose, before: before, limit: limit)
        }
    }
}
