import Formats
import ReviewCharts

extension Publication {
    /// What overrides of each direction are worth.
    var worth: [AuditPart] {
        ["up", "down"].map { direction in
            AuditPart(
                subject: "worth of overrides \(direction)", direction: direction,
                node: audit["override_worth"][direction])
        }
    }
}

extension Publication.AuditPart {
    /// What the interval of δ shows: 1 above 0, -1 below, 0 neither; nil without δ.
    fileprivate var sign: Int? {
        guard let low = node["low"].number, let high = node["high"].number else { return nil }
        return low > 0 ? 1 : high < 0 ? -1 : 0
    }

    fileprivate var shown: String? { node["direction_shown"].text }

    fileprivate var isWeaker: Bool { node["word_reason"].text == "outcomes_missing" }

    /// The points with their ends, the smaller size first: `about 9 score points (3 to 15)`. Nil without
    /// points.
    fileprivate var pointWords: String? {
        guard let points = node["points"].number, let low = node["points_low"].number,
            let high = node["points_high"].number
        else { return nil }
        let side = direction == "up" ? 1.0 : -1.0
        func whole(_ points: Double) -> String {
            abs(points) < 99.5
                ? String(Int(points.rounded())) : points < 0 ? "-100 or less" : "100 or more"
        }
        let ends = [low * side, high * side].sorted().map { whole($0) }
        return "about \(whole(points * side)) score points\(side < 0 ? " less" : "") "
            + "(\(ends[0]) to \(ends[1]))"
    }
}

/// What an override is worth: its interval against the words, its points and its face value.
func checkWorth(_ said: Publication, _ found: inout Findings) {
    for one in said.worth {
        let (node, sign, shown) = (one.node, one.sign, one.shown)
        let words = "direction_shown \(node["direction_shown"]), \(node["word_reason"])"
        let interval = "\(node["low"]) to \(node["high"])"
        let (isUnknown, hasReason) = (sign == nil, node["reason"].text != nil)
        let hasNoWord = shown == nil
        found.hold(
            isUnknown == hasNoWord && isUnknown == hasReason, about: one.subject, words,
            against: "δ \(node["delta"]), \(node["reason"])")
        if let sign {
            let (isLess, isUp) = (sign < 0, one.direction == "up")
            let way = isLess == isUp ? "right_way" : "wrong_way"
            let own = sign == 0 ? "not_shown" : way
            let isDoubted = one.isWeaker && shown == "not_shown"
            found.hold(
                shown == own || isDoubted, about: one.subject, words, against: interval)
        }
        found.hold(
            !one.isWeaker || said.areOutcomesMissing, about: one.subject, words,
            against: "no outcomes_missing in data_quality")
        found.hold(
            node["points"].isNull == (node["points_reason"].text != nil), about: one.subject,
            "points \(node["points"])", against: "points_reason \(node["points_reason"])")
        if let points = node["points"].number, let low = node["points_low"].number,
            let high = node["points_high"].number, let delta = node["delta"].number
        {
            found.hold(
                low <= points && points <= high, about: one.subject, "\(points) points",
                against: "\(low) to \(high)")
            // Scores that tell something fall as the odds of churn rise.
            found.hold(
                points * delta <= 0, about: one.subject, "\(points) points", against: "δ \(delta)")
            let side = low > 0 ? -1 : high < 0 ? 1 : 0
            found.hold(
                side == sign, about: one.subject,
                "\(low) to \(high) points", against: "δ \(interval)")
        }
        let difference = said.audit["value_added"]["by_direction"][one.direction]["difference"]
        let (least, most) = (difference["low"].number ?? 0, difference["high"].number ?? 0)
        let own = least > 0 ? "better" : most < 0 ? "worse" : "not_shown"
        let faceValue = node["face_value"].text
        let isDoubted = one.isWeaker && faceValue == "not_shown"
        found.hold(
            faceValue == own || isDoubted, about: one.subject,
            "face_value \(node["face_value"])", against: "\(least) to \(most)")
        let verdict = said.audit["directions"][one.direction]["verdict"].text
        let against = one.direction == "up" ? "score_beats_judgement" : "risk_or_action_unclear"
        let opposite = shown == "right_way" ? against : "judgement_beats_score"
        found.hold(
            shown == nil || shown == "not_shown" || verdict != opposite, about: one.subject, words,
            against: "verdict \(verdict ?? "")")
    }
}

