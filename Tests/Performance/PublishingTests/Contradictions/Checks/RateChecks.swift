import ReviewCharts
import Scorecards
import Statistics

/// The value of a rate, its interval, its extremes and the reasons for what is null.
func checkRates(_ said: Publication, _ found: inout Findings) {
    let slack = 1e-9
    for card in said.cards {
        for metric in RateMetric.allCases {
            let rate = card.rate(metric)
            let subject = "\(card.subject), \(metric.rawValue)"
            let (low, high) = (rate["low"].number, rate["high"].number)
            let reason = rate["reason"].text
            found.hold(
                (low == nil) == (high == nil), about: subject, "low \(rate["low"])",
                against: "high \(rate["high"])")
            found.hold(
                (reason == nil) == (low != nil), about: subject, "reason \(rate["reason"])",
                against: "low \(rate["low"])")
            found.hold(
                metric.isRevenue || rate["n_eff"].isNull, about: subject,
                "n_eff \(rate["n_eff"])", against: "a rate of counts")
            guard let value = rate["value"].number else {
                found.hold(
                    low == nil && reason != nil && rate["worst"].isNull && rate["best"].isNull,
                    about: subject, "no value", against: "\(rate)")
                continue
            }
            found.hold(
                reason == nil || reason == "one_account", about: subject, "value \(value)",
                against: "reason \(reason ?? "")")
            if let low, let high {
                found.hold(
                    low <= value + slack && value <= high + slack, about: subject,
                    "value \(value)", against: "\(low) to \(high)")
            }
            if let worst = rate["worst"].number, let best = rate["best"].number {
                // With growth, a renewal at the revenue before may lower the rate.
                let mayFall = metric == .netRenewalRate && value > 1
                let isUnderBest = mayFall || value <= best + slack
                found.hold(
                    worst <= best + slack && worst <= value + slack && isUnderBest, about: subject,
                    "value \(value)", against: "\(worst) to \(best) once all is settled")
            }
            if let above = rate["numerator"].number, let below = rate["denominator"].number {
                let scale = metric == .nps ? 100.0 : 1
                let share = scale * above / below
                found.hold(
                    abs(share - value) < 1e-9, about: subject, "value \(value)",
                    against: "\(above) of \(below)")
            }
        }
    }
}

/// Whether a rate differs from its target, by its own interval or test, and why nobody can tell.
func checkTargetVerdicts(_ said: Publication, _ found: inout Findings) {
    for card in said.cards {
        for metric in RateMetric.allCases {
            let rate = card.rate(metric)
            let subject = "\(card.subject), \(metric.rawValue)"
            let verdict = rate["versus_target"].text
            let reason = rate["verdict_reason"].text
            let words = "versus_target \(rate["versus_target"]), \(rate["verdict_reason"])"
            guard let target = rate["target"].number else {
                found.hold(
                    verdict == nil && reason == nil, about: subject, words, against: "no target")
                continue
            }
            found.hold(verdict != nil, about: subject, words, against: "target \(target)")
            found.hold(
                reason == nil || verdict == "cannot_tell", about: subject, words,
                against: "a reason why nobody can tell")
            found.hold(
                reason != "outcomes_missing" || said.areOutcomesMissing, about: subject, words,
                against: "no outcomes_missing in data_quality")
            let isSmall = isTooSmall(rate, metric, card, said)
            found.hold(
                isSmall == (reason == "too_few_for_verdict"), about: subject, words,
                against: "n_eff \(rate["n_eff"]), \(rate["denominator"]) answers or contracts")
            let level = said.constant("significance")
            let side = sideOfTarget(rate, metric, target, significance: level)
            let isClear = verdict == "above" || verdict == "below"
            let isMeant = isClear ? side == verdict : (side == nil || reason != nil)
            found.hold(
                isMeant, about: subject, words,
                against: "value \(rate["value"]), \(rate["low"]) to \(rate["high"]), target "
                    + "\(target)")
        }
        for metric in AmountMetric.allCases {
            let amount = card.node["metrics"][metric.rawValue]
            guard let target = amount["target"].number else { continue }
            let word = amount["value"].number.map { $0 >= target ? "met" : "not_met" }
            found.hold(
                amount["versus_target"].text == word ?? "cannot_tell",
                about: "\(card.subject), \(metric.rawValue)", "\(amount["versus_target"])",
                against: "\(amount["value"]) and the target \(target)")
        }
    }
}

