package import Attribution
import Calendar
package import Formats
package import Domain
package import Scorecards

// The words for numbers, verdicts and reasons, on pages, in charts and in the terminal.

extension RateMetric {
    /// The name for people.
    package var title: String {
        switch self {
        case .logoRenewalRate: "Renewal rate"
        case .customerRenewalRate: "Customer renewal rate"
        case .grossRenewalRate: "Gross renewal rate"
        case .netRenewalRate: "Net renewal rate"
        case .grossRevenueRetention: "Gross revenue retention"
        case .netRevenueRetention: "Net revenue retention"
        case .logoChurnRate: "Churn rate"
        case .nps: "NPS"
        case .csat: "CSAT"
        }
    }

    /// The meaning in a few words.
    package var meaning: String {
        switch self {
        case .logoRenewalRate: "contracts renewed, of those settled"
        case .customerRenewalRate: "customers who renewed all of theirs, of those with one settled"
        case .grossRenewalRate: "revenue kept at renewal, without any growth"
        case .netRenewalRate: "revenue after renewal, growth included"
        case .grossRevenueRetention: "revenue kept over the whole portfolio, without any growth"
        case .netRevenueRetention: "revenue kept over the whole portfolio, growth included"
        case .logoChurnRate: "customers who churned, of those there at the start"
        case .nps: "share of promoters minus share of detractors, −100 to +100"
        case .csat: "answers of 4 or 5, of all"
        }
    }

    /// The format of its values.
    package var format: ValueFormat { self == .nps ? .signed(decimals: 0) : .percent(decimals: 1) }

    /// Whether its events are renewals and not spells or accounts.
    fileprivate var isOfRenewals: Bool {
        switch self {
        case .logoRenewalRate, .customerRenewalRate, .grossRenewalRate, .netRenewalRate: true
        default: false
        }
    }

    /// Whether its denominator is a count and not revenue.
    var isCounted: Bool {
        switch self {
        case .logoRenewalRate, .customerRenewalRate, .logoChurnRate, .nps, .csat: true
        default: false
        }
    }
}

extension Scorecard {
    /// The rates for people to read: that of customers only where some of them have many contracts.
    package var shownRates: [RateMetric] {
        RateMetric.allCases.filter { $0 != .customerRenewalRate || customers.haveManyContracts }
    }
}

extension AmountMetric {
    /// The name for people.
    package var title: String {
        switch self {
        case .expansionPipeline: "Expansion pipeline"
        case .expansionWon: "Expansion won"
        case .sessionsHeld: "Sessions held"
        case .accounts: "Accounts"
        case .averageARR: "Average ARR"
        case .mrr: "MRR"
        }
    }

    /// The meaning in a few words, in a review of a month, a quarter or a year.
    package func meaning(in grain: ReviewGrain) -> String {
        switch self {
        case .expansionPipeline: "opportunities created in the window"
        case .expansionWon: "opportunities won in the window"
        case .sessionsHeld:
            switch grain {
            case .month: "in the month"
            case .quarter: "in the quarter"
            case .year: "in the last month"
            }
        case .accounts: "paying on the last day"
        case .averageARR: "annual revenue of one of them"
        case .mrr: "monthly revenue of all of them"
        }
    }

    /// The format of its values.
    package func format(currency: String) -> ValueFormat {
        switch self {
        case .sessionsHeld, .accounts: .number(decimals: 0)
        default: .money(currency: currency)
        }
    }
}

extension TargetVerdict {
    /// The verdict in two or three words.
    package var words: String {
        switch self {
        case .above: "above target"
        case .below: "below target"
        case .cannotTell: "too early to tell"
        case .met: "target met"
        case .notMet: "target not met"
        }
    }

    /// The verdict about a rate. Churn below its target is good news, so there the words say which it
    /// is.
    fileprivate func phrase(about metric: RateMetric) -> String {
        switch (metric, self) {
        case (.logoChurnRate, .above): "worse than target"
        case (.logoChurnRate, .below): "better than target"
        default: words
        }
    }
}

extension Comparison {
    /// The verdict in a few words, with the reason where it is that nobody can tell; nil without a
    /// target.
    package var verdictWords: String? { verdictPhrase { $0.words } }

    fileprivate func verdictPhrase(_ words: (TargetVerdict) -> String) -> String? {
        versusTarget.map { verdict in
            switch verdictReason {
            case .tooFewForVerdict: words(verdict) + ": too few for a verdict"
            case .outcomesMissing: words(verdict) + ": outcomes are missing"
            case nil: words(verdict)
            }
        }
    }
}

extension Rate {
    /// The value with its unit, or words that say that there is none.
    package func valueText(as metric: RateMetric) -> String {
        estimate.value.map(metric.format.text) ?? TargetVerdict.cannotTell.words
    }

    /// "likely between 84 and 93 %"; nil without an interval.
    package func rangeText(as metric: RateMetric) -> String? {
        guard let low = estimate.low, let high = estimate.high else { return nil }
        return "likely " + spanText(from: low, to: high, as: metric, target: comparison.target)
    }

