import Attribution
package import Calendar
package import Delivery
import Domain
import Formats
import Publishing
import Review

extension Message {
    /// The message of a delivery for a month.
    ///
    /// - Parameters:
    ///   - delivered: the review as the recipients may see it.
    ///   - delivery: the delivery.
    ///   - id: the message's identifier.
    ///   - created: when it was first made.
    /// - Throws: what says that a picture or another part is missing.
    package init(
        _ delivered: DeliveredReview, of delivery: PlannedDelivery, id: String, created: Instant
    ) throws {
        guard case .review(let contents, let time) = delivery.subject else {
            preconditionFailure("alerts have no review")
        }
        let files = try contents.flatMap { try $0.attachments(of: delivered) }
        var lines = delivered.lines(isWhole: contents.contains(.brief))
        if !files.isEmpty { lines += ["", "Attached: \(list(files.map(\.name)))."] }
        lines += [
            "",
            "You get this \(time.words), by the delivery “\(delivery.name)” for the role "
                + "\(delivery.role.words). Whoever runs Parallax can change it.",
            "Policy \(delivered.review.policyDigest), data \(delivered.review.dataDigest).",
        ]
        self.init(
            id: id, created: created,
            subject: "\(delivered.subjectWords), \(delivered.review.frame.title)",
            text: lines.joined(separator: "\n") + "\n")
        attachments = files
        content = [
            "delivery": .text(delivery.name), "period": .text(delivered.review.frame.name),
            "role": .text(delivery.role.words),
            "publication": .optional(delivered.review.publication.sentence),
            "policy_digest": .text(delivered.review.policyDigest),
            "data_digest": .text(delivered.review.dataDigest),
        ]
    }

    /// A message of alerts.
    ///
    /// - Parameters:
    ///   - sentences: what happened, one sentence each.
    ///   - delivery: the delivery.
    ///   - id: the message's identifier.
    ///   - created: when the alerts were raised.
    package init(
        alerts sentences: [String], of delivery: PlannedDelivery, id: String, created: Instant
    ) {
        let lines =
            sentences.map { "- \($0)" } + [
                "",
                "Each alert is sent once, by the delivery “\(delivery.name)” for the role "
                    + "\(delivery.role.words). Whoever runs Parallax can change it.",
            ]
        self.init(
            id: id, created: created, subject: "Parallax: \(counted(sentences.count, "alert"))",
            text: lines.joined(separator: "\n") + "\n")
        content = [
            "delivery": .text(delivery.name),
            "alerts": .array(sentences.map(JSON.text)),
        ]
    }
}
