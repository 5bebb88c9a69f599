import Access
import Attribution
import Calendar
import Domain
import Hummingbird
import Review
import SignIn
import Templating
import Web

/// The pages on which people dispute facts, answer disputes and conclude.
enum StatementPages {
    static let all: [Endpoint] = [form, send, answer, concludeForm, conclude]

    private static let form = Endpoint.page(
        "/months/{month}/csms/{csm_id}/dispute", .reaching(.cards), "Where a fact is disputed."
    ) { call in
        let (open, csm, _) = try await call.card()
        guard call.viewer?.csm == csm.id, let field = call.formField else {
            throw Problem.forbidden
        }
        let feed = try call.query("feed") ?? "renewals"
        let text = try serviceTemplates.text(
            "dispute_form",
            [
                "form": field, "key": try call.query("key") ?? "",
                "back": "/months/\(open.review.address)/csms/\(csm.id.text.inPath)",
                "feeds": Dispute.feeds.map { known -> [String: Any] in
                    [
                        "feed": known.rawValue, "isChosen": known.rawValue == feed,
                        "columns": known.columns.filter { !$0.isDerived }.map(\.name)
                            .joined(separator: ", "),
                    ]
                },
            ])
        return try await call.layout(of: open, "Dispute a fact", "/csms").reply(text)
            .response(to: call.request, isKept: false)
    }

    private static let send = Endpoint(
        method: .post, path: "/months/{month}/csms/{csm_id}/dispute", gate: .reaching(.cards),
        summary: "Takes a dispute.", parameters: form.parameters, answers: [(.seeOther, nil)],
        isPage: true
    ) { call in
        let fields = try await call.ownForm()
        let (open, csm, _) = try await call.card()
        _ = try await call.dispute(fields, about: csm, in: open)
        return call.back(to: "/csms/\(csm.id.text.inPath)", in: open)
    }

    private static let answer = Endpoint(
        method: .post, path: "/months/{month}/disputes/{number}/answer",
        gate: .reaching(.answers), summary: "Takes the answer to a dispute.",
        parameters: [.month, .path("number", "The number of the dispute.")],
        answers: [(.seeOther, nil)], isPage: true
    ) { call in
        let fields = try await call.ownForm()
        _ = try await call.answerDispute(fields)
        return call.back(to: "/closing", in: try await call.monthReview())
    }

    private static let concludeForm = Endpoint.page(
        "/months/{month}/csms/{csm_id}/conclude", .reaching(.answers),
        "Where a conclusion about a card is written."
    ) { call in
        let (open, csm, _) = try await call.card()
        guard let field = call.formField else { throw Problem.forbidden }
        let text = try serviceTemplates.text(
            "conclusion_form",
            [
                "form": field, "name": csm.name,
                "back": "/months/\(open.review.address)/csms/\(csm.id.text.inPath)",
            ])
        return try await call.layout(of: open, "Record a conclusion", "/csms").reply(text)
            .response(to: call.request, isKept: false)
    }

    private static let conclude = Endpoint(
        method: .post, path: "/months/{month}/csms/{csm_id}/conclude", gate: .reaching(.answers),
        summary: "Takes a conclusion.", parameters: concludeForm.parameters,
        answers: [(.seeOther, nil)], isPage: true
    ) { call in
        let fields = try await call.ownForm()
        let (open, csm, _) = try await call.card()
        _ = try await call.conclude(fields, about: csm, in: open)
        return call.back(to: "/csms/\(csm.id.text.inPath)", in: open)
    }
}

extension Call {
    fileprivate func back(to section: String, in open: OpenReview) -> Response {
        Response(
            status: .seeOther,
            headers: [.location: "/months/\(open.review.address)\(section)"])
    }

    /// The HTML of what was said formally about a CSM's card: disputes and conclusions.
    func statementsText(of csm: CSM, in open: OpenReview) async throws -> (html: String, count: Int)
    {
        let disputes = try await disputes(in: open).filter {
            $0.numbered.dispute.csm == csm.id
        }
        let conclusions = try await conclusions(about: csm.id, in: open)
        let before = "/months/\(open.review.address)/csms/\(csm.id.text.inPath)"
        let isOwn = viewer?.csm == csm.id
        let mayConclude = viewer?.reach(to: .answers) != nil
        let text = try serviceTemplates.text(
            "statements",
            [
                "disputes": disputesText(disputes, in: open, asking: false),
                "hasDisputes": !disputes.isEmpty, "isOwn": isOwn, "dispute": "\(before)/dispute",
                "conclusions": conclusions.map { number, conclusion -> [String: Any] in
                    [
                        "number": number, "name": conclusion.by.name,
                        "role": conclusion.by.role.words, "time": conclusion.by.time.day.words,
                        "text": conclusion.text, "lookedAt": conclusion.lookedAt,
                        "hasResponse": conclusion.response != nil,
                        "response": conclusion.response ?? "",
                    ]
                },
                "hasConclusions": !conclusions.isEmpty, "mayConclude": mayConclude,
                "conclude": "\(before)/conclude",
            ])
        let answered =
            disputes.count { $0.state != .open }
            + disputes.count {
                $0.state == .corrected
            }
        return (text, disputes.count * 3 + answered + conclusions.count)
    }

    /// The HTML of some disputes; with the forms to answer the open ones if the viewer may.
    func disputesText(
        _ disputes: [StandingDispute], in open: OpenReview, asking: Bool
    ) throws -> String {
        let mayAnswer = asking && viewer?.reach(to: .answers) != nil && formField != nil
        return try serviceTemplates.text(
            "disputes",
            [
                "disputes": disputes.map { standing -> [String: Any] in
                    let (number, dispute) = (standing.numbered.number, standing.numbered.dispute)
                    let answer = standing.numbered.answer
                    return [
                        "number": number, "name": dispute.by.name,
                        "time": dispute.by.time.day.words, "feed": dispute.feed.rawValue,
                        "key": dispute.key, "field": dispute.field,
                        "isRow": dispute.field == Dispute.wholeRow,
                        "should": dispute.should.isEmpty ? "nothing" : dispute.should,
                        "why": dispute.why, "state": standing.state.words,
                        "hasAnswer": answer != nil, "answerName": answer?.by.name ?? "",
                        "answerTime": answer?.by.time.day.words ?? "",
                        "hasAnswerText": answer?.text != nil, "answerText": answer?.text ?? "",
                        "mayAnswer": mayAnswer && standing.state == .open,
                        "form": formField ?? "",
                        "path": "/months/\(open.review.frame.month)/disputes/\(number)/answer",
                    ]
                }
            ])
    }
}

extension DisputeState {
    /// In words, for pages.
    fileprivate var words: String {
        switch self {
        case .open: "Open"
        case .pending: "Accepted: pending until an import corrects it"
        case .corrected: "Accepted and corrected"
        case .declined: "Declined"
        }
    }
}
