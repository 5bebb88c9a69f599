import Access
import Calendar
import Deliveries
import Formats
import Hummingbird
import Templating
import Web

/// The page and the endpoint about deliveries: who gets what, and whether it arrived. They show no
/// figure and no secret.
enum DeliveryPages {
    static let all: [Endpoint] = [page, list]

    /// The most periods of a delivery that the page shows, the newest first.
    private static let most = 12

    private static let page = Endpoint.page(
        "/deliveries", .reaching(.deliveries), "Who gets what by itself, and whether it arrived."
    ) { call in
        let list = try await call.deliveryList()
        let rows = (list?.entries ?? []).map { entry -> [String: Any] in
            let periods = entry.periods.reversed().prefix(most)
            return [
                "name": entry.delivery.name, "role": entry.delivery.role.words,
                "what": entry.delivery.contentWords, "when": entry.delivery.timeWords,
                "how": entry.delivery.wayWords, "next": entry.nextWords,
                "hasPeriods": !periods.isEmpty,
                "periods": periods.map { period -> [String: Any] in
                    ["period": period.name, "state": period.word, "words": period.words]
                },
            ]
        }
        let text = try serviceTemplates.text(
            "deliveries",
            [
                "deliveries": rows, "hasDeliveries": !rows.isEmpty,
                "failing": list?.failingWords ?? "", "isFailing": list?.failingWords != nil,
            ])
        return try await call.layout("Deliveries", "/deliveries").reply(text)
            .response(to: call.request, isKept: false)
    }

    private static let list = Endpoint(
        method: .get, path: "/api/v1/deliveries", gate: .reaching(.deliveries),
        summary: "Who gets what by itself, what was sent, and what failed and why. It has no "
            + "figure.",
        answers: [
            (.ok, .json(Schema.object([("deliveries", Schema.list(of: Schema.object))])))
        ]
    ) { call in
        let nothing: JSON = ["deliveries": .array([]), "former": .array([])]
        return Reply(try await call.deliveryList()?.json ?? nothing)
            .response(to: call.request, isKept: false)
    }
}

extension Call {
    /// The deliveries; nil if the service has none.
    fileprivate func deliveryList() async throws -> DeliveryList? {
        guard let loop = service.deliveries else { return nil }
        let store = service.accessStore
        return try await BlockingWork.run {
            try DeliveryList(loop.settings, store: store, source: loop.source, at: now())
        }
    }
}

extension DeliveryList {
    /// How many deliveries have failed, in a sentence; nil for none.
    fileprivate var failingWords: String? {
        let count = entries.count { entry in
            entry.periods.contains { ["failed", "stopped"].contains($0.word) }
        }
        guard count > 0 else { return nil }
        return count == 1
            ? "One delivery did not arrive; below it says why."
            : "\(count) deliveries did not arrive; below it says why."
    }
}
