import Domain
package import TestSupport

extension PortfolioBuilder {
    /// Three CSMs with thirty renewals each, of which twenty renewed and ten have no outcome.
    package static var withoutOutcomes: PortfolioBuilder {
        var builder = PortfolioBuilder()
        for position in 0..<3 {
            let csm = builder.csm("c\(position)", name: "Ana \(position)")
            for index in 0..<30 {
                let account = builder.account("a\(10_000 + builder.facts.accounts.count)")
                builder.assign(account, to: csm, from: "2024-01-01")
                if index < 20 {
                    builder.renewal(account, due: "2026-03-15", after: 100)
                } else {
                    builder.renewal(account, due: "2026-05-15")
                }
            }
        }
        return builder
    }
}
