import Calendar
import Attribution
import Domain
import Formats

/// The sentence of a scorecard for reading aloud: how many contracts were renewed, the interval of
/// the rate, how it compares with the expected range and with the target, and how many are still open.
/// It states facts and never accuses.
struct ScorecardSentence {
    private let scope: Scope
    private let csms: [CSM]
    private let renewals: RenewalCounts
    private let customers: CustomerCounts
    private let rate: Rate
    private let missing: Int
    private let fair: FairFigures?
    private let policy: Policy

    /// The sentence of a card.
    ///
    /// - Parameters:
    ///   - card: the scorecard.
    ///   - csms: the CSMs of the portfolio.
    ///   - fair: how the renewals compare with what was expected of them; nil where that is not known.
    ///   - policy: the constants.
    init(_ card: Scorecard, csms: [CSM], fair: FairFigures?, policy: Policy) {
        scope = card.scope
        self.csms = csms
        renewals = card.renewals
        customers = card.customers
        rate = card.metrics.logoRenewalRate
        missing = card.missingOutcomes
        self.fair = fair
        self.policy = policy
    }

    /// The sentence.
    var text: String {
        ([finding] + [withoutOutcome, ofCustomers, target, open].compactMap { $0 })
            .joined(separator: "; ") + "."
    }

    private var finding: String {
        guard let value = rate.estimate.value, let low = rate.estimate.low,
            let high = rate.estimate.high
        else { return tooFew }
        let share = "\(wholePercent(value)) %"
        let target = rate.comparison.target
        let needsTenths = [low, high].contains { end in
            target.map { roundingHidesSide(of: end, target: $0, step: 0.01) } ?? false
        }
        let ends = [low, high].map { needsTenths ? tenths(100 * $0) : String(rounded(100 * $0)) }
        let range = "likely between \(ends[0]) and \(ends[1]) %"
        let contracts = counted(renewals.settled, noun)
        let part =
            switch renewals.renewed {
            case 0: "none of \(contracts)"
            case renewals.settled: "all \(contracts)"
            default: "\(renewals.renewed) of \(contracts)"
            }
        return switch scope {
        case .transition, .unassigned:
            "\(subject): \(part) \(renewals.renewed == 1 ? "was" : "were") renewed (\(share), \(range))"
        default: "\(subject) renewed \(part) (\(share), \(range))" + besideExpectedRange
        }
    }

    /// On which side of the expected range the number renewed is; empty within it.
    private var besideExpectedRange: String {
        guard let fair, let chance = fair.chance, chance.band.isOutside else { return "" }
        return ", \(fair.isAboveExpected ? "above" : "below") \(expectedRange(chance))"
    }

    private func expectedRange(_ chance: FairFigures.Chance) -> String {
        "the expected range of \(chance.range.lowerBound) to \(chance.range.upperBound)"
    }

    private var tooFew: String {
        let minimum = wholeOrDecimal(policy.minimumCount)
        let separator =
            switch scope {
            case .transition, .unassigned: ": "
            default: " has "
            }
        let renewed =
            switch (renewals.settled, renewals.renewed) {
            case (0, _), (missing, _): ""
            case (1, 0): ", which was not renewed"
            case (1, _): ", which was renewed"
            case (_, 0): ", none of them renewed"
            case (_, renewals.settled): ", all of them renewed"
            default: ", \(renewals.renewed) of them renewed"
            }
        let contracts =
            renewals.settled == 0
            ? "no settled contract yet" : counted(renewals.settled, noun)
        return "\(subject)\(separator)\(contracts)\(renewed); "
            + "too few to tell a rate, which takes \(minimum)"
    }

    private var ofCustomers: String? {
        guard customers.haveManyContracts else { return nil }
        let kept =
            switch customers.kept {
            case 0: "none of whom kept all"
            case customers.settled: customers.settled == 1 ? "who kept all" : "who all kept all"
            default: "\(customers.kept) of whom kept all"
            }
        return "these contracts are those of \(counted(customers.settled, "customer")), \(kept)"
    }

    /// What the contracts are called. One without an outcome is hardly settled.
    private var noun: String { missing > 0 ? "contract" : "settled contract" }

    /// How many were never closed, where that is likely a gap in the data.
    private var withoutOutcome: String? {
        guard missing > 0 else { return nil }
        let known = renewals.settled - missing
        guard known > 0 else {
            return missing == 1
                ? "its outcome is missing, and it counts as lost"
                : "all outcomes are missing, and they count as lost"
        }
        return "\(missing) of them \(missing == 1 ? "has" : "have") no outcome and "
            + "\(missing == 1 ? "counts" : "count") as lost, without "
            + "\(missing == 1 ? "it" : "them") \(renewals.renewed) of \(known)"
    }

    private var target: String? {
        guard let target = rate.comparison.target, rate.estimate.value != nil else { return nil }
        let goal = "the \(percent(target)) % target"
        return switch rate.comparison.versusTarget {
        case .above: "that is above \(goal)"
        case .below: "that is below \(goal)" + besideAverageTeam(target)
        case .cannotTell where rate.comparison.verdictReason == .outcomesMissing:
            "missing outcomes leave open whether that differs from \(goal)"
        default: "too early to tell whether that differs from \(goal)"
        }
    }

    /// What is to say of a rate below its target: whether an average team would have reached it with
    /// these accounts.
    private func besideAverageTeam(_ target: Double) -> String {
        guard let fair, let chance = fair.chance, chance.band == .inLine,
            let expected = fair.expected
        else { return "" }
        return expected.expected < target * Double(fair.settled)
            ? "; an average team would also have been, with these accounts"
            : ", yet within \(expectedRange(chance))"
    }

    private var open: String? {
        let open = renewals.unsettled
        guard open > 0 else { return nil }
        return "\(open) \(open == 1 ? "is" : "are") still open"
            + (renewals.provisional && rate.estimate.value != nil ? ", so the rate may change" : "")
    }

    private var subject: String {
        switch scope {
        case .company: "The company"
        case .team(let name): "The \(name) team"
        case .csm(let csm): csms[csm].name
        case .transition: "Contracts that nobody owned for long enough"
        case .unassigned: "Contracts that nobody owned"
        }
    }
}

private func rounded(_ value: Double) -> Int {
    Int(value.rounded())
}

/// A number that is not negative, with one decimal.
private func tenths(_ value: Double) -> String {
    let tenths = rounded(10 * value)
    return "\(tenths / 10).\(tenths % 10)"
}

/// A share in whole percent. It is never `0` or `100` where it is only close to them.
private func wholePercent(_ share: Double) -> String {
    switch rounded(100 * share) {
    case 0 where share > 0: "under 1"
    case 100 where share < 1: "over 99"
    case let percent: String(percent)
    }
}

/// A share in percent with as many decimals as it needs, at most two.
private func percent(_ share: Double) -> String {
    wholeOrDecimal((10_000 * share).rounded() / 100)
}

/// A number without a needless decimal part.
private func wholeOrDecimal(_ value: Double) -> String {
    value == value.rounded() ? String(rounded(value)) : String(value)
}
