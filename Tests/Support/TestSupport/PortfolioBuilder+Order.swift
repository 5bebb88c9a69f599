package import Domain

extension PortfolioBuilder {
    /// The facts in the order that `Portfolio` promises.
    package var portfolio: Portfolio { sorted.facts }

    /// The same facts and scores in the order that `Portfolio` promises.
    package var sorted: PortfolioBuilder {
        let accounts = facts.accounts.indices.sorted {
            facts.accounts[$0].id < facts.accounts[$1].id
        }
        let csms = facts.csms.indices.sorted { facts.csms[$0].id < facts.csms[$1].id }
        var builder = reordered(accounts: accounts, csms: csms)
        builder.facts.assignments.sort { ($0.account, $0.start) < ($1.account, $1.start) }
        builder.facts.overrides.sort {
            ($0.account, $0.logged) == ($1.account, $1.logged)
                ? $0.id.precedesByBytes($1.id)
                : ($0.account, $0.logged) < ($1.account, $1.logged)
        }
        builder.facts.withdrawnOverrides.sort {
            ($0.override.account, $0.override.logged, $0.override.id)
                < ($1.override.account, $1.override.logged, $1.override.id)
        }
        builder.facts.renewals.sort { ($0.account, $0.due, $0.id) < ($1.account, $1.due, $1.id) }
        builder.facts.arr.sort { ($0.account, $0.effective) < ($1.account, $1.effective) }
        builder.facts.opportunities.sort { $0.id < $1.id }
        builder.facts.surveys.sort { $0.id < $1.id }
        builder.facts.sessions.sort {
            ($0.account, $0.held, $0.csm) < ($1.account, $1.held, $1.csm)
        }
        builder.facts.milestones.sort {
            $0.account == $1.account
                ? $0.name.precedesByBytes($1.name) : $0.account < $1.account
        }
        builder.facts.targets.sort {
            ($0.scope.rawValue, $0.scopeID, $0.metric, $0.from)
                < ($1.scope.rawValue, $1.scopeID, $1.metric, $1.from)
        }
        builder.facts.benchmarks.sort {
            ($0.metric, $0.segment ?? "", $0.statistic)
                < ($1.metric, $1.segment ?? "", $1.statistic)
        }
        builder.facts.rates.sort { ($0.currency, $0.date) < ($1.currency, $1.date) }
        return builder
    }

    /// The same facts and scores in another order.
    package func shuffled(using generator: inout some RandomNumberGenerator) -> PortfolioBuilder {
        var other = reordered(
            accounts: facts.accounts.indices.shuffled(using: &generator),
            csms: facts.csms.indices.shuffled(using: &generator))
        other.facts.assignments.shuffle(using: &generator)
        other.facts.overrides.shuffle(using: &generator)
        other.facts.withdrawnOverrides.shuffle(using: &generator)
        other.facts.renewals.shuffle(using: &generator)
        other.facts.arr.shuffle(using: &generator)
        other.facts.opportunities.shuffle(using: &generator)
        other.facts.surveys.shuffle(using: &generator)
        other.facts.sessions.shuffle(using: &generator)
        other.facts.milestones.shuffle(using: &generator)
        other.facts.targets.shuffle(using: &generator)
        other.facts.benchmarks.shuffle(using: &generator)
        other.facts.rates.shuffle(using: &generator)
        return other
    }

    /// Accounts and CSMs in these orders of their positions; what refers to them follows.
    private func reordered(accounts: [Int], csms: [Int]) -> PortfolioBuilder {
        var builder = self
        builder.facts.accounts = accounts.map { facts.accounts[$0] }
        builder.facts.csms = csms.map { facts.csms[$0] }
        builder.renumber(accounts: inverse(accounts), csms: inverse(csms))
        return builder
    }

    private mutating func renumber(accounts: [Int], csms: [Int]) {
        for index in facts.assignments.indices {
            facts.assignments[index].account = accounts[facts.assignments[index].account]
            facts.assignments[index].csm = csms[facts.assignments[index].csm]
        }
        for index in facts.overrides.indices {
            facts.overrides[index].account = accounts[facts.overrides[index].account]
            facts.overrides[index].csm = csms[facts.overrides[index].csm]
        }
        for index in facts.withdrawnOverrides.indices {
            let override = facts.withdrawnOverrides[index].override
            facts.withdrawnOverrides[index].override.account = accounts[override.account]
            facts.withdrawnOverrides[index].override.csm = csms[override.csm]
        }
        for index in facts.renewals.indices {
            facts.renewals[index].account = accounts[facts.renewals[index].account]
        }
        for index in facts.arr.indices {
            facts.arr[index].account = accounts[facts.arr[index].account]
        }
        for index in facts.opportunities.indices {
            facts.opportunities[index].account = accounts[facts.opportunities[index].account]
            facts.opportunities[index].csm = facts.opportunities[index].csm.map { csms[$0] }
        }
        for index in facts.surveys.indices {
            facts.surveys[index].account = accounts[facts.surveys[index].account]
        }
        for index in facts.sessions.indices {
            facts.sessions[index].account = accounts[facts.sessions[index].account]
            facts.sessions[index].csm = csms[facts.sessions[index].csm]
        }
        for index in facts.milestones.indices {
            facts.milestones[index].account = accounts[facts.milestones[index].account]
        }
        health.renumber(accounts)
        measures.renumber(accounts)
    }
}

/// Where each position of a permutation went.
private func inverse(_ order: [Int]) -> [Int] {
    var inverse = order
    for (new, old) in order.enumerated() { inverse[old] = new }
    return inverse
}
