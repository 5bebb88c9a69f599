import Access
import Attribution
import Calendar
import Closing
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
        guard open.review.frame.grain == .month else {
            throw Problem.notFound("Facts are disputed on the card of a month.")
        }
        let text: String
        if let feed = try call.query("feed"), let key = try call.query("key") {
            let (feed, values) = try await call.rowToDispute(feed, key, of: csm, in: open)
            text = try await call.disputePage(csm, open, field)
                .form(feed: feed, key: key, values: values)
        } else if let feed = try call.query("feed") {
            text = try DisputePage(csm: csm, review: open.review, lists: [], form: field)
                .formByHand(feed: feed)
        } else {
            let disputed = try await call.disputes(in: open).filter {
                $0.numbered.dispute.csm == csm.id
            }.map { standing in
                let (row, words) = (standing.numbered.dispute, standing.state.words)
                let state = words.prefix(1).lowercased() + words.dropFirst()
                return (DisputedRow(feed: row.feed, key: row.key), "Disputed: \(state)")
            }
            text = try await call.disputePage(csm, open, field)
                .rows(disputed: Dictionary(disputed, uniquingKeysWith: { $1 }))
        }
        return try await call.layout(
            of: open, "Dispute a fact", "/csms/\(csm.id.text.inPath)/dispute"
        ).reply(text).response(to: call.request, isKept: false)
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
                "form": field, "name": csm.name, "month": open.review.frame.month.fullName,
                "back": "/months/\(open.review.address)/csms/\(csm.id.text.inPath)",
            ])
        return try await call.layout(
            of: open, "Record a conclusion", "/csms/\(csm.id.text.inPath)/conclude"
        ).reply(text).response(to: call.request, isKept: false)
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
    /// The page about the rows behind a card.
    fileprivate func disputePage(
        _ csm: CSM, _ open: OpenReview, _ form: String
    ) async throws -> DisputePage {
        let (closings, review) = (service.closings, open.review)
        return try await BlockingWork.run {
            let sessions = try readingFacts {
                try closings.sessions(heldBy: csm.id, over: review.frame.monthDays)
            }
            return DisputePage(
                csm: csm, review: review,
                lists: FactList.lists(behind: csm, in: review, sessions: sessions), form: form)
        }
    }

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
        case .pending: "Accepted, pending until an import corrects it"
        case .corrected: "Accepted and corrected"
        case .declined: "Declined"
        }
    }
}
