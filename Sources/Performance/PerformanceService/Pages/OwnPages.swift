import Access
import Calendar
import Domain
import Hummingbird
import Review
import SignIn
import Templating
import Web

/// The viewer's own pages: account, access log, and comment forms.
enum OwnPages {
    static let all: [Endpoint] =
        [account, log, judging]
        + replying("/months/{month}/csms/{csm_id}/reply", .cards) { try await $0.cardTopic() }
        + replying("/months/{month}/episodes/{episode_id}/reply", .episodes) {
            try await $0.episodeTopic()
        }

    private static let account = Endpoint.page("/account", .anyone, "Who is signed in.") { call in
        guard let viewer = call.viewer else { throw Problem.unauthorized }
        let text = try serviceTemplates.text(
            "account",
            [
                "name": viewer.name, "role": viewer.role.words, "form": call.formField ?? "",
                "isBrowser": call.session != nil,
                "hasLog": viewer.reach(to: .accessLog) != nil,
            ])
        return try await call.layout("Your access", "/account").reply(text)
            .response(to: call.request, isKept: false)
    }

    /// It says what `Documentation/how-we-judge.md` says.
    private static let judging = Endpoint.page(
        "/how-we-judge", .anyone, "What is counted, how luck is treated, and what is never done."
    ) { call in
        try await call.layout("How we judge", "/how-we-judge")
            .reply(serviceTemplates.text("how_we_judge", [:]))
            .response(to: call.request, isKept: false)
    }

    private static let log = Endpoint.page(
        "/access-log", .reaching(.accessLog), "Who looked at whose figures."
    ) { call in
        let records = try await call.accessRecords()
        let rows = records.map { _, record -> [String: Any] in
            [
                "time": record.time.description, "moment": record.time.words,
                "viewer": record.name, "role": record.role?.words ?? "–",
                "whom": record.whomWords, "what": record.what,
            ]
        }
        let text = try serviceTemplates.text(
            "views",
            [
                "views": rows, "hasViews": !rows.isEmpty, "isOwn": call.reach != .all,
                "next": "?before=\(records.last?.number ?? 1)",
                "hasNext": records.count == 100,
            ])
        return try await call.layout("Access log", "/access-log").reply(text)
            .response(to: call.request, isKept: false)
    }

    /// The endpoints that show a comment form and receive it.
    private static func replying(
        _ path: String, _ right: Right,
        _ topic: @escaping @Sendable (Call) async throws -> CommentTopic
    ) -> [Endpoint] {
        let form = Endpoint.page(path, .reaching(right), "Where a comment is written.") { call in
            _ = try await topic(call)
            guard let field = call.formField else { throw Problem.forbidden }
            let answers = try call.query("answers")
            let text = try serviceTemplates.text(
                "comment_form",
                [
                    "form": field, "answers": answers ?? "", "isAnswer": answers != nil,
                    "longest": Comment.longest, "back": call.pageBehindReply,
                ])
            return try await call.layout(answers == nil ? "Add your view" : "Answer", "/reply")
                .reply(text).response(to: call.request, isKept: false)
        }
        let sending = Endpoint(
            method: .post, path: path, gate: .reaching(right), summary: "Takes a comment.",
            parameters: form.parameters, answers: [(.seeOther, nil)], isPage: true
        ) { call in
            let fields = try await call.ownForm()
            let about = try await topic(call)
            let answers = fields["answers"].flatMap { $0.isEmpty ? nil : $0 }
            guard answers == nil || answers.flatMap(Int.init) != nil else {
                throw Problem.badRequest("Answer a comment by its number.")
            }
            _ = try await call.add(
                fields["text"] ?? "", answers: answers.flatMap(Int.init), to: about)
            return Response(status: .seeOther, headers: [.location: call.pageBehindReply])
        }
        return [form, sending]
    }
}

extension Call {
    /// The page to which a comment form belongs.
    fileprivate var pageBehindReply: String { String(request.uri.path.dropLast("/reply".count)) }
}

extension AccessRecord {
    /// Whose performance was shown, in words; a dash for sign-ins and changes of access.
    fileprivate var whomWords: String {
        kind == .view ? csm?.text ?? team ?? "everybody" : "–"
    }
}

extension Instant {
    /// The time as shown to people, in UTC: `2026-11-21 08:30:00`.
    var words: String {
        description.dropLast().split(separator: "T").joined(separator: " ")
    }
}
