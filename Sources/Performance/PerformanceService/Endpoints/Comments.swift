import Access
import Attribution
import Calendar
import Domain
import Formats
import Foundation
import Hummingbird
import OverrideAudit
import Review
import Web

/// Endpoints for people's comments on figures about them, and the replies.
enum CommentEndpoints {
    static let all: [Endpoint] =
        [
            reading("/api/v1/reviews/{month}/scorecards/{csm_id}/comments", .cards, cardPath) {
                try await $0.cardTopic()
            },
            writing("/api/v1/reviews/{month}/scorecards/{csm_id}/comments", .cards, cardPath) {
                try await $0.cardTopic()
            },
            reading(
                "/api/v1/reviews/{month}/episodes/{episode_id}/comments", .episodes, episodePath
            ) { try await $0.episodeTopic() },
            writing(
                "/api/v1/reviews/{month}/episodes/{episode_id}/comments", .episodes, episodePath
            ) { try await $0.episodeTopic() },
        ]

    private static var cardPath: [Parameter] {
        [.month, .path("csm_id", "The CSM’s identifier.")]
    }
    private static var episodePath: [Parameter] {
        [.month, .path("episode_id", "The identifier of the episode’s first override.")]
    }

    /// The control characters that comments must not contain, for a regular expression's brackets.
    private static let controls = "\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f"

    private static func reading(
        _ path: String, _ right: Right, _ parameters: [Parameter],
        _ topic: @escaping @Sendable (Call) async throws -> CommentTopic
    ) -> Endpoint {
        Endpoint(
            method: .get, path: path, gate: .reaching(right),
            summary: "What was said to it, the oldest first.", parameters: parameters,
            answers: [(.ok, .json(Schema.object([("comments", Schema.list(of: Schema.object))])))]
        ) { call in
            let about = try await topic(call)
            return Reply(["comments": .array(try await call.comments(on: about.topic).map(json))])
                .response(to: call.request, isKept: false)
        }
    }

    private static func writing(
        _ path: String, _ right: Right, _ parameters: [Parameter],
        _ topic: @escaping @Sendable (Call) async throws -> CommentTopic
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, gate: .reaching(right),
            summary: "Adds a comment of the person themselves, or an answer to one.",
            parameters: parameters,
            body: [
                .json([
                    "type": "object", "required": ["text"],
                    "properties": [
                        "text": [
                            "type": "string", "maxLength": .count(Comment.longest),
                            "pattern": .text("^[^\(controls)]*[^\(controls)\\s][^\(controls)]*$"),
                        ],
                        "answers": Schema.number(from: 1, to: 1 << 53),
                    ], "additionalProperties": .bool(false),
                ])
            ], answers: [(.created, .json)]
        ) { call in
            let about = try await topic(call)
            guard
                (call.request.headers[.contentType] ?? "").lowercased().hasPrefix(
                    "application/json")
            else { throw Problem(.unsupportedMediaType, "Send application/json.") }
            let said = try Said(json: Data(try await call.smallBody().readableBytesView))
            let added = try await call.add(said.text, answers: said.answers, to: about)
            return Reply(json(added)).response(to: call.request, status: .created, isKept: false)
        }
    }

    private static func json(_ numbered: NumberedComment) -> JSON {
        let comment = numbered.comment
        return [
            "number": .count(numbered.number), "time": .text(comment.time.description),
            "name": .text(comment.name), "role": .text(comment.role.rawValue),
            "text": .text(comment.text),
            "answers": .optional(comment.answers.map(Double.init)),
        ]
    }
}

/// A comment in a request body.
private struct Said: Decodable {
    let text: String
    let answers: Int?

    /// Reads a comment from a request body.
    ///
    /// - Throws: `Problem` if the body is not a comment.
    init(json: Data) throws(Problem) {
        do {
            self = try JSONDecoder().decode(Said.self, from: json)
        } catch {
            throw .badRequest("Send {\"text\": …}, and \"answers\" with a number.")
        }
    }

    private enum Members: String, CodingKey, CaseIterable { case text, answers }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Members.self)
        text = try members.decode(String.self, forKey: .text)
        answers =
            members.contains(.answers) ? try members.decode(Int.self, forKey: .answers) : nil
        let all = try decoder.singleValueContainer().decode([String: Anything].self)
        guard all.count == members.allKeys.count else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "strangers"))
        }
    }

    private struct Anything: Decodable { init(from _: any Decoder) {} }
}

/// The topic of a comment, and the person whom it is about.
struct CommentTopic: Sendable {
    let topic: Comment.Topic
    let person: CSMID
}

extension Call {
    /// The scorecard in the path, as the topic of comments. Logs the access.
    func cardTopic() async throws -> CommentTopic {
        let (open, csm, _) = try await card()
        guard open.review.frame.grain == .month else {
            throw Problem.notFound("Comments belong to the card of a month.")
        }
        try await log("comments on scorecard", of: [csm], in: open)
        return CommentTopic(topic: .card(open.review.frame.month, csm.id), person: csm.id)
    }

    /// The episode in the path, as the topic of comments. Viewers who see pseudonyms get no
    /// comments, because comments reveal whose episode it is.
    func episodeTopic() async throws -> CommentTopic {
        guard reach != .pseudonymous else { throw Problem.forbidden }
        let (open, episode) = try await judgedEpisode()
        return CommentTopic(topic: .episode(episode.id), person: open.csm(of: episode).id)
    }

    /// The comments on a topic, oldest first.
    func comments(on topic: Comment.Topic) async throws -> [NumberedComment] {
        let store = service.accessStore
        return try await BlockingWork.run { try store.comments(on: topic) }
    }

    /// Adds a comment. Only the person concerned may start; anybody who sees the comments may
    /// reply.
    func add(
        _ text: String, answers: Int?, to about: CommentTopic
    ) async throws -> NumberedComment {
        guard let viewer else { throw Problem.unauthorized }
        guard
            text.unicodeScalars.allSatisfy({ $0.value > 31 || "\t\n\r".unicodeScalars.contains($0) }
            )
        else { throw Problem.badRequest("A comment has letters, not control characters.") }
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty, text.unicodeScalars.count <= Comment.longest else {
            throw Problem.badRequest("A comment has 1 to \(Comment.longest) letters.")
        }
        if let answers {
            guard try await comments(on: about.topic).contains(where: { $0.number == answers })
            else { throw Problem.notFound("There is no comment \(answers) here to answer.") }
        } else if viewer.csm != about.person {
            throw Problem(
                .forbidden, "The first word is the person’s own; others answer a comment.")
        }
        let comment = Comment(
            topic: about.topic, time: now(), subject: viewer.subject, name: viewer.name,
            role: viewer.role, text: text, answers: answers)
        let store = service.accessStore
        return (try await BlockingWork.run { try store.add(comment) }, comment)
    }
}
