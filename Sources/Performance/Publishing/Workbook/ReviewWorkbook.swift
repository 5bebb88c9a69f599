import Attribution
import Calendar
import Closing
public import Domain
import Formats
package import Office
public import Review
import Scorecards

/// A review as tables of numbers to take along, as far as somebody may see it.
///
///     let bytes = try ReviewWorkbook(review, for: .everybody).xlsx()
///
/// A sheet a table. Headers have the definitions as notes. Why there is no number stands as text beside
/// it. No cell is a formula.
public struct ReviewWorkbook: Sendable {
    /// Who takes it along.
    public enum Reader: Sendable, Equatable {
        /// People who may see the figures of everybody.
        case everybody
        /// People who may see one team and its CSMs.
        case team(String)
        /// A CSM, who sees their own card and episodes.
        case csm(CSMID)
    }

    let review: MonthlyReview
    let reader: Reader

    /// The tables of a review that a reader may see.
    public init(_ review: MonthlyReview, for reader: Reader) {
        self.review = review
        self.reader = reader
    }

    /// The workbook as an XLSX file. The same review gives the same bytes.
    ///
    /// - Throws: `OfficeError`.
    public func xlsx() throws -> [UInt8] {
        try Workbook(title: "Review of \(review.frame.title)", sheets: sheets).xlsx()
    }

    /// The sheets that the reader may see and that have rows; the last says what they are of.
    package var sheets: [Sheet] {
        let ofCompany: [Sheet?] =
            reader == .everybody
            ? [
                companySheet, teamSheet, csmSheet, periodSheet, walkSheet, reasonSheet,
                shareTrendSheet, pointTrendSheet, episodeSheet, segmentSheet, qualitySheet,
                feedSheet,
            ]
            : [teamSheet, csmSheet, shareTrendSheet, pointTrendSheet, episodeSheet]
        return ofCompany.compactMap(\.self) + [aboutSheet]
    }

    /// Whether the reader may see a CSM's figures.
    func isShown(_ csm: Int) -> Bool {
        let csm = review.attributed.portfolio.csms[csm]
        switch reader {
        case .everybody: return true
        case .team(let name):
            return csm.team(on: review.frame.asOf)?.hasSameBytes(as: name) ?? false
        case .csm(let id): return csm.id == id
        }
    }

    /// Whether the reader may see a team's figures; nil is the company's.
    func isShown(team: String?) -> Bool {
        switch reader {
        case .everybody: true
        case .team(let name): team?.hasSameBytes(as: name) ?? false
        case .csm: false
        }
    }

    private var aboutSheet: Sheet {
        let frame = review.frame
        let lines: [(String, Cell)] = [
            ("Review of", .text(frame.title)),
            ("First day of the window", .day(frame.windowStart)), ("Last day", .day(frame.asOf)),
            ("Currency", .text(review.policy.reportingCurrency)),
            ("Published", .text(review.publication.sentence ?? "Not published.")),
            ("Policy", .text(review.policyDigest)), ("Data", .text(review.dataDigest)),
        ]
        let note =
            "Every number is that of review.json. What a header means is in its note; "
            + "Documentation/methods.md defines it exactly."
        return Sheet(
            name: "About", columns: [Column("About", note: note), Column("Value")],
            rows: lines.map { [.text($0), $1] })
    }
}