/// The sentence about what an override is worth, and its short form in table, chart and proposal.
func checkWorthWords(_ said: Publication, _ found: inout Findings) {
    let section = said.page.section("overrides")
    let figures = section.filter { $0.contains("What such an override is worth") }.map {
        between("<span class=\"figure\">", "</span>", in: $0) ?? ""
    }
    for (position, one) in said.worth.enumerated() {
        let sentence = one.node["sentence"].text ?? ""
        let (shown, isUp) = (one.shown, one.direction == "up")
        let fact = "\(one.node)"
        let contrast = said.audit["directions"][one.direction]["matched"]
        let isContrastClear = hasClearContrast(one, said)
        let isClear = shown != nil && shown != "not_shown"
        let isDoubted = one.isWeaker && shown == "not_shown"
        let (isRight, isWrong) = (shown == "right_way", shown == "wrong_way")
        let isUnfit = one.node["reason"].text == "no_fit"
        let isEarly = shown == nil && !isUnfit
        found.holdWords(
            [
                ("point the right way", isRight),
                ("churned more often than their scores say", isWrong && isUp),
                ("churned less often than their scores say", isWrong && !isUp),
                ("too early to tell what", isEarly), ("cannot be worked out", isUnfit),
            ], in: sentence, about: one.subject, against: fact)
        found.hold(
            !sentence.contains("not shown that \(isUp ? "up" : "down")ward")
                || shown == "not_shown",
            about: one.subject, sentence, against: fact)
        found.hold(
            !sentence.contains("say more than the score depends on outcomes that are missing")
                || (isDoubted && one.sign != 0), about: one.subject, sentence, against: fact)
        found.holdWords(
            [
                ("shown by one of two methods", isClear && !isContrastClear),
                (
                    "only one of two methods shows this",
                    shown == "not_shown" && isContrastClear && !isShownDoubted(one)
                ),
                ("Missing outcomes count as churn here", isClear && said.areOutcomesMissing),
            ], in: sentence, about: one.subject, against: "\(fact), contrast \(contrast)")
        checkFaceValueWords(one, sentence, &found)
        if isClear || shown == "not_shown", let points = one.pointWords {
            found.holdWords(
                [(points, isRight)], in: sentence, about: one.subject, against: fact)
        }

        let short = shortWords(one, isContrastClear: isContrastClear)
        let figure = figures.indices.contains(position) ? figures[position] : "none"
        found.hold(
            figure == short, about: one.subject, "on the page: \(figure)",
            against: "“\(short)” by \(fact)")
        let heading = isUp ? "To a better tier" : "To a worse tier"
        found.hold(
            said.proposalText.contains("| \(heading) | \(short) |"), about: one.subject,
            "the table of the proposal", against: "“\(short)” by \(fact)")
        found.hold(
            said.audit["counts"]["overrides"].count == 0
                || section.contains { $0.contains(">\(sentence)</p>") }, about: one.subject,
            "no such sentence on the page", against: sentence)
    }
}

