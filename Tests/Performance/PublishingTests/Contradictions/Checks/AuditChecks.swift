import Formats
import ReviewCharts

/// The interval of a contrast against its p-value, its reason and the range of luck.
func checkContrasts(_ said: Publication, _ found: inout Findings) {
    let significance = said.constant("significance")
    for audit in said.audits {
        let matched = audit.node["matched"]
        let p = matched["p"].number
        let difference = matched["risk_difference"].number
        if let low = matched["risk_difference_low"].number,
            let high = matched["risk_difference_high"].number
        {
            found.hold(
                (low > 0 || high < 0) == (p.map { $0 < significance } ?? false),
                about: audit.subject, "\(low) to \(high)", against: "p \(matched["p"])")
            found.hold(
                difference.map { low <= $0 && $0 <= high } ?? false, about: audit.subject,
                "risk_difference \(matched["risk_difference"])", against: "\(low) to \(high)")
            found.hold(
                matched["reason"].isNull && matched["exact"].flag == false, about: audit.subject,
                "\(low) to \(high)", against: "reason \(matched["reason"])")
        } else {
            found.hold(
                matched.isNull || matched["reason"].text != nil, about: audit.subject,
                "no interval", against: "no reason")
        }
        if let observed = audit.node["observed"].count, let low = audit.node["range"][at: 0].count,
            let high = audit.node["range"][at: 1].count, let chance = audit.node["p_chance"].number
        {
            let isInside = low <= observed && observed <= high
            found.hold(
                isInside ? chance > significance - 1e-9 : chance < significance + 1e-9,
                about: audit.subject, "\(observed) left, \(low) to \(high) by luck",
                against: "p_chance \(chance)")
        }
        checkVerdict(audit, p, difference, said, &found)
    }
}

/// The verdict of an audit against its contrast.
private func checkVerdict(
    _ audit: Publication.AuditPart, _ p: Double?, _ difference: Double?, _ said: Publication,
    _ found: inout Findings
) {
    let verdict = audit.node["verdict"].text
    let reason = audit.node["reason"].text
    let words = "verdict \(audit.node["verdict"]), \(audit.node["reason"])"
    let figures = "p \(p ?? .nan), risk_difference \(difference ?? .nan)"
    let isClear = p.map { $0 < said.constant("significance") } ?? false
    let (isLess, isUp) = ((difference ?? 0) < 0, audit.direction == "up")
    var own = "no_difference_shown"
    if isClear, difference != 0 {
        own = isLess ? "risk_or_action_unclear" : "score_beats_judgement"
        if isLess == isUp { own = "judgement_beats_score" }
    }
    guard reason == "outcomes_missing" else {
        let isOwn = verdict == own && reason == nil
        found.hold(verdict == nil || isOwn, about: audit.subject, words, against: figures)
        return
    }
    let isWeaker = verdict == "no_difference_shown" || verdict == "cannot_tell" || verdict == nil
    found.hold(
        said.areOutcomesMissing && isClear && isWeaker, about: audit.subject, words,
        against: figures)
}

/// What the sentence of an audit says of its figures.
func checkAuditSentences(_ said: Publication, _ found: inout Findings) {
    let parts = Set(said.parts.map(\.subject))
    for audit in said.audits {
        let sentence = audit.node["sentence"].text ?? ""
        let matured = audit.node["matured"].count ?? 0
        let seen = audit.direction == "up" ? "better" : "worse"
        let accounts =
            "n \(matured) episode\(matured == 1 ? "" : "s") CSMs overrode an account to a "
            + "\(seen) tier: "
        found.holdWords(
            [(accounts, matured > 0), ("too few to say more", isFew(audit, matured))],
            in: sentence, about: audit.subject, against: "\(matured) matured")
        if let renewed = between(accounts, " renewed, ", in: sentence),
            let left = between(" renewed, ", " churned", in: sentence)
        {
            let sum = (Int(renewed) ?? -1) + (Int(left) ?? -1)
            found.hold(
                sum == matured, about: audit.subject, sentence, against: "\(matured) matured")
        }
        checkImplied(audit, sentence, &found)
        checkDifference(audit, sentence, &found)
        let verdict = audit.node["verdict"].text
        let isClear = verdict == "judgement_beats_score" || verdict == "score_beats_judgement"
        let hasWords = parts.contains(audit.subject)
        let isUnclear = hasWords && verdict == "risk_or_action_unclear"
        found.holdWords(
            [
                ("luck alone seldom", hasWords && isClear),
                ("whether the risk was small", isUnclear),
            ], in: sentence, about: audit.subject, against: "verdict \(verdict ?? "null")")
    }
}

