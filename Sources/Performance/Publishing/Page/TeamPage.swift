import Calendar
import Formats
import Attribution
import Review
import Domain
import Scorecards
import Templating

/// The page of a team, or of the CSMs without one: their cards, by name.
struct TeamPage: Sendable {
    /// The name of its file, unique in a review.
    let file: String
    /// The team's card; nil for the page of those without a team.
    let card: Scorecard?
    /// The CSMs by name.
    let members: [(csm: CSM, card: Scorecard)]

    /// The name of the team.
    var name: String {
        if case .team(let name) = card?.scope { name } else { "CSMs without a team" }
    }

    /// The address of a member's card, as seen from the review's page.
    func address(ofMember position: Int) -> String { "\(file)#csm-\(position + 1)" }

    /// The page as HTML in UTF-8, without scripts and without other files.
    ///
    /// - Throws: when a template is broken.
    func html(_ review: MonthlyReview) throws -> [UInt8] {
        let people = members.enumerated().map { index, member in
            (anchor: "csm-\(index + 1)", csm: member.csm, card: member.card)
        }
        let words = TeamPageWords(
            style: reviewStyle, pageTitle: card == nil ? name : "Team \(name)",
            month: review.frame.title, asOf: review.frame.asOf.words,
            publication: review.publication.sentence,
            window: "\(review.frame.windowStart.words) to \(review.frame.asOf.words)",
            windowMonths: numberText(review.frame.windowMonths),
            people: people.map { TeamPageWords.Person(anchor: $0.anchor, personName: $0.csm.name) },
            teamCard: card.map {
                PageCard($0, anchor: "team", name: "The team", in: review).html
            },
            members: membersTable(review),
            cards: people.map {
                PageCard(
                    $0.card, anchor: $0.anchor, name: $0.csm.name, isExplained: false, in: review
                ).html
            }.joined(),
            fairLuck: review.booksByLuck(members.map(\.card.scope)),
            verdictLuck: verdictsByLuck(
                [card].compactMap(\.self) + members.map(\.card), metrics: \.shownRates,
                policy: review.policy),
            policyDigest: review.policyDigest, dataDigest: review.dataDigest)
        return Array(try pageTemplates.text("team", words).utf8)
    }

    /// The table of the CSMs, with links to their cards on this page; empty without CSMs.
    private func membersTable(_ review: MonthlyReview) -> String {
        guard !members.isEmpty else { return "" }
        let anchors = Dictionary(
            uniqueKeysWithValues: members.enumerated().map { ($1.card.scope, "#csm-\($0 + 1)") })
        let rows = members.map { csm, card in
            PortfolioRow(card, name: csm.name, team: nil, in: review)
        }
        return PortfolioTable(
            rows, caption: "CSMs by name.", without: [.team, .comments],
            links: PageLinks { anchors[$0] }, currency: review.policy.reportingCurrency
        ).html
    }
}

/// The values for the template of a team's page.
struct TeamPageWords: PagePart {
    struct Person: PagePart {
        let anchor: String
        let personName: String
    }

    let style: String
    let pageTitle: String
    let month: String
    let asOf: String
    let publication: String?
    let window: String
    let windowMonths: String
    let people: [Person]
    let teamCard: String?
    /// The table of the CSMs in HTML.
    let members: String
    let cards: String
    /// How many of the CSMs luck alone would set apart; nil where none can be compared.
    let fairLuck: String?
    /// How many of the verdicts luck alone would give; nil for few of them.
    let verdictLuck: String?
    let policyDigest: String
    let dataDigest: String
}

extension MonthlyReview {
    /// The pages of the teams in the order of the review, then that of the CSMs without a team,
    /// where there are any.
    ///
    /// - Complexity: O(n log n) in the CSMs.
    var teamPages: [TeamPage] {
        var members = [[(csm: CSM, card: Scorecard)]](
            repeating: [], count: scoreboard.teams.count + 1)
        for (csm, card) in cardsByName {
            guard case .csm(let position) = card.scope else { continue }
            // The company has the row before the teams.
            let team = attributed.scopes.teamRow(of: position, on: frame.asOf).map { $0 - 1 }
            members[team ?? scoreboard.teams.count].append((csm, card))
        }
        let files = teamFileNames(attributed.scopes.teams) + ["no-team.html"]
        return zip(files, members).enumerated().compactMap { index, page in
            let card = index < scoreboard.teams.count ? scoreboard.teams[index] : nil
            guard card != nil || !page.1.isEmpty else { return nil }
            return TeamPage(file: page.0, card: card, members: page.1)
        }
    }
}

/// The names of the files of some teams: `team-emea-north.html`.
///
/// They hold the letters and digits of a name. A name that shares them with another team's, or has
/// none, gets a digest as well. Names are the same in every review, as long as no other team comes
/// to share the letters.
///
/// - Parameter teams: different names.
/// - Returns: different file names, in lower case and ASCII.
package func teamFileNames(_ teams: [String]) -> [String] {
    let words = teams.map(fileWords)
    let uses = Dictionary(words.map { ($0, 1) }, uniquingKeysWith: +)
    return zip(teams, words).map { team, words in
        guard words.isEmpty || uses[words] != 1 else { return "team-\(words).html" }
        var digest = ContentDigest()
        digest.update(team)
        // No other name has two hyphens in a row.
        return "team-\(words)--\(digest.hexadecimal).html"
    }
}

/// The letters and digits of a name in ASCII, with a hyphen between words, 60 at most.
private func fileWords(_ name: String) -> String {
    alphabeticalKey(name).split { character in
        !character.isASCII || !(character.isLetter || character.isNumber)
    }.joined(separator: "-").prefix(60).trimmed
}

extension Substring {
    /// Without a hyphen at the end.
    fileprivate var trimmed: String { String(last == "-" ? dropLast() : self) }
}