/// What the sentence says of calls that are taken at face value.
private func checkFaceValueWords(
    _ one: Publication.AuditPart, _ sentence: String, _ found: inout Findings
) {
    let faceValue = one.node["face_value"].text
    let doubt = "It is not shown that they forecast better than the score at face value"
    let gap = "Whether they forecast better or worse than the score at face value depends"
    let claims = sentence.replacing(doubt, with: "").replacing(gap, with: "")
    let isBetter = claims.contains("forecast better than the score")
    let isWorse = claims.contains("overshoot") || claims.contains("forecast worse")
    found.hold(
        !isBetter || faceValue == "better", about: one.subject, sentence,
        against: "face_value \(faceValue ?? "null")")
    found.hold(
        !isWorse || faceValue == "worse", about: one.subject, sentence,
        against: "face_value \(faceValue ?? "null")")
    found.hold(
        !sentence.contains(doubt) || faceValue == "not_shown", about: one.subject, sentence,
        against: "face_value \(faceValue ?? "null")")
    found.hold(
        !sentence.contains(gap) || (faceValue == "not_shown" && one.isWeaker), about: one.subject,
        sentence, against: "face_value \(faceValue ?? "null"), \(one.node["word_reason"])")
}

/// Whether the contrast shows a difference, with and without what lapsed.
private func hasClearContrast(_ one: Publication.AuditPart, _ said: Publication) -> Bool {
    let contrast = said.audit["directions"][one.direction]["matched"]
    guard let p = contrast["p"].number, p < said.constant("significance"),
        let difference = contrast["risk_difference"].number
    else { return false }
    guard let doubt = said.doubt else { return true }
    return difference * (doubt.worth[one.direction]?.difference ?? 0) > 0
}

/// Whether the effect is clear by its interval, and not shown because outcomes are missing.
private func isShownDoubted(_ one: Publication.AuditPart) -> Bool {
    one.isWeaker && one.shown == "not_shown" && one.sign != 0
}

/// What a table or a title says of a direction, from the figures.
private func shortWords(_ one: Publication.AuditPart, isContrastClear: Bool) -> String {
    let isUp = one.direction == "up"
    return switch one.shown {
    case "right_way": one.pointWords ?? (isUp ? "churned less often" : "churned more often")
    case "wrong_way":
        isUp
            ? "churned more often than their scores say"
            : "churned less often: small risk, or what was done helped"
    case "not_shown":
        isShownDoubted(one)
            ? "depends on missing outcomes"
            : isContrastClear ? "shown by one of two methods" : "no difference shown"
    default: one.node["reason"].text == "no_fit" ? "cannot be worked out" : "too early to tell"
    }
}

/// The sentence about forecasts, its chart and its numbers.
func checkForecasts(_ said: Publication, _ found: inout Findings) {
    let added = said.audit["value_added"]
    let difference = added["difference_heeded"]
    let section = said.page.section("overrides")
    let sentence =
        section.first { line in
            line.hasPrefix("<p>") && line.contains("forecast")
                && line.contains("ounting overrides for")
        } ?? ""
    let title = said.charts[.overrideValue]?.title ?? ""
    let (low, high) = (difference["low"].number, difference["high"].number)
    let isSame = !added["brier"].isNull && added["brier"]["score"] == added["brier"]["heeded"]
    let isKnown = !added["brier"].isNull && low != nil && !isSame
    let fact = "\(difference), \(added["brier"])"
    let isBetter = isKnown && (low ?? 0) > 0
    let isWorse = isKnown && (high ?? 0) < 0
    let isOpen = isKnown && !isBetter && !isWorse
    let isUnchanged = isSame && low != nil
    // The files tell no second computation of forecasts, but only a verdict can be doubted.
    let isDoubted =
        said.areOutcomesMissing && (isBetter || isWorse) && sentence.contains("cannot be told")
    found.holdWords(
        [
            ("improves forecasts of churn.", isBetter && !isDoubted),
            ("has made forecasts of churn worse", isWorse && !isDoubted),
            ("is not shown to improve forecasts", isOpen),
            ("changes no forecast yet", isUnchanged),
            ("improves forecasts of churn cannot be told: outcomes are missing", isDoubted),
        ], in: sentence, about: "forecasts", against: fact)
    let hasNone = low == nil
    found.holdWords(
        [
            ("improves the forecast of churn", isBetter && !isDoubted),
            ("has not improved the forecast", isWorse && !isDoubted),
            ("is not shown to improve", (isOpen || isUnchanged)),
            ("Outcomes are missing", isDoubted), ("Too few ", hasNone),
        ], in: title, about: "forecasts", against: fact)
    if let brier = added["brier"]["score"].number, let heeded = added["brier"]["heeded"].number,
        let value = difference["value"].number
    {
        found.hold(
            abs(brier - heeded - value) < 1e-9, about: "forecasts", "\(value)",
            against: "\(added["brier"])")
    }
    let row = said.charts[.overrideValue]?.rows.first
    let drawn = isSame ? nil : difference["value"].number.map { $0 * 1000 }
    found.hold(
        low == nil || row?.value == drawn, about: "forecasts",
        "the chart: \(row?.value ?? .nan)", against: fact)
    found.hold(
        row?.remark.contains("changes no forecast yet") == isSame, about: "forecasts",
        "the chart: \(row?.remark ?? "")", against: fact)
    for name in ["difference", "difference_heeded", "difference_csm_heeded"] {
        let one = added[name]
        found.hold(
            one["value"].isNull == (one["reason"].text != nil), about: "forecasts, \(name)",
            "\(one["value"])", against: "reason \(one["reason"])")
    }
}