private func isFew(_ audit: Publication.AuditPart, _ matured: Int) -> Bool {
    matured > 0 && audit.node["reason"].text == "too_few"
}

/// What a sentence says of the churn that scores implied.
private func checkImplied(
    _ audit: Publication.AuditPart, _ sentence: String, _ found: inout Findings
) {
    guard let low = audit.node["range"][at: 0].count, let high = audit.node["range"][at: 1].count,
        let expected = audit.node["expected"].number
    else {
        let isUnknown = sentence.contains("What their scores implied is not known.")
        found.hold(
            isUnknown || !sentence.contains("scores implied"), about: audit.subject, sentence,
            against: "nothing expected")
        return
    }
    guard !sentence.contains("too few to say more") else { return }
    let observed = audit.node["observed"].count ?? 0
    let some = between("Of the ", " with a known score, each renewal once, ", in: sentence)
    // With all of them scored, the sentence does not count them again.
    guard let count = some.map({ Int($0) ?? -1 }) ?? audit.node["matured"].count else { return }
    let isUp = audit.direction == "up"
    let words =
        isUp
        ? "implied \(Int((Double(count) - expected).rounded())) renewals (\(count - high) to "
            + "\(count - low))"
        : "implied that \(Int(expected.rounded())) churn (\(low) to \(high))"
    found.hold(
        sentence.contains(words), about: audit.subject, sentence, against: "“\(words)”")
    let outcome = isUp ? "\(count - observed) renewed" : "\(observed) churned"
    found.hold(
        some == nil || sentence.contains("each renewal once, \(outcome); "),
        about: audit.subject, sentence, against: "\(observed) churned of those with a score")
}

/// What a sentence says of similar accounts.
private func checkDifference(
    _ audit: Publication.AuditPart, _ sentence: String, _ found: inout Findings
) {
    let matched = audit.node["matched"]
    guard let difference = matched["risk_difference"].number else {
        found.hold(
            !sentence.contains("without an override renewed"), about: audit.subject, sentence,
            against: "no risk_difference")
        return
    }
    guard !sentence.contains("too few to say more") else { return }
    var words = "without an override renewed \(oftenWords(difference))"
    if let low = matched["risk_difference_low"].number,
        let high = matched["risk_difference_high"].number
    {
        words += " (between \(oftenWords(low)) and \(oftenWords(high)))"
    }
    let ends = [". ", "; "].map { words + $0 }
    found.hold(
        ends.contains { (sentence + " ").contains($0) }, about: audit.subject, sentence,
        against: "“\(words)” by \(matched)")
}

/// How often similar accounts renewed: more often where overridden ones left more often. A difference
/// of less than half a point is told in tenths.
private func oftenWords(_ difference: Double) -> String {
    let size = abs(difference) * 100
    guard size >= 0.05 else { return "as often" }
    let points = size < 0.5 ? decimalText(size, decimals: 1) : String(Int(size.rounded()))
    return "\(points) point\(points == "1" ? "" : "s") \(difference < 0 ? "less" : "more") often"
}