    /// "84 to 93 %"; nil without an interval.
    package func intervalText(as metric: RateMetric) -> String? {
        guard let low = estimate.low, let high = estimate.high else { return nil }
        return ends(from: low, to: high, as: metric, target: comparison.target)
            .joined(separator: " to ")
    }

    /// The verdict in a few words; nil without a target.
    package func verdictText(as metric: RateMetric) -> String? {
        comparison.verdictPhrase { $0.phrase(about: metric) }
    }

    /// The range that the value can still reach; nil with nothing open.
    ///
    /// - Parameters:
    ///   - metric: what the value is of.
    ///   - missing: how many outcomes are missing, which count as lost in the whole range.
    /// - Returns: "between 44 and 64 % once the open ones are settled", with what is missing.
    package func openText(as metric: RateMetric, missing: Int) -> String? {
        guard let worst, let best, worst != best else { return nil }
        let span = spanText(from: worst, to: best, as: metric, target: comparison.target)
        let further =
            switch missing {
            case 0: ""
            case 1: "; the missing outcome can move it further"
            default:
                "; the \(numberText(Double(missing))) missing outcomes can move it further"
            }
        return span + " once the open ones are settled" + further
    }

    /// What the value rests on: "of 34 answers", "of USD 1.2 m, as much evidence as 14.2 equal
    /// contracts".
    /// Nil without a value, and for rates whose counts a card's sentence gives.
    package func basisText(as metric: RateMetric, currency: String) -> String? {
        guard estimate.value != nil, let denominator = estimate.denominator else { return nil }
        switch metric {
        case .logoRenewalRate, .customerRenewalRate: return nil
        case .nps, .csat: return "of " + counted(Int(denominator), "answer")
        case .logoChurnRate: return "of " + counted(Int(denominator), "account")
        case .grossRenewalRate, .netRenewalRate, .grossRevenueRetention, .netRevenueRetention:
            let noun = metric.isOfRenewals ? "contract" : "account"
            let money = "of " + ValueFormat.money(currency: currency).text(denominator)
            return money
                + (estimate.effectiveCount.map {
                    ", as much evidence as \(decimalText($0, decimals: 1)) equal \(noun)s"
                } ?? "")
        }
    }

    /// Why there is no value or no interval, in words; nil where there are both.
    package func reasonText(as metric: RateMetric, policy: Policy) -> String? {
        estimate.reason.map { reason in
            switch reason {
            case .tooFew:
                "too few: "
                    + ((metric.isCounted ? estimate.denominator : nil).map {
                        numberText($0) + ", and "
                    } ?? "") + "it takes " + numberText(policy.minimumCount)
            case .notApplicable: "has no meaning here"
            case .noVariation: "nothing varies, so that no range can be given"
            case .oneAccount: "all answers are of one account, so that no range can be given"
            case .noData: "nothing to work it out from"
            case .noOthers: "too few of others to compare with"
            case .outcomesMissing: "too many outcomes are missing"
            }
        }
    }
}

/// "between 84 and 93 %".
private func spanText(
    from low: Double, to high: Double, as metric: RateMetric, target: Double?
) -> String {
    "between " + ends(from: low, to: high, as: metric, target: target).joined(separator: " and ")
}

/// The ends of a range, "84" and "93 %". They have decimals only where whole numbers would be equal, or
/// would put an end at the target or on its other side.
private func ends(
    from low: Double, to high: Double, as metric: RateMetric, target: Double?
) -> [String] {
    let whole: ValueFormat = metric == .nps ? .signed(decimals: 0) : .percent(decimals: 0)
    let fine: ValueFormat = metric == .nps ? .signed(decimals: 1) : .percent(decimals: 1)
    let hidesSide = [low, high].contains { end in
        target.map { target in
            roundingHidesSide(of: end, target: target, step: metric == .nps ? 1 : 0.01)
        } ?? false
    }
    let format = hidesSide || whole.plain(low) == whole.plain(high) ? fine : whole
    return [format.plain(low), format.text(high)]
}

/// A target with its unit and without trailing zeros: "90 %", "+32", "USD 1.2 m".
package func targetText(_ target: Double, _ format: ValueFormat) -> String {
    switch format {
    case .percent: format.target(target) + " %"
    case .money: format.text(target)
    default: format.target(target)
    }
}

/// A number without trailing zeros, with commas between thousands.
package func numberText(_ value: Double) -> String { shortDecimalText(value, decimals: 6) }

/// "ten", "12.5": whole numbers up to twelve as words.
package func spelledOut(_ value: Double) -> String {
    let words = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ]
    guard value == value.rounded(), value >= 0, value < Double(words.count) else {
        return numberText(value)
    }
    return words[Int(value)]
}

/// "twelve months", "one month".
package func monthsWords(_ months: Double) -> String {
    "\(spelledOut(months)) month\(months == 1 ? "" : "s")"
}

/// The text with a no-break space before each percent sign, so that numbers stay on one line with
/// it.
package func unbroken(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
    var joined = ""
    for scalar in text.unicodeScalars {
        if scalar == "%", joined.unicodeScalars.last == " " {
            joined.unicodeScalars.removeLast()
            joined.unicodeScalars.append("\u{a0}")
        }
        joined.unicodeScalars.append(scalar)
    }
    return joined
}
