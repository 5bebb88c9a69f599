import Review
import Scorecards

/// The sentence of a card against its target and its band.
func checkCardSentences(_ said: Publication, _ found: inout Findings) {
    for card in said.cards {
        let rate = card.rate(.logoRenewalRate)
        let verdict = rate["versus_target"].text
        let reason = rate["verdict_reason"].text
        let isKnown = !rate["value"].isNull
        let (isAbove, isBelow) = (verdict == "above", verdict == "below")
        let isOpen = isKnown && verdict == "cannot_tell"
        let isMissing = isOpen && reason == "outcomes_missing"
        let isEarly = isOpen && reason != "outcomes_missing"
        let goal = (rate["target"].number ?? 0) * Double(card.count("settled"))
        let expected = card.fair.isNull ? 0 : card.fair["expected"].number ?? 0
        let isBeside = isBelow && card.kind.isCompared && card.band == "in_line"
        let isAlike = isBeside && expected < goal
        let isBetter = isBeside && expected >= goal
        found.holdWords(
            [
                ("that is above the", isAbove), ("that is below the", isBelow),
                ("missing outcomes leave open", isMissing), ("too early to tell whether", isEarly),
                ("too few to tell a rate", !isKnown),
                ("an average team would also have been", isAlike),
                ("yet within the expected range of", isBetter),
                ("above the expected range of", card.isOutside && card.isAboveExpected && isKnown),
                ("below the expected range of", card.isOutside && !card.isAboveExpected && isKnown),
            ], in: card.sentence, about: card.subject,
            against: "versus_target \(rate["versus_target"]), \(rate["verdict_reason"]), band "
                + "\(card.band ?? "null"), \(expected) expected, \(goal) by the target")
        let onPage = card.page.first { $0.hasPrefix("<p class=\"sentence\">") }
        found.hold(
            onPage == "<p class=\"sentence\">\(card.sentence)</p>", about: card.subject,
            onPage ?? "no sentence", against: card.sentence)
    }
}

/// The numbers of contracts in the sentence of a card, in its line and in its counts.
func checkCardCounts(_ said: Publication, _ found: inout Findings) {
    for card in said.cards {
        let (due, settled, renewed) = (
            card.count("due"), card.count("settled"), card.count("renewed")
        )
        let (churned, lapsed) = (card.count("churned"), card.count("lapsed"))
        let open = card.count("pending") + card.count("overdue")
        let counts = "\(card.renewals)"
        found.hold(
            settled == renewed + churned + lapsed, about: card.subject, "\(settled) settled",
            against: counts)
        found.hold(due == settled + open, about: card.subject, "\(due) due", against: counts)
        let closed = card.count("on_time") + card.count("late")
        found.hold(
            closed == renewed + churned, about: card.subject, "\(closed) closed",
            against: counts)
        found.hold(
            card.count("early") <= card.count("on_time"), about: card.subject,
            "early ones are on time", against: counts)

        let isKnown = !card.rate(.logoRenewalRate)["value"].isNull
        let isFlagged = said.areOutcomesMissing && lapsed > 0
        let contracts = "\(settled) \(isFlagged ? "" : "settled ")contract"
        let part =
            renewed == 0
            ? "none of \(contracts)"
            : renewed == settled ? "all \(contracts)" : "\(renewed) of \(contracts)"
        let mayChange = card.renewals["provisional"].flag == true && isKnown && open > 0
        found.hold(
            !isKnown || card.sentence.contains(part), about: card.subject, card.sentence,
            against: counts)
        found.holdWords(
            [
                (" still open", open > 0), ("so the rate may change", mayChange),
                (" as lost", isFlagged),
            ], in: card.sentence, about: card.subject, against: counts)
        if isFlagged {
            found.hold(
                card.sentence.contains(
                    missingWords(lapsed, renewed: renewed, of: settled - lapsed)),
                about: card.subject, card.sentence, against: counts)
        }
        if open > 0 {
            found.hold(
                card.sentence.contains("; \(open) is still open")
                    || card.sentence.contains("; \(open) are still open"), about: card.subject,
                card.sentence, against: counts)
        }
        if due > 0 {
            found.hold(
                card.page.contains { $0.hasPrefix("<p class=\"basis\">\(due) contract") },
                about: card.subject, "\(due) contracts due", against: "the line of the card")
        }
    }
}

