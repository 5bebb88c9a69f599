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
        case .grossRevenueRetention: "revenue kept over the whole book, without any growth"
        case .netRevenueRetention: "revenue kept over the whole book, growth included"
        case .logoChurnRate: "customers who left, of those there at the start"
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

    /// The meaning in a few words.
    package var meaning: String {
        switch self {
        case .expansionPipeline: "opportunities created in the window"
        case .expansionWon: "opportunities won in the window"
        case .sessionsHeld: "in the month"
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
        case .cannotTell: "can’t tell yet"
        case .met: "target met"
        case .notMet: "target not met"
        }
    }
}

extension Comparison {
    /// The verdict in a few words, with the reason where it is that nobody can tell; nil without a
    /// target.
    package var verdictWords: String? {
        versusTarget.map { verdict in
            switch verdictReason {
            case .tooFewForVerdict: verdict.words + ": too few for a verdict"
            case .outcomesMissing: verdict.words + ": outcomes are missing"
            case nil: verdict.words
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
        return "likely " + spanText(from: low, to: high, as: metric)
    }

    /// The range that the value can still reach; nil with nothing open.
    package func openText(as metric: RateMetric) -> String? {
        guard let worst, let best, worst != best else { return nil }
        return spanText(from: worst, to: best, as: metric) + " once all is settled"
    }

    /// What the value rests on: "of 34 answers", "of USD 1.2 m, as telling as 14.2 equal contracts".
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
                    ", as telling as \(decimalText($0, decimals: 1)) equal \(noun)s"
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

/// "between 84 and 93 %". It has decimals only where whole numbers would be equal.
package func spanText(from low: Double, to high: Double, as metric: RateMetric) -> String {
    let whole: ValueFormat = metric == .nps ? .signed(decimals: 0) : .percent(decimals: 0)
    let fine: ValueFormat = metric == .nps ? .signed(decimals: 1) : .percent(decimals: 1)
    let format = whole.plain(low) == whole.plain(high) ? fine : whole
    return "between \(format.plain(low)) and \(format.text(high))"
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

/// "180, 120 and 60".
package func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
}

/// "1 contract", "2 contracts".
package func counted(_ count: Int, _ noun: String) -> String {
    "\(numberText(Double(count))) \(noun)\(count == 1 ? "" : "s")"
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
