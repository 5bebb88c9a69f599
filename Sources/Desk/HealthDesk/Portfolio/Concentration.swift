import Calendar
import Domain
import Formats
public import Scoring
import Statistics

/// What accounts are grouped by.
public enum PortfolioDimension: String, Sendable, CaseIterable {
    /// The size class by revenue.
    case arrTier = "arr_tier"
    /// The product.
    case product
    /// How long the account has been a customer.
    case age
    /// The market segment.
    case segment
}

/// A group in which more of a portfolio's ambers are than chance explains.
public struct Concentration: Sendable, Equatable {
    /// What the accounts are grouped by.
    public let dimension: PortfolioDimension
    /// The group's name.
    public let group: String
    /// Ambers in the group.
    public let ambers: Int
    /// Ambers in the portfolio.
    public let allAmbers: Int
    /// Accounts of the group with a score.
    public let accounts: Int
    /// Accounts of the portfolio with a score.
    public let allAccounts: Int
    /// The probability of so many ambers in the group, or more, if ambers fell on accounts by chance:
    /// one-sided, by Fisher's exact test.
    public let p: Double
    /// The same, adjusted for all groups of all dimensions (Benjamini and Hochberg).
    public let adjustedP: Double

    /// `8 of your 11 ambers are on Starter, which has 20 of your 60 accounts.`
    public var sentence: String {
        let place =
            switch dimension {
            case .arrTier: "in the ARR tier \(group)"
            case .product: "on \(group)"
            case .age: "\(group)"
            case .segment: "in the segment \(group)"
            }
        return "\(ambers) of your \(allAmbers) ambers are \(place), as are \(accounts) of your "
            + "\(allAccounts) accounts with a score."
    }

    /// Every group of a portfolio, tested: dimension by dimension, by name.
    ///
    /// - Parameters:
    ///   - standings: the accounts, in any order. Those without a score do not count.
    ///   - policy: the constants.
    /// - Returns: the groups. One that holds all accounts, or none of the ambers, is left out.
    public static func all(_ standings: [AccountStanding], policy: DeskPolicy) -> [Concentration] {
        let scored = standings.filter { $0.score.tier != nil }
        let allAmbers = scored.count { $0.score.tier == .amber }
        var found: [(PortfolioDimension, String, ambers: Int, accounts: Int, p: Double)] = []
        for dimension in PortfolioDimension.allCases {
            let groups = Dictionary(grouping: scored) { $0.group(by: dimension, policy) }
            let named = groups.compactMap { name, accounts in name.map { ($0, accounts) } }
            for (name, accounts) in named.sorted(by: { $0.0.precedesByBytes($1.0) })
            where accounts.count < scored.count {
                let ambers = accounts.count { $0.score.tier == .amber }
                guard ambers > 0 else { continue }
                let table = TwoByTwo(
                    treatedEvents: ambers, treatedOthers: accounts.count - ambers,
                    controlEvents: allAmbers - ambers,
                    controlOthers: scored.count - accounts.count - (allAmbers - ambers))
                found.append(
                    (dimension, name, ambers, accounts.count, fisherExactP(table, side: .more)))
            }
        }
        return zip(found, benjaminiHochberg(found.map(\.p))).map { group, adjusted in
            Concentration(
                dimension: group.0, group: group.1, ambers: group.ambers, allAmbers: allAmbers,
                accounts: group.accounts, allAccounts: scored.count, p: group.p,
                adjustedP: adjusted)
        }
    }

    /// The groups in which ambers concentrate beyond chance, the clearest first.
    public static func found(
        _ standings: [AccountStanding], policy: DeskPolicy
    ) -> [Concentration] {
        all(standings, policy: policy).filter {
            $0.adjustedP <= policy.concentrationLevel
                && Double($0.ambers) >= policy.concentrationCount
        }.enumerated().sorted { left, right in
            left.element.p == right.element.p
                ? left.offset < right.offset : left.element.p < right.element.p
        }.map(\.element)
    }
}

extension AccountStanding {
    /// The group of the account by a dimension; nil if it is not known.
    func group(by dimension: PortfolioDimension, _ policy: DeskPolicy) -> String? {
        switch dimension {
        case .arrTier: return account.arrTier
        case .product: return account.product
        case .segment: return account.segment
        case .age:
            guard let since = account.customerSince, since <= day else { return nil }
            let days = Double(day - since)
            if days < policy.newCustomerDays { return "new customers" }
            return days < policy.longCustomerDays
                ? "customers of some years" : "long-standing customers"
        }
    }
}