/// How a sentence tells of outcomes that are missing, and of those that are known.
private func missingWords(_ missing: Int, renewed: Int, of known: Int) -> String {
    switch (known, missing) {
    case (0, 1): "; its outcome is missing, and it counts as lost"
    case (0, _): "; all outcomes are missing, and they count as lost"
    case (_, 1):
        "; 1 of them has no outcome and counts as lost, without it \(renewed) of \(known)"
    default:
        "; \(missing) of them have no outcome and count as lost, without them \(renewed) of "
            + "\(known)"
    }
}

/// What each card says of each rate on a page, against `review.json`.
func checkCardPages(_ said: Publication, _ found: inout Findings) {
    for card in said.cards {
        for metric in RateMetric.allCases {
            let rate = card.rate(metric)
            let start =
                "<tr><th scope=\"row\"><details class=\"term\"><summary>\(metric.title)</summary>"
            guard let row = card.page.first(where: { $0.hasPrefix(start) }) else { continue }
            // Less churn is better, so its words say on which side the good one is.
            let isChurn = metric == .logoChurnRate
            let words: String =
                switch rate["versus_target"].text {
                case "above": isChurn ? "worse than target" : "above target"
                case "below": isChurn ? "better than target" : "below target"
                case "cannot_tell": "too early to tell"
                default: "<span class=\"note\">no target"
                }
            let verdict = verdictCell(row)
            found.hold(
                verdict.hasPrefix(words), about: "\(card.subject), \(metric.rawValue)", verdict,
                against: "versus_target \(rate["versus_target"])")
            let reason = rate["verdict_reason"].text
            let (isMissing, isFew) = (
                reason == "outcomes_missing", reason == "too_few_for_verdict"
            )
            found.holdWords(
                [("outcomes are missing", isMissing), ("too few for a verdict", isFew)],
                in: verdict, about: "\(card.subject), \(metric.rawValue)",
                against: "verdict_reason \(rate["verdict_reason"])")
            found.hold(
                row.contains("<td class=\"unknown\">") == rate["value"].isNull,
                about: "\(card.subject), \(metric.rawValue)", row, against: "\(rate["value"])")
        }
    }
}

/// The table of teams on the page against their cards, and how many of its rates have a target.
func checkTeamTable(_ said: Publication, _ found: inout Findings) {
    let teams = said.cards.filter { $0.kind == .team }
    let section = said.page.section("teams")
    let rows = section.rows(caption: "Teams by name")
    found.hold(
        rows.count == teams.count, about: "teams", "\(rows.count) rows",
        against: "\(teams.count) teams")
    var held = 0
    for (row, team) in zip(rows, teams) {
        let rates = [
            RateMetric.logoRenewalRate, .netRenewalRate, .netRevenueRetention, .nps,
        ].map { team.rate($0) }.filter { !$0["value"].isNull }
        for (verdict, words) in [("above", "above target"), ("below", "below target")] {
            let count = rates.count { $0["versus_target"].text == verdict }
            found.hold(
                row.ranges(of: words).count == count, about: team.subject, row,
                against: "\(count) rates \(verdict) target")
        }
        found.hold(
            row.contains("<span class=\"note\">\(team.sentence)</span>"), about: team.subject, row,
            against: team.sentence)
        held += rates.count { !$0["target"].isNull && $0["verdict_reason"].isNull }
    }
    let line = section.first { $0.contains("rates here are compared with a target") }
    guard let line else { return }
    found.hold(
        line.hasPrefix("<p>\(held) rates here"), about: "teams", line,
        against: "\(held) rates with a target")
}