/// What the owner of the health model gets, against the audit.
func checkProposal(_ said: Publication, _ found: inout Findings) {
    for one in said.worth {
        let rule = said.proposal.first {
            $0["status"] == "rule" && $0["direction"] == one.direction
        }
        guard let rule else {
            found.hold(false, about: one.subject, "no rule", against: "\(one.node)")
            continue
        }
        let isCounted = one.shown == "right_way" && !one.node["points"].isNull
        let isKept = one.shown == "wrong_way" && one.direction == "up"
        // Nothing is proposed that missing outcomes may have made.
        let kind =
            said.areOutcomesMissing
            ? "" : isCounted ? "count_as_points" : isKept ? "keep_score" : ""
        found.hold(
            rule["kind"] == kind, about: one.subject, "kind \(rule["kind"] ?? "")",
            against: "“\(kind)” by \(one.node)")
        let change = kind.isEmpty ? "" : one.node["sentence"].text
        found.hold(
            rule["change"] == change, about: one.subject, rule["change"] ?? "",
            against: change ?? "no sentence")
        let columns: [(column: String, name: String)] = [
            ("delta", "delta"), ("delta_low", "low"), ("delta_high", "high"), ("points", "points"),
            ("points_low", "points_low"), ("points_high", "points_high"), ("treated", "treated"),
            ("controls", "controls"),
        ]
        for (column, name) in columns {
            found.hold(
                rule[column].flatMap { Double($0) } == one.node[name].number, about: one.subject,
                "\(column) \(rule[column] ?? "")", against: "\(name) \(one.node[name])")
        }
    }
    let hasRule = said.proposal.contains { $0["status"] == "rule" && $0["kind"] != "" }
    found.holdWords(
        [
            ("No rule for overrides is shown.", !hasRule),
            ("Rule from this review, not yet confirmed by new renewals: ", hasRule),
        ], in: said.proposalText, about: "the proposal", against: "a rule: \(hasRule)")
    for (status, row) in [("confirmed", "confirmed"), ("candidate", "to_be_confirmed")] {
        let parts = said.parts.filter { $0.status == status }.map(\.subject).sorted()
        let rows = said.proposal.filter { $0["status"] == row }.map { cells in
            "\(cells["dimension"] ?? "") \(cells["value"] ?? "") \(cells["direction"] ?? "")"
        }.sorted()
        found.hold(
            parts == rows, about: "the proposal, \(row)", "\(rows)", against: "\(parts)")
    }
    let confirmed = said.parts.contains { $0.status == "confirmed" }
    found.holdWords(
        [("Nothing is confirmed yet. Nothing is proposed.", !confirmed)], in: said.proposalText,
        about: "the proposal", against: "confirmed parts: \(confirmed)")
}
