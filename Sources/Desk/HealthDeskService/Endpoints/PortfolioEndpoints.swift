import Calendar
import DeskAccess
import DeskMemory
import Domain
import Formats
import HealthDesk
import Hummingbird
import Web

/// Endpoints for the accounts within reach, as programs read them.
enum PortfolioEndpoints {
    static let all: [Endpoint] = [lines, figures, alerts]

    private static let lines = Endpoint(
        method: .get, path: "/api/v1/portfolio", gate: .reaching(.accounts),
        summary: "The accounts, the most urgent first.",
        parameters: PortfolioQuery.parameters + [.limit, .cursor],
        answers: [(.ok, .json(Pagination.schema))]
    ) { call in
        let open = try await call.service.library.current()
        let query = try PortfolioQuery(call, open)
        let lines = query.lines(of: open)
        let page = try Pagination(of: lines.count, call, state: open.state)
        return Reply(page.content(lines[page.range].map(\.json))).response(to: call.request)
    }

    private static let figures = Endpoint(
        method: .get, path: "/api/v1/portfolio/figures", gate: .reaching(.accounts),
        summary: "The figures of the portfolio, and where ambers concentrate.",
        parameters: [PortfolioQuery.csm],
        answers: [
            (.ok, .json(Schema.object([("date", Schema.text), ("figures", Schema.object)])))
        ]
    ) { call in
        let open = try await call.service.library.current()
        let scope = try PortfolioQuery(call, open).scope
        let figures = open.figures(of: scope)
        return Reply([
            "date": .text(open.day.description), "figures": figures.figures.json,
            "concentrations": .array(figures.concentrations.map(\.json)),
        ]).response(to: call.request)
    }

    private static let alerts = Endpoint(
        method: .get, path: "/api/v1/alerts", gate: .reaching(.accounts),
        summary: "What happened in the last \(DayLibrary.alertDays) days, each told once.",
        answers: [(.ok, .json(Schema.object([("alerts", Schema.list(of: Schema.object))])))]
    ) { call in
        let open = try await call.service.library.current()
        let told = open.told(in: Scope(call.reach, on: open))
        return Reply([
            "alerts": .array(
                told.map { told, _ in
                    [
                        "day": .text(told.day.description),
                        "account_id": .text(told.alert.key.account.text),
                        "kind": .text(told.alert.key.kind.rawValue),
                        "subject": .text(told.alert.key.subject),
                        "sentence": .text(told.alert.sentence),
                    ]
                })
        ]).response(to: call.request)
    }
}

extension OpenDay {
    /// The alerts of the last days about accounts within a scope, newest first.
    func told(in scope: Scope) -> [(told: ToldAlert, standing: AccountStanding)] {
        told.compactMap { one in
            guard let standing = standing(one.alert.key.account), scope.includes(standing) else {
                return nil
            }
            return (one, standing)
        }
    }
}
