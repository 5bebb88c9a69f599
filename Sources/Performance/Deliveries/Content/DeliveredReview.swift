package import Access
import Attribution
package import Calendar
package import Charting
package import Delivery
import Domain
import OverrideAudit
package import Publishing
package import Review
package import ReviewCharts
import Scorecards

/// The review of a month as the recipients of a delivery may see it.
package struct DeliveredReview: Sendable {
    /// The review. That of the board has no groups of few people.
    package let review: MonthlyReview
    /// The review with everything in it. Slides and workbooks take out themselves what their readers may
    /// not see.
    let whole: MonthlyReview
    /// Whose view it is.
    package let reader: PageReader
    /// The recipients.
    package let viewer: Viewer
    /// The fonts of pictures.
    package let fonts: @Sendable () throws -> Fonts

    /// The review for a delivery.
    ///
    /// - Throws: `NothingToSee` if the month has no figures for the recipients.
    package init(
        _ review: MonthlyReview, for delivery: PlannedDelivery,
        fonts: @escaping @Sendable () throws -> Fonts
    ) throws(NothingToSee) {
        guard let reader = delivery.role.reader else {
            throw NothingToSee(reason: "the role \(delivery.role.words) sees no review")
        }
        switch reader {
        case .everybody, .board: break
        case .team(let team):
            guard !review.scoreboard.teams(named: [team]).isEmpty else {
                throw NothingToSee(reason: "there is no team '\(team)' in \(review.frame.title)")
            }
        case .csm(let csm):
            guard review.card(of: csm) != nil else {
                throw NothingToSee(
                    reason: "the CSM \(csm.text) has no card in \(review.frame.title)")
            }
        }
        // A chart of the parts by every dimension would let them be subtracted.
        self.review =
            reader == .board ? review.withoutSmallGroups(dimensions: [.segment]) : review
        whole = review
        self.reader = reader
        self.viewer = delivery.viewer
        self.fonts = fonts
    }

    /// The page of the recipients.
    package var page: RolePage { RolePage(review, for: reader) }

    /// The charts on a page that the recipients may see.
    package var charts: [ReviewChart] {
        ReviewChart.allCases.filter { $0.isOnPage && viewer.reach(to: $0.right) != nil }
    }

    /// A file with the name of the month: `brief-2026-10.html`.
    package func file(
        _ name: String, _ ending: String, type: String, _ bytes: [UInt8]
    ) -> Attachment {
        Attachment(name: "\(name)-\(review.frame.name).\(ending)", type: type, bytes: bytes)
    }

    /// The people whose figures the recipients see, as records of the access log; none for the board.
    ///
    /// - Parameters:
    ///   - what: what they see.
    ///   - time: when.
    /// - Returns: one record: of everybody, of the team, or of the CSM.
    package func records(of what: String, at time: Instant) -> [AccessRecord] {
        let what = "\(what) \(review.frame.name)"
        switch reader {
        case .everybody: return [AccessRecord(time: time, viewer: viewer, what: what)]
        case .team(let team):
            let people = review.cardsByName.map(\.csm).filter {
                $0.team(on: review.frame.asOf)?.hasSameBytes(as: team) == true
            }.map(\.id)
            guard !people.isEmpty else { return [] }
            return [
                AccessRecord(time: time, viewer: viewer, team: team, people: people, what: what)
            ]
        case .csm(let id):
            let team = review.cardsByName.first { $0.csm.id == id }?.csm
                .team(on: review.frame.asOf)
            return [AccessRecord(time: time, viewer: viewer, csm: id, team: team, what: what)]
        case .board: return []
        }
    }
}

/// There is nothing that the recipients of a delivery may see.
package struct NothingToSee: Error, CustomStringConvertible {
    /// Why.
    package let reason: String

    /// One line: why, and what to do.
    package var description: String { "\(reason): check the delivery’s team or CSM" }
}
