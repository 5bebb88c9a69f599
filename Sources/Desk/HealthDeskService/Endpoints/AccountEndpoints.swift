import Calendar
import Charting
import DeskAccess
import Domain
import Formats
import HealthDesk
import Hummingbird
import Logging
import Scoring
import Web

/// Endpoints for one account, as programs read it, and the chart of its scores.
enum AccountEndpoints {
    static let all: [Endpoint] = [account, history, picture]

    private static let id = Parameter.path("account_id", "The account’s identifier.")

    private static let account = Endpoint(
        method: .get, path: "/api/v1/accounts/{account_id}", gate: .reaching(.accounts),
        summary: "How an account stands: score, urgency, open work, contacts, touches.",
        parameters: [id], answers: [(.ok, .json)]
    ) { call in
        let open = try await call.service.library.current()
        let standing = try call.account(open)
        return Reply(open.json(standing)).response(to: call.request)
    }

    private static let history = Endpoint(
        method: .get, path: "/api/v1/accounts/{account_id}/history", gate: .reaching(.accounts),
        summary: "The scores of an account from day to day.", parameters: [id],
        answers: [(.ok, .json(Schema.object([("scores", Schema.list(of: Schema.object))])))]
    ) { call in
        let open = try await call.service.library.current()
        let standing = try call.account(open)
        let history = try await BlockingWork.run { try AccountHistory(standing, open) }
        return Reply([
            "scores": .array(
                history.scores.enumerated().map { place, score in
                    [
                        "date": .text((history.first + place).description),
                        "score": .optional(score),
                    ]
                })
        ]).response(to: call.request)
    }

    private static let picture = Endpoint(
        method: .get, path: "/accounts/{account_id}/history.png", gate: .reaching(.accounts),
        summary: "The scores of an account as a picture.",
        parameters: [
            id, .query("size", Schema.words(PictureKey.sizes.map(\.0)), "The size."),
            .query("theme", Schema.words(BuiltInTheme.allCases.map(\.rawValue)), "The ground."),
        ], answers: [(.ok, .png)]
    ) { call in
        let viewer = try call.knownViewer()
        let open = try await call.service.library.current()
        let standing = try call.account(open)
        let name = try call.query("size") ?? "wide"
        guard let size = PictureKey.sizes.first(where: { $0.0 == name })?.1 else {
            throw Problem.badRequest("size must be wide or narrow.")
        }
        let theme =
            try call.choice("theme", BuiltInTheme.self)?.theme
            ?? call.service.configuration.theme
        let key = PictureKey(
            state: open.state, account: standing.account.id, size: size, theme: theme)
        let service = call.service
        let reply = try await call.whileConnected {
            try await service.pictures.value(of: key, for: viewer.subject) { _ in
                let history = try AccountHistory(standing, open)
                let chart = history.chart(standing, open)
                let png = try renderPNG(
                    chart, size: size, theme: theme, fonts: service.fonts)
                for note in service.fonts.newNotes() { service.logger.notice("\(note)") }
                return Reply(png, "image/png")
            }
        }
        return reply.response(to: call.request)
    }
}

/// A picture of an account's scores.
struct PictureKey: Hashable, Sendable {
    let state: String
    let account: AccountID
    let size: ChartSize
    let theme: Theme

    /// The sizes by name: for a screen, and for a telephone.
    static let sizes: [(String, ChartSize)] = [
        ("wide", ChartSize(width: 1600, height: 620) ?? .reference),
        ("narrow", ChartSize(width: 780, height: 620) ?? .reference),
    ]
}

extension OpenDay {
    /// All about an account, for programs.
    fileprivate func json(_ standing: AccountStanding) -> JSON {
        .object(
            standing.json.members + [
                ("name", .optional(standing.account.name)),
                ("owner", .optional(standing.owner.map { csms[$0].id.text })),
                ("line", PortfolioLine(standing, policy: today.policy).json),
                ("is_undecided", .bool(isUndecided(standing))),
                (
                    "playbooks",
                    .array(
                        suggestions(standing).map { fit in
                            [
                                "playbook": .text(fit.playbook.name),
                                "reasons": .array(fit.reasons.map(JSON.text)),
                            ]
                        })
                ),
                ("actions", .array(standing.actions.map { $0.json(csms) })),
                ("contacts", .array(standing.contacts.map(\.json))),
                ("touches", .array(touches(standing).map { $0.json(csms) })),
                ("overrides", .array(overrides(standing).map { $0.json(csms) })),
                ("ratings", .array(ratings(standing).map { $0.json(csms) })),
            ])
    }
}