/// Whether a rate with a value rests on too little for a verdict.
private func isTooSmall(
    _ rate: Node, _ metric: RateMetric, _ card: Publication.Card, _ said: Publication
) -> Bool {
    guard !rate["value"].isNull else { return false }
    if metric == .nps {
        return (rate["denominator"].number ?? 0) < said.constant("nps_verdict_count")
    }
    guard metric.isRevenue, card.kind.isCompared else { return false }
    return (rate["n_eff"].number ?? 0) < said.constant("money_verdict_count") - 1e-9
}

/// On which side of a target a rate lies beyond chance: `above` or `below`; nil on neither. Shares of
/// contracts and accounts have an exact test, others their interval.
private func sideOfTarget(
    _ rate: Node, _ metric: RateMetric, _ target: Double, significance: Double
) -> String? {
    guard let value = rate["value"].number, let low = rate["low"].number,
        let high = rate["high"].number
    else { return nil }
    guard metric == .logoRenewalRate || metric == .logoChurnRate else {
        return target < low ? "above" : target > high ? "below" : nil
    }
    guard let part = rate["numerator"].count, let whole = rate["denominator"].count,
        let p = exactBinomialTest(successes: part, trials: whole, probability: target),
        p < significance
    else { return nil }
    return value > target ? "above" : "below"
}

/// The chart of all rates against the cards.
func checkScorecardsChart(_ said: Publication, _ found: inout Findings) {
    guard let chart = said.charts[.scorecards] else { return }
    let rates = said.cards.filter { $0.kind == .csm }.flatMap { card in
        [RateMetric.logoRenewalRate, .netRenewalRate, .nps].map { metric in
            (name: card.node["name"].text ?? "", rate: card.rate(metric))
        }
    }
    let expected = rates.map { name, rate -> String in
        guard !rate["value"].isNull else { return "\(name) too early to tell" }
        let words = ["above": "above", "below": "below", "cannot_tell": "cannotTell"]
        return "\(name) \(words[rate["versus_target"].text ?? ""] ?? "none")"
    }
    let drawn = chart.rows.map { "\($0.label) \($0.remark)" }
    found.hold(
        drawn.sorted() == expected.sorted(), about: "rates of CSMs", "\(drawn.sorted())",
        against: "\(expected.sorted())")
    let known = rates.map(\.rate).filter { !$0["value"].isNull && !$0["target"].isNull }
    let clear = known.count { ["above", "below"].contains($0["versus_target"].text) }
    let untold = known.count { !$0["verdict_reason"].isNull }
    let decided = known.count - untold
    let counts = "\(clear) clear and \(untold) that cannot be told of \(known.count)"
    let verdicts = "\(untold) verdict\(untold == 1 ? "" : "s") cannot be told"
    found.holdWords(
        [("cannot be told", untold > 0), (verdicts, untold > 0)],
        in: chart.footer, about: "rates of CSMs", against: counts)
    if chart.title.hasPrefix("No rate or score differs") {
        found.hold(
            clear == 0 && decided > 0, about: "rates of CSMs", chart.title, against: counts)
    } else if chart.title.contains("from target; luck gives") {
        found.hold(
            clear > 0 && chart.title.hasPrefix("\(clear) of \(decided) "),
            about: "rates of CSMs", chart.title, against: counts)
    } else if chart.title.hasPrefix("No rate can be compared: ") {
        found.hold(
            decided == 0 && untold > 0, about: "rates of CSMs", chart.title, against: counts)
    } else {
        found.hold(known.isEmpty, about: "rates of CSMs", chart.title, against: counts)
    }
}
