package import Access
import Attribution
import Calendar
import Domain
package import Formats
import Hummingbird
import Review
import Web

/// Endpoints for disputes about facts, their answers, and conclusions about cards.
enum StatementEndpoints {
    static let all: [Endpoint] = [disputes, dispute, answer, conclusions, conclude]

    private static let text: JSON = [
        "type": "string", "minLength": .count(1), "maxLength": .count(Comment.longest),
    ]

    private static let disputes = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/disputes", gate: .reaching(.cards),
        summary: "The disputes about facts behind the cards in reach, the oldest first.",
        parameters: [.month],
        answers: [(.ok, .json(Schema.object([("disputes", Schema.list(of: Schema.object))])))]
    ) { call in
        let open = try await call.monthReview()
        try await call.log("disputes", in: open)
        let found = try await call.disputes(in: open)
        return Reply(["disputes": .array(found.map(\.json))])
            .response(to: call.request, isKept: false)
    }

    private static let dispute = Endpoint(
        method: .post, path: "/api/v1/reviews/{month}/scorecards/{csm_id}/disputes",
        gate: .reaching(.cards), summary: "Disputes a fact behind one’s own card.",
        parameters: [.month, .path("csm_id", "The CSM’s identifier.")],
        body: [
            .json([
                "type": "object", "required": ["feed", "key", "field", "should", "why"],
                "properties": [
                    "feed": [
                        "type": "string", "enum": .array(Dispute.feeds.map { .text($0.rawValue) }),
                    ],
                    "key": text, "field": text, "should": ["type": "string"], "why": text,
                ], "additionalProperties": .bool(false),
            ])
        ], answers: [(.created, .json)]
    ) { call in
        let (open, csm, _) = try await call.card()
        let fields = try await call.jsonFields()
        let made = try await call.dispute(fields, about: csm, in: open)
        return Reply(made.json).response(to: call.request, status: .created, isKept: false)
    }

    private static let answer = Endpoint(
        method: .post, path: "/api/v1/reviews/{month}/disputes/{number}/answer",
        gate: .reaching(.answers), summary: "Accepts or declines a dispute.",
        parameters: [.month, .path("number", "The number of the dispute.")],
        body: [
            .json([
                "type": "object", "required": ["answer"],
                "properties": [
                    "answer": ["type": "string", "enum": ["accept", "decline"]], "text": text,
                ], "additionalProperties": .bool(false),
            ])
        ], answers: [(.ok, .json)]
    ) { call in
        let answered = try await call.answerDispute(try await call.jsonFields())
        return Reply(answered.json).response(to: call.request, isKept: false)
    }

    private static let conclusions = Endpoint(
        method: .get, path: "/api/v1/reviews/{month}/scorecards/{csm_id}/conclusions",
        gate: .reaching(.cards), summary: "The conclusions about a card, the oldest first.",
        parameters: [.month, .path("csm_id", "The CSM’s identifier.")],
        answers: [(.ok, .json(Schema.object([("conclusions", Schema.list(of: Schema.object))])))]
    ) { call in
        let about = try await call.cardTopic()
        let open = try await call.monthReview()
        let found = try await call.conclusions(about: about.person, in: open)
        return Reply(["conclusions": .array(found.map(conclusionContent))])
            .response(to: call.request, isKept: false)
    }

    private static let conclude = Endpoint(
        method: .post, path: "/api/v1/reviews/{month}/scorecards/{csm_id}/conclusions",
        gate: .reaching(.answers), summary: "Records a conclusion about a card.",
        parameters: [.month, .path("csm_id", "The CSM’s identifier.")],
        body: [
            .json([
                "type": "object", "required": ["text", "looked_at"],
                "properties": ["text": text, "looked_at": text, "response": text],
                "additionalProperties": .bool(false),
            ])
        ], answers: [(.created, .json)]
    ) { call in
        let (open, csm, _) = try await call.card()
        let made = try await call.conclude(try await call.jsonFields(), about: csm, in: open)
        return Reply(conclusionContent(made))
            .response(to: call.request, status: .created, isKept: false)
    }
}

/// A conclusion as the interface and the command line show it.
package func conclusionContent(_ numbered: NumberedConclusion) -> JSON {
    let conclusion = numbered.conclusion
    return [
        "number": .count(numbered.number), "csm_id": .text(conclusion.csm.text),
        "text": .text(conclusion.text), "looked_at": .text(conclusion.lookedAt),
        "response": .optional(conclusion.response), "by": conclusion.by.json,
    ]
}

/// A dispute and where it stands today.
package struct StandingDispute: Sendable {
    package let numbered: NumberedDispute
    package let state: DisputeState

    /// A dispute in a state.
    package init(numbered: NumberedDispute, state: DisputeState) {
        self.numbered = numbered
        self.state = state
    }

    /// The dispute as the interface and the command line show it.
    package var json: JSON {
        let dispute = numbered.dispute
        let answer: JSON =
            numbered.answer.map { answer in
                [
                    "accepted": .bool(answer.isAccepted), "text": .optional(answer.text),
                    "by": answer.by.json,
                ] as JSON
            } ?? .null
        return [
            "number": .count(numbered.number), "month": .text(dispute.month.description),
            "csm_id": .text(dispute.csm.text), "feed": .text(dispute.feed.rawValue),
            "key": .text(dispute.key), "field": .text(dispute.field),
            "should": .text(dispute.should), "why": .text(dispute.why),
            "by": dispute.by.json, "state": .text(state.rawValue), "answer": answer,
        ]
    }
}

extension Author {
    fileprivate var json: JSON {
        [
            "time": .text(time.description), "name": .text(name), "role": .text(role.rawValue),
        ]
    }
}
