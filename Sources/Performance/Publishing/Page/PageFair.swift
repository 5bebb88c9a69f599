import Calendar
import Formats
import Attribution
import Review
import Charting
import Domain
import Scorecards

/// The fair comparison on a page: the CSMs who stand out, and the teams, sorted by name.
struct PageFair {
    /// The most CSMs in each of the two lists of those who stand out.
    private static let longest = 100

    let fairSummary: String
    /// The CSMs who are not listed.
    let fairOthers: String?
    /// The tables as HTML.
    let fairTables: String

    /// The words of a review's comparison.
    ///
    /// - Parameters:
    ///   - review: the review.
    ///   - links: where the names of CSMs and teams lead.
    init(_ review: MonthlyReview, links: PageLinks) {
        fairSummary = review.fairSentence
        let people = review.portfolios().filter { $0.figures != nil }
        func listed(_ isAbove: Bool) -> (rows: [PortfolioRow], left: Int) {
            let all = people.filter { $0.isOutside && $0.figures?.isAboveExpected == isAbove }
            let midP = all.map { $0.figures?.chance?.midP ?? 1 }
            let farthest = all.indices.sorted { (midP[$0], $0) < (midP[$1], $1) }
                .prefix(Self.longest)
            return (farthest.sorted().map { all[$0] }, all.count - farthest.count)
        }
        let (above, below) = (listed(true), listed(false))
        fairOthers = Self.others(people, left: above.left + below.left, policy: review.policy)
        let teams = review.scoreboard.teams.map { card in
            PortfolioRow(card, name: review.name(of: card.scope), team: nil, in: review)
        }.filter { $0.figures != nil }
        let luck = review.fair.csms.map { group in
            " (luck alone puts about \(decimalText(group.outsideByChance, decimals: 1)) of "
                + "\(numberText(Double(group.books))) outside)"
        }
        let currency = review.policy.reportingCurrency
        func table(_ rows: [PortfolioRow], _ caption: String, of heading: String) -> String {
            guard !rows.isEmpty else { return "" }
            return PortfolioTable(
                rows, caption: caption, heading: heading,
                without: heading == "Team" ? [.team, .comments] : [.comments], links: links,
                currency: currency
            ).html
        }
        fairTables =
            table(
                above.rows, "CSMs above their expected range, by name" + (luck ?? "") + ".",
                of: "CSM")
            + table(
                below.rows, "CSMs below their expected range, by name" + (luck ?? "") + ".",
                of: "CSM")
            + table(teams, "Teams by name.", of: "Team")
    }

    /// What is to say of the CSMs who are not listed; nil where all are.
    private static func others(_ people: [PortfolioRow], left: Int, policy: Policy) -> String? {
        let figures = people.compactMap(\.figures)
        let within = figures.count { $0.chance?.band == .inLine }
        let few = figures.count { $0.reason == .tooFew && $0.settled > 0 }
        let unsettled = figures.count { $0.settled == 0 }
        let undecided = figures.count { $0.chance?.band == .cannotTell }
        let uncompared = figures.count(where: \.isUncompared)
        let sentences = [
            left > 0
                ? "The \(longest) who are farthest from the expected number are listed; "
                    + "\(counted(left, "more CSM")) \(left == 1 ? "stands" : "stand") out." : nil,
            within > 0
                ? "\(counted(within, "CSM")) "
                    + (within == 1
                        ? "is within the expected range." : "are within their expected range.")
                : nil,
            few > 0
                ? "For \(counted(few, "CSM")) it is too early to tell: fewer than "
                    + "\(numberText(policy.minimumCount)) settled renewals." : nil,
            unsettled > 0
                ? "\(counted(unsettled, "CSM")) \(unsettled == 1 ? "has" : "have") no settled "
                    + "renewals." : nil,
            undecided > 0
                ? "\(counted(undecided, "CSM")) cannot be compared: outcomes are missing." : nil,
            uncompared > 0
                ? "\(counted(uncompared, "CSM")) cannot be compared, as the others’ renewals tell too "
                    + "little." : nil,
        ].compactMap(\.self)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }
}

extension PortfolioRow {
    /// Whether the number renewed is outside the expected range.
    fileprivate var isOutside: Bool { figures?.chance?.band.isOutside ?? false }
}

extension FairFigures {
    /// Whether there are enough renewals, and the others' do not tell what to expect of them.
    fileprivate var isUncompared: Bool { reason == .noOthers || reason == .noVariation }
}
