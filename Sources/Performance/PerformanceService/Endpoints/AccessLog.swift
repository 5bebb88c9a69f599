import Access
import Calendar
import Domain
import Formats
import Hummingbird
import Web

/// The endpoint for the access log.
enum AccessLogEndpoints {
    static let all: [Endpoint] = [log]

    private static let log = Endpoint(
        method: .get, path: "/api/v1/access-log", gate: .reaching(.accessLog),
        summary: "Who was shown a person’s performance: a CSM’s own, or everybody’s. For an "
            + "administrator also who signed in or was refused, and changes of access.",
        parameters: [
            .limit,
            .query(
                "before", Schema.number(from: 1, to: 1 << 53),
                "Only views numbered below."),
        ],
        answers: [(.ok, .json(Schema.object([("views", Schema.list(of: Schema.object))])))]
    ) { call in
        Reply(["views": .array(try await call.accessRecords().map(json))])
            .response(to: call.request, isKept: false)
    }

    private static func json(_ numbered: NumberedAccessRecord) -> JSON {
        let record = numbered.record
        return [
            "number": .count(numbered.number), "time": .text(record.time.description),
            "kind": .text(record.kind.rawValue), "viewer": .text(record.name),
            "role": .optional(record.role?.rawValue),
            "csm_id": .optional(record.csm?.text), "team": .optional(record.team),
            "what": .text(record.what),
        ]
    }
}

extension Call {
    /// The access records that the viewer may see, newest first.
    func accessRecords() async throws -> [NumberedAccessRecord] {
        let limit = try number("limit", in: 1...500, default: 100)
        let before =
            try query("before") == nil ? nil : number("before", in: 1...(1 << 53), default: 1)
        var whose: CSMID?
        if case .own(let csm) = reach { whose = csm }
        let store = service.accessStore
        return try await BlockingWork.run { [whose] in
            try store.records(of: whose, before: before, limit: limit)
        }
    }
}
