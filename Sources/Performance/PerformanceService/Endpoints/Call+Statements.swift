import Access
import Attribution
import Calendar
import Closing
import Domain
import Hummingbird
import Review
import Web

extension Call {
    /// The disputes about a month whose CSM is in reach, with their states.
    func disputes(in open: OpenReview) async throws -> [StandingDispute] {
        let month = open.review.frame.month
        let reachable = Set(open.people(within: reach).map(\.id))
        let isAll = reach == .all
        let (store, closings) = (service.accessStore, service.closings)
        return try await BlockingWork.run {
            try store.disputes(of: month).filter {
                isAll || reachable.contains($0.dispute.csm)
            }.map { numbered in
                let dispute = numbered.dispute
                let row =
                    numbered.answer?.isAccepted == true
                    ? try readingFacts { try closings.row(of: dispute.feed, key: dispute.key) }
                    : nil
                return StandingDispute(numbered: numbered, state: numbered.state(today: row))
            }
        }
    }

    /// A row behind a card that can be disputed, as it stands today.
    ///
    /// - Throws: `Problem` for another feed, and for a row that is not behind the card.
    func rowToDispute(
        _ name: String, _ key: String, of csm: CSM, in open: OpenReview
    ) async throws -> (feed: Feed, values: [String: String]) {
        guard let feed = Feed(rawValue: name), Dispute.feeds.contains(feed) else {
            throw Problem.badRequest(
                "The feed is one of \(Dispute.feeds.map(\.rawValue).joined(separator: ", ")).")
        }
        let closings = service.closings
        let row = try await BlockingWork.run {
            try readingFacts { try closings.row(of: feed, key: key) }
        }
        // The same answer for a row that is somebody else's, so that nobody can look for rows.
        guard let row, open.isBehindCard(row, of: csm) else {
            throw Problem.notFound("No row of \(feed.rawValue) with that key is behind this card.")
        }
        return (feed, row)
    }

    /// Disputes a fact behind the viewer's own card.
    func dispute(
        _ fields: [String: String], about csm: CSM, in open: OpenReview
    ) async throws -> StandingDispute {
        guard let viewer else { throw Problem.unauthorized }
        guard viewer.csm == csm.id else {
            throw Problem(.forbidden, "Only the person disputes the facts behind a card.")
        }
        guard open.review.frame.grain == .month else {
            throw Problem.notFound("Facts are disputed on the card of a month.")
        }
        let key = try words(fields["key"], "The key of the row")
        let field = try words(fields["field"], "The field")
        let why = try words(fields["why"], "The reason")
        let should = (fields["should"] ?? "").trimmed
        let (feed, _) = try await rowToDispute(fields["feed"] ?? "", key, of: csm, in: open)
        let isColumn = feed.columns.contains { $0.name == field && !$0.isDerived }
        guard should.isPlain, should.unicodeScalars.count <= Comment.longest else {
            throw Problem.badRequest(Self.complaint("What it should say"))
        }
        guard isColumn || field == Dispute.wholeRow else {
            throw Problem.badRequest(
                "The field is a column of \(feed.rawValue), or \(Dispute.wholeRow) if the row "
                    + "should not be there.")
        }
        let store = service.accessStore
        let dispute = Dispute(
            month: open.review.frame.month, csm: csm.id, feed: feed, key: key, field: field,
            should: should, why: why, by: Author(viewer, at: now()))
        try await log("dispute of \(feed.rawValue) \(key)", of: [csm], in: open)
        let number = try await BlockingWork.run { try store.add(dispute) }
        return StandingDispute(
            numbered: NumberedDispute(number: number, dispute: dispute, answer: nil),
            state: .open)
    }

    /// Accepts or declines the dispute in the path.
    func answerDispute(_ fields: [String: String]) async throws -> StandingDispute {
        guard let viewer else { throw Problem.unauthorized }
        let open = try await monthReview()
        let known = try await disputes(in: open)
        guard let number = Int(parameter("number")),
            let found = known.first(where: { $0.numbered.number == number })
        else { throw Problem.notFound("There is no dispute of that number in reach.") }
        let isAccepted: Bool
        switch fields["answer"] {
        case "accept": isAccepted = true
        case "decline": isAccepted = false
        default: throw Problem.badRequest("Accept or decline it.")
        }
        let given = fields["text"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        let text = try isAccepted && given == nil ? nil : words(given, "The reason")
        let dispute = found.numbered.dispute
        if let csm = open.card(of: dispute.csm)?.csm {
            try await log(
                "\(isAccepted ? "accepted" : "declined") dispute \(number)", of: [csm], in: open)
        }
        let answer = DisputeAnswer(
            isAccepted: isAccepted, text: text, by: Author(viewer, at: now()))
        let store = service.accessStore
        guard try await BlockingWork.run({ try store.answer(number, with: answer) }) else {
            throw Problem(.conflict, "Dispute \(number) was answered already.")
        }
        guard
            let standing = try await disputes(in: open).first(where: {
                $0.numbered.number == number
            })
        else { throw Problem.notFound("There is no dispute of that number in reach.") }
        return standing
    }

    /// The conclusions about a card, oldest first.
    func conclusions(
        about csm: CSMID, in open: OpenReview
    ) async throws -> [NumberedConclusion] {
        let (store, month) = (service.accessStore, open.review.frame.month)
        return try await BlockingWork.run {
            try store.conclusions(of: month).filter { $0.conclusion.csm == csm }
        }
    }

    /// Records a conclusion about a card.
    func conclude(
        _ fields: [String: String], about csm: CSM, in open: OpenReview
    ) async throws -> NumberedConclusion {
        guard let viewer else { throw Problem.unauthorized }
        guard open.review.frame.grain == .month else {
            throw Problem.notFound("Conclusions belong to the card of a month.")
        }
        let response = fields["response"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        let conclusion = Conclusion(
            month: open.review.frame.month, csm: csm.id,
            text: try words(fields["text"], "The conclusion"),
            lookedAt: try words(fields["looked_at"], "What you looked at"),
            response: try response.map { try words($0, "The response") },
            by: Author(viewer, at: now()))
        try await log("conclusion about scorecard", of: [csm], in: open)
        let store = service.accessStore
        return (try await BlockingWork.run { try store.add(conclusion) }, conclusion)
    }

    /// A text without blanks around it.
    ///
    /// - Throws: `Problem` if it is empty, too long, or has control characters.
    private func words(_ text: String?, _ what: String) throws -> String {
        let text = (text ?? "").trimmed
        guard !text.isEmpty, text.isPlain, text.unicodeScalars.count <= Comment.longest else {
            throw Problem.badRequest(
                text.isEmpty ? "\(what) is empty: write something." : Self.complaint(what))
        }
        return text
    }

    private static func complaint(_ what: String) -> String {
        "\(what) has at most \(Comment.longest) letters, and no control characters but line breaks."
    }
}

extension OpenReview {
    /// Whether a row names a CSM, or an account that they have owned.
    fileprivate func isBehindCard(_ row: [String: String], of csm: CSM) -> Bool {
        if row["csm_id"] == csm.id.text { return true }
        let portfolio = review.attributed.portfolio
        guard let id = row["account_id"],
            let account = portfolio.accounts.firstIndex(where: { $0.id == AccountID(id) })
        else { return false }
        return portfolio.assignments.contains {
            $0.account == account && portfolio.csms[$0.csm].id == csm.id
        }
    }
}
