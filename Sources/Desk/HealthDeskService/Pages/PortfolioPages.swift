import Calendar
import DeskAccess
import DeskMemory
import Domain
import Formats
import HealthDesk
import Hummingbird
import Scoring
import Web

/// The page of a portfolio: one line for each account, the most urgent first.
enum PortfolioPages {
    static let all: [Endpoint] = [portfolio]

    private static let portfolio = Endpoint(
        method: .get, path: "/portfolio", gate: .reaching(.accounts),
        summary: "The accounts, the most urgent first.",
        parameters: PortfolioQuery.parameters + [.limit, .cursor], answers: [(.ok, .html)],
        isPage: true
    ) { call in
        let open = try await call.service.library.current()
        let query = try PortfolioQuery(call, open)
        let lines = query.lines(of: open)
        let page = try Pagination(of: lines.count, call, state: open.state)
        let values = PortfolioPage(
            open: open, query: query, lines: lines, page: page, reach: call.reach
        ).values
        return try call.page(
            "Portfolio", "/portfolio", "portfolio", values, aside: open.day.words)
    }
}

/// What the portfolio page shows.
struct PortfolioPage {
    let open: OpenDay
    let query: PortfolioQuery
    let lines: [PortfolioLine]
    let page: Pagination
    let reach: Reach

    /// The values of the page's template.
    var values: [String: Any] {
        let whole = open.figures(of: query.scope)
        return figures(whole.figures).merging(
            [
                "lines": lines[page.range].map(row), "hasLines": !lines.isEmpty,
                "concentrations": whole.concentrations.map { ["sentence": $0.sentence] },
                "span": open.declineWords, "hasAccounts": whole.figures.accounts > 0,
                "undecided": whole.undecided, "hasUndecided": whole.undecided > 0,
                "undecidedLink": address(show: .undecided),
                "count": counted(lines.count, "account"),
                "isPart": page.range.count < lines.count,
                "range": "\(page.range.lowerBound + 1)–\(page.range.upperBound)",
                "isNarrowed": query.isNarrowed, "search": query.search,
                "longest": PortfolioQuery.longestSearch,
                "shows": PortfolioQuery.Show.allCases.map { show in
                    option(show.rawValue, show.words, show == query.show)
                },
                "orders": PortfolioQuery.Order.allCases.map { order in
                    option(order.rawValue, order.words, order == query.order)
                },
                "owners": owners, "hasOwners": hasOwners,
                "hasPrevious": page.preceding != nil, "previous": link(page.preceding),
                "hasNext": page.following != nil, "next": link(page.following),
                "hasParts": page.preceding != nil || page.following != nil,
            ].merging(alerts) { first, _ in first }
        ) { first, _ in first }
    }

    private func option(_ value: String, _ words: String, _ isChosen: Bool) -> [String: Any] {
        ["value": value, "words": words, "isChosen": isChosen]
    }

    private var hasOwners: Bool { if case .teams = reach { true } else { false } }

    /// The CSMs whose accounts a lead may choose, by name.
    private var owners: [[String: Any]] {
        guard hasOwners else { return [] }
        return Scope(reach, on: open).owners.map { ($0, open.csms[$0]) }
            .sorted { $0.1.name.precedesByBytes($1.1.name) }
            .map { place, csm in option(csm.id.text, csm.name, place == query.csm) }
    }

    private func figures(_ figures: PortfolioFigures) -> [String: Any] {
        func share(_ tier: Tier) -> String {
            figures.share(of: tier).map { ValueFormat.percent(decimals: 0).text($0) } ?? "–"
        }
        return [
            "tiers": Tier.allCases.reversed().map { tier in
                [
                    "tier": tier.word, "count": figures.counts[tier, default: 0],
                    "share": share(tier),
                ] as [String: Any]
            },
            "unscored": figures.accounts - figures.scored,
            "hasUnscored": figures.accounts > figures.scored,
            "days": figures.averageDaysToRenewal.map { decimalText($0, decimals: 0) } ?? "–",
            "quiet": figures.quiet, "quietDays": decimalText(open.today.policy.quietDays),
            "playbookActions": figures.openPlaybookActions, "overdue": figures.overdueActions,
        ]
    }

    private var alerts: [String: Any] {
        let told = open.told(in: query.scope)
        let rows = told.prefix(20).map { told, standing in
            [
                "day": told.day.words, "name": standing.displayName,
                "address": standing.address, "sentence": told.alert.sentence,
            ]
        }
        return [
            "alerts": Array(rows), "hasAlerts": !told.isEmpty,
            "alertCount": counted(told.count, "alert"), "alertDays": DayLibrary.alertDays,
            "isFresh": told.contains { $0.told.day == open.day },
        ]
    }

    private func row(_ line: PortfolioLine) -> [String: Any] {
        let standing = line.standing
        return standing.summary(open).merging([
            "why": line.reason,
            "explanation": line.urgency.explanation.map { ["sentence": $0] },
            "comesFirst": !line.urgency.precedence.isEmpty,
            "isOthers": hasOwners,
        ]) { first, _ in first }
    }

    /// An address with what the page asks for now.
    private func address(show: PortfolioQuery.Show? = nil, cursor: String? = nil) -> String {
        var parts: [String] = []
        let shown = show ?? query.show
        if !query.search.isEmpty, show == nil { parts.append("q=\(query.search.inPath)") }
        if shown != .all { parts.append("show=\(shown.rawValue)") }
        if query.order != .urgency { parts.append("sort=\(query.order.rawValue)") }
        if let csm = query.csm { parts.append("csm=\(open.csms[csm].id.text.inPath)") }
        if let cursor { parts.append(cursor) }
        return "/portfolio" + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    private func link(_ cursor: String?) -> String { cursor.map { address(cursor: $0) } ?? "" }
}
