import Attribution
import Brief
import Calendar
package import Charting
import Domain
import Formats
package import Review
package import ReviewCharts
import Scorecards
import Templating

/// A month as one file for one reader: pictures are inside, and nothing leads to another file.
///
///     let page = RolePage(review, for: .team("Harbour"))
///     let bytes = try page.html(charts: [], fonts: fonts)
package struct RolePage: Sendable {
    let review: MonthlyReview
    let reader: PageReader

    /// The page of a review.
    ///
    /// - Parameters:
    ///   - review: the review as the reader may see it.
    ///   - reader: who reads it.
    package init(_ review: MonthlyReview, for reader: PageReader) {
        self.review = review
        self.reader = reader
    }

    /// The whole page as HTML in UTF-8.
    ///
    /// - Parameters:
    ///   - charts: the pictures that the reader may see.
    ///   - fonts: the fonts of the pictures.
    /// - Returns: the page.
    /// - Throws: `MissingPicture` when a picture cannot be drawn, or when a template is broken.
    package func html(charts: [ReviewChart], fonts: Fonts) throws -> [UInt8] {
        let fragments = PageFragments(review)
        let drawn = try picturesText(charts.map { ($0.rawValue, $0.described(review)) }, fonts)
        var parts: [String] = []
        switch reader {
        case .everybody:
            parts = [
                try brief(), company, try fragments.walk(picture: nil), drawn,
                try fragments.fair(links: PageLinks(nowhere)), try teams(), cards(of: csms),
                try fragments.trends(hasCompany: true, teams: teamNames), try fragments.data(),
            ]
        case .team(let name):
            let members = csms.filter {
                $0.csm.team(on: review.frame.asOf)?.hasSameBytes(as: name) == true
            }
            parts = [
                try brief(), teamCard(name), portfolios(members), cards(of: members),
                try fragments.trends(hasCompany: false, teams: [name]),
            ]
        case .csm(let id):
            parts = [cards(of: csms.filter { $0.csm.id == id }), try bridge(of: id, fonts)]
        case .board:
            parts = [
                try brief(), company, try fragments.walk(picture: nil), drawn, try teams(),
                try fragments.trends(hasCompany: true, teams: teamNames),
            ]
        }
        return try filled(title, parts)
    }

    /// The brief alone as HTML in UTF-8. A CSM has none: their card is short enough.
    ///
    /// - Parameters:
    ///   - chart: a picture beside it; nil for none.
    ///   - fonts: the fonts of the pictures.
    /// - Returns: the page.
    /// - Throws: as `html`.
    package func briefHTML(chart: ReviewChart?, fonts: Fonts) throws -> [UInt8] {
        let shown = chart.map { [($0.rawValue, $0.described(review))] } ?? []
        return try filled("Brief", [try brief(), try picturesText(shown, fonts)])
    }
}

// MARK: - Parts

extension RolePage {
    private var csms: [(csm: CSM, card: Scorecard)] { review.cardsByName }

    private var teamNames: [String] {
        review.scoreboard.teams.compactMap { card in
            if case .team(let name) = card.scope { name } else { nil }
        }
    }

    private var nowhere: @Sendable (Scope) -> String? { { _ in nil } }

    private func brief() throws -> String {
        let brief: Brief
        switch reader {
        case .everybody, .csm: brief = Brief(review, for: .everybody)
        case .team(let name): brief = Brief(review, for: .team(name))
        case .board: brief = Brief(review, for: .board)
        }
        return try PageFragments(review).brief(brief) { _ in nil }
    }

    private var company: String {
        let card = PageCard(
            review.scoreboard.company, anchor: "company", name: "The company", in: review)
        return cardSection("Company", card.plainHTML)
    }

    private func teamCard(_ name: String) -> String {
        review.scoreboard.teams(named: [name]).map {
            cardSection(
                "The team", PageCard($0, anchor: "team", name: "The team", in: review).plainHTML)
        }.joined()
    }

    private func teams() throws -> String {
        try PageFragments(review).teams(named: teamNames, links: PageLinks(nowhere))
    }

    private func cards(of members: [(csm: CSM, card: Scorecard)]) -> String {
        guard !members.isEmpty else { return "" }
        let cards = members.enumerated().map { index, member in
            PageCard(
                member.card, anchor: "csm-\(index + 1)", name: member.csm.name, isExplained: false,
                in: review
            ).html
        }
        return members.count == 1
            ? cardSection("Card", cards.joined()) : section("Cards", cards.joined())
    }

    private func portfolios(_ members: [(csm: CSM, card: Scorecard)]) -> String {
        guard !members.isEmpty else { return "" }
        let anchors = Dictionary(
            uniqueKeysWithValues: members.enumerated().map { ($1.card.scope, "#csm-\($0 + 1)") })
        let table = PortfolioTable(
            members.map { PortfolioRow($1, name: $0.name, team: nil, in: review) },
            caption: "CSMs by name.", without: [.team, .comments],
            links: PageLinks { anchors[$0] }, currency: review.policy.reportingCurrency)
        return section("CSMs", table.html)
    }

    private func bridge(of id: CSMID, _ fonts: Fonts) throws -> String {
        guard let card = review.card(of: id), let chart = review.bridgeChart(of: card.scope) else {
            return ""
        }
        return try picturesText([("bridge", chart)], fonts)
    }

    private func section(_ title: String, _ content: String) -> String {
        "<section class=\"whole\">\n<h2>\(escapedHTML(title))</h2>\n\(content)</section>\n"
    }

    /// A section of one card, which has its own heading.
    private func cardSection(_ title: String, _ card: String) -> String {
        "<section class=\"whole\" aria-label=\"\(title)\">\n\(card)</section>\n"
    }
}

// MARK: - The file

extension RolePage {
    private var title: String {
        switch reader {
        case .everybody, .board: "Customer success review"
        case .team(let name): "Team \(name)"
        case .csm(let id): review.cardsByName.first { $0.csm.id == id }?.csm.name ?? "Card"
        }
    }

    private func filled(_ title: String, _ parts: [String]) throws -> [UInt8] {
        let words = RolePageWords(
            style: reviewStyle, pageTitle: title, month: review.frame.title,
            asOf: review.frame.asOf.words, publication: review.publication.sentence,
            window: "\(review.frame.windowStart.words) to \(review.frame.asOf.words)",
            windowMonths: numberText(review.frame.windowMonths),
            parts: parts.joined(separator: "\n"),
            policyDigest: review.policyDigest, dataDigest: review.dataDigest)
        return Array(try pageTemplates.text("role_page", words).utf8)
    }
}

/// The values for the template of a page of one file.
struct RolePageWords: PagePart {
    let style: String
    let pageTitle: String
    let month: String
    let asOf: String
    let publication: String?
    let window: String
    let windowMonths: String
    /// The sections in HTML.
    let parts: String
    let policyDigest: String
    let dataDigest: String
}
