package import Attribution
import Scorecards

/// Where a page leads for a CSM or a team.
///
///     let links = PageLinks { scope in
///         if case .team(let name) = scope { "/months/2026-10/teams/\(name.inPath)" } else { nil }
///     }
package struct PageLinks: Sendable {
    private let address: @Sendable (Scope) -> String?

    /// Links to the addresses that a function gives; nil for a scope without a page.
    package init(_ address: @escaping @Sendable (Scope) -> String?) { self.address = address }

    /// The address of a scope's page; nil without one.
    package subscript(scope: Scope) -> String? { address(scope) }
}

extension PageLinks {
    /// The links of `review.html` and of the pages beside it.
    init(_ pages: [TeamPage]) {
        var addresses: [Scope: String] = [:]
        for page in pages {
            if let card = page.card { addresses[card.scope] = page.file }
            for (position, member) in page.members.enumerated() {
                addresses[member.card.scope] = page.address(ofMember: position)
            }
        }
        self.init { [addresses] in addresses[$0] }
    }
}