/// Nobody saw an account better or worse only where no override did, and where all are known.
func checkNobody(_ said: Publication, _ found: inout Findings) {
    let unknown = said.audit["counts"]["unknown_tier"].count ?? 0
    let directions = said.audit["episodes"].elements.map { $0["direction"].text }
    let all = ["up", "down"].map { "all overrides \($0)" }
    for audit in said.audits {
        let sentence = audit.node["sentence"].text ?? ""
        let episodes = directions.count { $0 == audit.direction }
        let logged = said.overrides[audit.direction] ?? 0
        // Overrides that no renewal judges are overrides, too.
        found.hold(
            !sentence.contains("obody saw an account"), about: audit.subject, sentence,
            against: "\(logged) overrides \(audit.direction) in the log, \(unknown) unknown")
        if sentence.contains("can be judged by a renewal yet"), all.contains(audit.subject) {
            found.hold(
                unknown == 0, about: audit.subject, sentence,
                against: "\(unknown) overrides whose model tier is unknown")
            found.hold(
                episodes == 0, about: audit.subject, sentence,
                against: "\(episodes) episodes \(audit.direction)")
        }
        if sentence.contains("No override is known to be to") {
            found.hold(
                unknown > 0 && (audit.node["matured"].count ?? 0) == 0, about: audit.subject,
                sentence, against: "\(unknown) unknown, \(audit.node["matured"]) matured")
        }
        if sentence.contains("has an outcome yet") {
            found.hold(
                episodes > 0, about: audit.subject, sentence, against: "no episode")
        }
    }
    let page = said.page.section("overrides").joined(separator: " ")
    found.hold(
        !page.contains("obody saw an account"), about: "the page", "nobody saw an account",
        against: "\(unknown) overrides whose model tier is unknown")
    let whole = said.audit["sentence"].text ?? ""
    found.holdWords(
        [("unknown: ", unknown > 0)], in: whole, about: "the audit",
        against: "\(unknown) overrides whose model tier is unknown")
    found.holdWords(
        [("\(unknown) had no known score", unknown > 0)], in: page, about: "the page",
        against: "\(unknown) overrides whose model tier is unknown")
}

/// How many overrides and episodes there are, in words, charts and numbers.
func checkOverrideCounts(_ said: Publication, _ found: inout Findings) {
    let counts = said.audit["counts"]
    func count(_ name: String) -> Int { counts[name].count ?? 0 }
    let classes = ["eligible", "too_late", "too_early", "no_renewal", "affirm", "unknown_tier"]
    found.hold(
        classes.reduce(0) { $0 + count($1) } == count("overrides"), about: "all overrides",
        "\(count("overrides")) overrides", against: "\(counts)")
    let episodes = said.audit["episodes"].elements
    let states = count("pending") + count("overdue") + count("matured")
    found.hold(
        states == episodes.count && count("episodes") == episodes.count, about: "all episodes",
        "\(count("episodes")) episodes", against: "\(counts), \(episodes.count) listed")
    let matured = ["up", "down"].map {
        said.audit["directions"][$0]["matured"].count ?? 0
    }
    found.hold(
        matured.reduce(0, +) == count("matured"), about: "all episodes",
        "\(count("matured")) matured", against: "\(matured) by direction")

    let outcomes = said.charts[.overrideOutcomes]?.title ?? ""
    let isNone = outcomes.contains("has an outcome yet") || outcomes.hasPrefix("No override")
    found.hold(
        matured[0] == 0
            ? isNone : outcomes.hasPrefix("Of \(matured[0]) episode\(matured[0] == 1 ? "" : "s") "),
        about: "overrides up", outcomes, against: "\(matured[0]) matured")
    // The title of this chart speaks of the latest months, the words beside it of all.
    let expected = said.charts[.overrideExpected]
    for (words, direction) in [(" seen better (", "up"), (" seen worse (", "down")] {
        let observed = said.audit["directions"][direction]["observed"].count ?? 0
        let isScored = !said.audit["directions"][direction]["expected"].isNull
        guard isScored, let title = expected?.title, let place = title.firstRange(of: words)
        else { continue }
        let before = title[..<place.lowerBound].split(separator: " ").last ?? ""
        let claimed = leadingNumber(String(before))
        found.hold(
            claimed.map { $0 <= observed } ?? false, about: "overrides \(direction)", title,
            against: "\(observed) left, of \(expected?.alt ?? "")")
    }
}
