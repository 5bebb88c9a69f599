import Access
import Attribution
import Calendar
import Closing
import Domain
import Formats
import Foundation
import Hummingbird
import Publishing
import Review
import Scorecards
import Web

/// Endpoints for closed months and what was restated since.
enum ClosingEndpoints {
    static let all: [Endpoint] = [closings, close, restatements]

    private static let closings = Endpoint(
        method: .get, path: "/api/v1/closings", gate: .reaching(.cards),
        summary: "The closed months: every edition, in the order in which they were made.",
        answers: [(.ok, .json(Schema.object([("closings", Schema.list(of: Schema.object))])))]
    ) { call in
        let closed = try await call.service.library.current().closed
        return Reply(["closings": .array(closed.map(\.json))])
            .response(to: call.request, isKept: false)
    }

    private static let close = Endpoint(
        method: .post, path: "/api/v1/closings", gate: .reaching(.closing),
        summary: "Closes a month: its review stays as it is published now.",
        body: [
            .json([
                "type": "object", "required": ["month"],
                "properties": [
                    "month": [
                        "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$",
                    ],
                    "note": ["type": "string", "minLength": .count(1)],
                    "despite_disputes": ["type": "string", "minLength": .count(1)],
                ], "additionalProperties": .bool(false),
            ])
        ], answers: [(.created, .json)]
    ) { call in
        guard (call.request.headers[.contentType] ?? "").lowercased().hasPrefix("application/json")
        else { throw Problem(.unsupportedMediaType, "Send application/json.") }
        let body = Data(try await call.smallBody().readableBytesView)
        let order: ClosingOrder
        do {
            order = try JSONDecoder().decode(ClosingOrder.self, from: body)
        } catch {
            throw Problem.badRequest("Send {\"month\": \"2026-10\"}, and \"note\" with words.")
        }
        guard let month = Month(order.month) else {
            throw Problem.badRequest("A month is written as 2026-10.")
        }
        let closed = try await call.close(
            month, note: order.note, despite: order.despite_disputes)
        return Reply(closed.json).response(to: call.request, status: .created, isKept: false)
    }

    private static let restatements = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/restatements", gate: .reaching(.cards),
        summary: "What a closed month published, what it would be today, and why.",
        parameters: [.month], answers: [(.ok, .json)]
    ) { call in
        let (found, open) = try await call.restatements()
        let isShown = call.restatementFilter(open)
        return Reply(found.content(isShown)).response(to: call.request, isKept: false)
    }
}

/// What a request to close a month says.
private struct ClosingOrder: Decodable {
    let month: String
    let note: String?
    let despite_disputes: String?
}

extension Call {
    /// The texts of a JSON object in the body.
    func jsonFields() async throws -> [String: String] {
        guard (request.headers[.contentType] ?? "").lowercased().hasPrefix("application/json")
        else { throw Problem(.unsupportedMediaType, "Send application/json.") }
        let body = Data(try await smallBody().readableBytesView)
        do {
            return try JSONDecoder().decode([String: String].self, from: body)
        } catch {
            throw Problem.badRequest("Send an object whose members are texts.")
        }
    }

    /// Closes a month.
    ///
    /// - Parameters:
    ///   - month: the month.
    ///   - note: what to remember about it; nil for nothing.
    ///   - despite: why it is closed while disputes are open; nil for no reason.
    /// - Returns: the closing.
    /// - Throws: `Problem` where it cannot be closed.
    func close(_ month: Month, note: String?, despite: String?) async throws -> ClosedMonth {
        guard let viewer else { throw Problem.unauthorized }
        for (name, text) in [("The note", note), ("The reason", despite)] {
            guard text.map({ !$0.allSatisfy(\.isWhitespace) && $0.isPlain }) ?? true else {
                throw Problem.badRequest("\(name) needs words.")
            }
        }
        let time = now()
        do {
            try CloseMonth.check(month, at: time)
        } catch {
            throw Problem(.conflict, "\(error)")
        }
        let facts = service.facts
        let revision = try await BlockingWork.run { try readingFacts { try facts.revision() } }
        let shelf = try await service.library.current()
        let name = ReviewName(month: month, isToday: true)
        do {
            try shelf.check(name)
        } catch {
            throw Problem.notFound("\(error)")
        }
        let open = try await whileConnected {
            try await shelf.review(name, for: viewer.subject, on: time.day)
        }
        try await log("closing", in: open, within: .all)
        let (store, fonts, review) = (service.closings, service.fonts, open.review)
        let accessStore = service.accessStore
        return try await BlockingWork.run {
            do {
                let isOpen = try accessStore.disputes(of: month).count { $0.answer == nil }
                return try CloseMonth(store: store, fonts: fonts).close(
                    review, afterImport: revision, by: viewer.name, note: note, despite: despite,
                    openDisputes: isOpen, at: time)
            } catch let error as ClosingError {
                throw Problem(.conflict, "\(error)")
            }
        }
    }

    /// What was restated since the month in the path was closed, and its published review. Logs the
    /// access.
    func restatements() async throws -> (found: Restatements, open: OpenReview) {
        guard let viewer else { throw Problem.unauthorized }
        let shelf = try await service.library.current()
        let name = try reviewName(of: shelf)
        guard name.grain == .month else {
            throw Problem.notFound("Only months are closed.")
        }
        let found = try await whileConnected {
            try await shelf.restatements(of: name.month, for: viewer.subject)
        }
        let open = try await review()
        try await log("restatements", in: open)
        return (found, open)
    }

    /// What was restated since the last close, up to the month of a review; nil without one.
    func restatedBefore(_ open: OpenReview) async throws -> Restatements? {
        guard let viewer else { throw Problem.unauthorized }
        let shelf = try await service.library.current()
        let month = open.review.frame.month
        guard let last = shelf.closed.map(\.month).filter({ $0 <= month }).max() else {
            return nil
        }
        return try await whileConnected {
            try await shelf.restatements(of: last, for: viewer.subject)
        }
    }

    /// Whose figures the viewer may see in a comparison.
    func restatementFilter(_ open: OpenReview) -> (CardFigures.Subject) -> Bool {
        let reach = reach
        let csms = Set(open.people(within: reach).map(\.id))
        return { subject in
            switch (subject, reach) {
            case (_, .all): true
            case (.csm(let id), _): csms.contains(id)
            case (.team(let name), .team(let own)): name == Array(own.utf8)
            default: false
            }
        }
    }
}

extension String {
    /// The text without blanks around it.
    var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }

    /// Whether it has letters and line breaks, and no control characters.
    var isPlain: Bool {
        unicodeScalars.allSatisfy { $0.value > 31 || "\t\n\r".unicodeScalars.contains($0) }
    }
}
