import Hummingbird
import Publishing
import Web

/// Which CSMs a page asks for, and in which order.
struct PeopleQuery: Sendable {
    /// The most letters that are looked for.
    static let longestSearch = 100

    /// The column that the table is sorted by.
    let column: PortfolioColumn
    /// Whether the greatest value comes first.
    let isDescending: Bool
    /// Letters of a name, a team or an identifier; empty for all.
    let search: String
    /// The name of a team; empty for all.
    let team: String
    /// How many rows a page has; nil for as many as usual.
    private let limit: String?

    /// The query of a call: `?q=ana&team=EMEA&sort=-arr`.
    ///
    /// - Throws: `Problem` if it asks for a column that there is not, or for too much text.
    init(_ call: Call) throws(Problem) {
        let fields = try call.formInQuery()
        search = fields["q"] ?? ""
        team = fields["team"] ?? ""
        limit = try call.query("limit")
        guard search.unicodeScalars.count <= Self.longestSearch else {
            throw .badRequest("q has at most \(Self.longestSearch) letters.")
        }
        let sort = fields["sort"].flatMap { $0.isEmpty ? nil : $0 } ?? PortfolioColumn.name.rawValue
        isDescending = sort.hasPrefix("-")
        guard let column = PortfolioColumn(rawValue: String(sort.drop { $0 == "-" })) else {
            let names = PortfolioColumn.allCases.map(\.rawValue).joined(separator: ", ")
            throw .badRequest("sort must be one of \(names), or one with - before it.")
        }
        self.column = column
    }

    /// How the list is sorted, as an address has it: `-arr`.
    var sort: String { (isDescending ? "-" : "") + column.rawValue }

    /// The query as a part of an address, without where the page begins: `sort=-arr&q=ana`.
    var text: String { text(sort: sort) }

    /// Whether some CSMs may be left out.
    var isNarrowed: Bool { !search.isEmpty || !team.isEmpty }

    /// The heading that sorts by a column, and back.
    ///
    /// - Parameters:
    ///   - column: the column.
    ///   - path: the address of the page.
    /// - Returns: the link.
    func sortLink(_ column: PortfolioColumn, path: String) -> PortfolioTable.SortLink {
        let isHere = column == self.column
        let descends = isHere ? !isDescending : column.startsWithGreatest
        return PortfolioTable.SortLink(
            address: "\(path)?\(text(sort: (descends ? "-" : "") + column.rawValue))",
            order: isHere ? (isDescending ? "descending" : "ascending") : nil)
    }

    private func text(sort: String) -> String {
        let fields = [("sort", sort), ("q", search), ("team", team), ("limit", limit ?? "")]
        return fields.filter { !$0.1.isEmpty }.map { "\($0)=\($1.inPath)" }.joined(separator: "&")
    }
}
