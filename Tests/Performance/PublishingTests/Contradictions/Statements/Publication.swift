import Attribution
import Domain
import OverrideAudit
import Publishing
import Review
import ReviewCharts
import Scorecards

/// Everything that the files of a review say, in parts that a test may alter.
struct Publication: Sendable {
    /// `review.json`.
    var review: Node
    /// `scorecards.csv`, `trends.csv`, `override_segments.csv` and `proposal.csv`.
    var scorecards: [[String: String]]
    var trends: [[String: String]]
    var segments: [[String: String]]
    var proposal: [[String: String]]
    /// `proposal.md`.
    var proposalText: String
    /// The lines of `review.html`.
    var page: [String]
    /// The lines of the cards on the pages, by what they are about.
    var cardPages: [String: [String]]
    var charts: [ReviewChart: ChartStatement]
    /// The targets of the trends, which no file has, in their order.
    var trendTargets: [Double?]
    /// How many overrides see an account better, and worse, whether a renewal judges them or not.
    var overrides: [String: Int]
    /// The words of the computation that leaves out what lapsed; nil where outcomes are not missing.
    var doubt: Doubt?

    /// What the files of a review say.
    ///
    /// - Throws: when a template is broken, the JSON is none, or the scores cannot be read.
    init(_ review: MonthlyReview, _ reading: any FactReading) throws {
        self.review = try Node(document: review.json())
        scorecards = csvRows(review.scorecardsCSV())
        trends = csvRows(review.trendsCSV())
        segments = csvRows(review.segmentsCSV())
        let handOff = ModelHandOff(review)
        proposal = csvRows(handOff.csv)
        proposalText = handOff.markdown
        let described = ReviewChart.allCases.map { $0.described(review) }
        let pictures = described.map { _ in [UInt8]() }
        page = plainLines(
            String(decoding: try review.html(charts: described, pictures: pictures), as: UTF8.self))
        charts = Dictionary(
            uniqueKeysWithValues: zip(ReviewChart.allCases, described.map { ChartStatement($0) }))
        let board = review.scoreboard
        let cards =
            [board.company] + board.teams + board.csms + [board.transition, board.unassigned]
        let fragments = PageFragments(review)
        cardPages = Dictionary(
            uniqueKeysWithValues: cards.map { card -> (String, [String]) in
                let html = fragments.card(card, name: review.name(of: card.scope))
                return (subject(of: card.scope, in: review), plainLines(html))
            })
        trendTargets = review.trends.map(\.target)
        let directions = review.audit.overrides.compactMap { $0.direction?.rawValue }
        overrides = Dictionary(directions.map { ($0, 1) }, uniquingKeysWith: +)
        doubt =
            review.attributed.outcomeCoverage.isMissing
            ? try Doubt(review, health: reading.health) : nil
    }
}

/// What a scorecard is about, in a few words.
func subject(of scope: Scope, in review: MonthlyReview) -> String {
    switch scope {
    case .company: "the company"
    case .team(let name): "team \(name)"
    case .csm(let position): "CSM \(review.attributed.portfolio.csms[position].id)"
    case .transition: "the transition pool"
    case .unassigned: "the unassigned pool"
    }
}

extension Publication {
    /// What a scorecard is about.
    enum CardKind: Sendable {
        case company
        case team
        case csm
        case pool

        /// Whether it is held against an average book.
        var isCompared: Bool { self == .team || self == .csm }
    }

    /// A scorecard in `review.json`, and on a page.
    struct Card {
        let kind: CardKind
        let subject: String
        /// As `scorecards.csv` has them.
        let scope: String
        let scopeID: String
        let node: Node
        let page: [String]

        var sentence: String { node["sentence"].text ?? "" }
        var fair: Node { node["fair"] }
        var band: String? { fair["band"].text }
        var renewals: Node { node["renewals"] }

        /// Whether the book stands out.
        var isOutside: Bool { band == "worth_a_conversation" || band == "unlikely_chance" }

        /// A metric with an interval.
        func rate(_ metric: RateMetric) -> Node { node["metrics"][metric.rawValue] }

        /// How many renewals are in a state.
        func count(_ state: String) -> Int { renewals[state].count ?? 0 }
    }

    /// The company, the teams, the CSMs and the pools.
    var cards: [Card] {
        func card(
            _ kind: CardKind, _ subject: String, _ scope: String, _ id: String, _ node: Node
        ) -> Card {
            Card(
                kind: kind, subject: subject, scope: scope, scopeID: id, node: node,
                page: cardPages[subject] ?? [])
        }
        let teams = review["teams"].elements.map { node in
            let name = node["team"].text ?? ""
            return card(.team, "team \(name)", "team", name, node)
        }
        let people = review["scorecards"].elements.map { node in
            let id = node["csm_id"].text ?? ""
            return card(.csm, "CSM \(id)", "csm", id, node)
        }
        let pools = ["transition", "unassigned"].map { name in
            card(.pool, "the \(name) pool", name, "", review["pools"][name])
        }
        return [card(.company, "the company", "company", "", review["company"])] + teams + people
            + pools
    }

    /// The audit of overrides.
    var audit: Node { review["override_audit"] }

    /// What a part of the audit of overrides says, and what it is about.
    struct AuditPart {
        let subject: String
        let direction: String
        let node: Node
    }

    /// Every AUDIT.
    var audits: [AuditPart] {
        let directions = ["up", "down"]
        let ofAll = directions.map { direction in
            AuditPart(
                subject: "all overrides \(direction)", direction: direction,
                node: audit["directions"][direction])
        }
        let ofCSMs = audit["by_csm"].elements.flatMap { csm in
            directions.map { direction in
                AuditPart(
                    subject: "overrides \(direction) of CSM \(csm["csm_id"])",
                    direction: direction, node: csm[direction])
            }
        }
        let ofParts = parts.map { part in
            AuditPart(
                subject: part.subject, direction: part.direction, node: part.node["audit"])
        }
        return ofAll + ofCSMs + ofParts
    }

    /// The parts of the book.
    var parts: [AuditPart] {
        audit["segments"].elements.map { part in
            let direction = part["direction"].text ?? ""
            return AuditPart(
                subject: "\(part["dimension"]) \(part["value"]) \(direction)",
                direction: direction, node: part)
        }
    }

    /// Whether the review says that outcomes are missing.
    var areOutcomesMissing: Bool {
        review["data_quality"].elements.contains { $0["kind"].text == "outcomes_missing" }
    }

    /// A constant of the policy.
    func constant(_ name: String) -> Double { review["policy"][name].number ?? .nan }
}
