import Calendar
import DeskAccess
import Formats
import HealthDesk
import Hummingbird
import Web

/// Endpoints for what changed since last Monday, as programs read it.
enum MondayEndpoints {
    static let all: [Endpoint] = [
        Endpoint(
            method: .get, path: "/api/v1/monday", gate: .reaching(.accounts),
            summary: "The accounts that changed tier since last Monday, and why.",
            answers: [
                (
                    .ok,
                    .json(
                        Schema.object([
                            ("since", Schema.text), ("changes", Schema.list(of: Schema.object)),
                        ]))
                )
            ]
        ) { call in
            let open = try await call.service.library.current()
            let scope = Scope(call.reach, on: open)
            let changes = open.monday.changes.filter { scope.includes($0.standing) }
            return Reply([
                "since": .text(open.monday.since.description),
                "changes": .array(changes.map { $0.json(open.csms) }),
            ]).response(to: call.request)
        }
    ]
}
