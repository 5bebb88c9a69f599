import Domain
package import TestSupport

extension PortfolioBuilder {
    /// Twenty customers of a CSM with an awkward name, 15 of them renewed.
    package static var small: PortfolioBuilder {
        var builder = PortfolioBuilder()
        builder.csm("c1", team: "<b>North</b>", name: "<script>&\"x'")
        for index in 0..<20 {
            let account = builder.account("a\(10 + index)", name: "<i>Acme</i>")
            builder.assign(account, to: 0, from: "2025-01-01")
            builder.renewal(account, due: "2026-03-15", after: index < 15 ? 110 : 0)
        }
        builder.opportunity(0, 10_000, created: "2026-05-05")
        return builder
    }

    /// Zoe loses most of twenty, Ana and Émile next to none, Bo has six.
    package static var fourBooks: PortfolioBuilder {
        var builder = PortfolioBuilder()
        let books = [("Zoe", 20, 8), ("Ana", 20, 19), ("Émile", 20, 18), ("Bo", 6, 5)]
        for (position, (name, settled, renewed)) in books.enumerated() {
            let csm = builder.csm("c\(position)", team: position < 2 ? "A" : "B", name: name)
            for index in 0..<settled {
                let account = builder.account("a\(100 + builder.facts.accounts.count)")
                builder.assign(account, to: csm, from: "2024-01-01")
                builder.renewal(account, due: "2026-03-15", after: index < renewed ? 100 : 0)
            }
        }
        return builder
    }
}
