import Attribution
import Calendar
import Finance
import Formats
import Review
import Domain
import Scorecards

/// The values for the template of the ARR walk and of why customers left.
struct PageWalk {
    /// A quarter, or the whole window.
    struct Row {
        let period: String
        let amounts: [String]
    }

    /// A reason.
    struct Reason {
        let reason: String
        /// Its class; nil where the policy has no classes.
        let reasonClass: String?
        let contracts: String
        let lost: String
    }

    let walkHeadline: String
    /// The chart in HTML; nil where it stands elsewhere on the page.
    let walkPicture: String?
    let walkCaution: String
    let upForRenewal: String?
    let unrated: String?
    let walkColumns: [String]
    let walkRows: [Row]
    let hasWalk: Bool
    let reasonSentence: String
    let hasReasons: Bool
    let hasClasses: Bool
    let reasons: [Reason]
    let downsell: String?

    init(_ review: MonthlyReview, picture: String? = nil) {
        walkPicture = picture
        let money = ValueFormat.money(currency: review.policy.reportingCurrency)
        let company = review.walk.company
        walkHeadline = review.walkHeadline + "."
        walkCaution = review.walkCaution
        upForRenewal = review.upForRenewalSentence
        unrated = review.unratedSentence
        walkColumns =
            ["Opening"] + review.namedSteps(of: company.window).map(\.name) + ["Closing"]
        func row(_ period: String, _ step: WalkStep) -> Row {
            let steps = review.namedSteps(of: step).map(\.change)
            return Row(
                period: period,
                amounts: ([step.opening] + steps + [step.closing]).map {
                    unbroken(money.text($0))
                })
        }
        walkRows =
            company.quarters.map { row($0.quarter.description, $0.step) }
            + [
                row(
                    "\(review.frame.windowStart.words) to \(review.frame.asOf.words)",
                    company.window)
            ]
        hasWalk = company.window.opening > 0 || company.window.closing > 0
        let tables = review.churnReasons.window
        reasonSentence = review.churnReasonSentence
        let rows = tables.losses.reasons.sorted { left, right in
            left.amountLost > right.amountLost
        }
        let known = !review.policy.churnReasons.entries.isEmpty
        reasons = rows.prefix(Self.mostReasons).map { row in
            let percent = ValueFormat.percent(decimals: 0)
            let share = tables.losses.share(of: row).map { " (\(percent.text($0)))" } ?? ""
            return Reason(
                reason: row.reason ?? "no reason given",
                reasonClass: known ? row.class.rawValue : nil,
                contracts: numberText(Double(row.events)) + share,
                lost: money.text(row.amountLost))
        }
        hasReasons = !reasons.isEmpty
        hasClasses = known
        let downsell = tables.downsell
        self.downsell =
            downsell.events == 0
            ? nil
            : "\(counted(downsell.events, "other contract")) renewed for less: "
                + "\(money.text(downsell.amountLost)) less in all."
    }

    /// The page lists the largest reasons; the data file has all.
    private static let mostReasons = 8
}
