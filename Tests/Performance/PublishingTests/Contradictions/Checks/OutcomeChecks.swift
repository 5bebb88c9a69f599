import Scorecards

/// Whether outcomes are missing, in the counts, in the list of problems and in words.
func checkMissingOutcomes(_ said: Publication, _ found: inout Findings) {
    guard let company = said.cards.first else { return }
    let (lapsed, due) = (company.count("lapsed"), company.count("due"))
    let isMissing =
        Double(lapsed) > said.constant("lapsed_share") * Double(due)
        && Double(lapsed) >= said.constant("lapsed_count")
        && said.review["policy"]["lapsed_means_churn"].flag == false
    let issue = said.review["data_quality"].elements.first {
        $0["kind"].text == "outcomes_missing"
    }
    found.hold(
        isMissing == (issue != nil), about: "the company", "\(lapsed) lapsed of \(due) due",
        against: "outcomes_missing in data_quality: \(issue != nil)")
    if let issue {
        found.hold(
            issue["count"].count == lapsed && issue["severity"].text == "high",
            about: "the company", "\(issue)", against: "\(lapsed) lapsed")
    }
    let claims = [
        "outcomes are missing", "outcomes that are missing", "missing outcomes leave open",
    ]
    // The section about the data says what to do about them.
    let sections = ["fair", "teams", "overrides", "trends"].flatMap { said.page.section($0) }
    let cards = said.cardPages.values.flatMap(\.self)
    for line in sections + cards + said.charts.values.map(\.alt) {
        guard let claim = claims.first(where: { line.contains($0) }) else { continue }
        found.hold(
            isMissing, about: "the pages", line,
            against: "\(lapsed) lapsed of \(due) due, so not “\(claim)”")
    }
    for audit in said.audits {
        found.hold(
            isMissing || audit.node["reason"].text != "outcomes_missing", about: audit.subject,
            "reason outcomes_missing", against: "\(lapsed) lapsed of \(due) due")
    }
    found.hold(
        isMissing == (said.doubt != nil), about: "the company", "\(lapsed) lapsed of \(due) due",
        against: "a second computation: \(said.doubt != nil)")
}

/// Every word that says more than “nobody can tell” against a second computation without what lapsed.
func checkSecondComputation(_ said: Publication, _ found: inout Findings) {
    guard let doubt = said.doubt else { return }
    for card in said.cards where card.kind != .pool {
        for metric in RateMetric.allCases {
            let rate = card.rate(metric)
            guard let verdict = rate["versus_target"].text else { continue }
            let other = doubt.verdicts["\(card.subject) \(metric.rawValue)"]
            found.hold(
                verdict == "cannot_tell" || verdict == other,
                about: "\(card.subject), \(metric.rawValue)", "versus_target \(verdict)",
                against: "\(other ?? "nothing") without what lapsed")
            let isDoubted = rate["verdict_reason"].text == "outcomes_missing"
            found.hold(
                !isDoubted || other != clearWord(rate),
                about: "\(card.subject), \(metric.rawValue)",
                "verdict_reason outcomes_missing", against: "\(other ?? "") in both")
        }
        guard card.isOutside else { continue }
        let side: Doubt.Side = card.isAboveExpected ? .above : .below
        let other = doubt.sides[card.subject].map { "\($0) its expectation" } ?? "in line"
        found.hold(
            doubt.sides[card.subject] == side, about: card.subject, "band \(card.band ?? "")",
            against: "\(other) without what lapsed")
    }
    for one in said.worth { checkDoubtedWorth(one, said, doubt, &found) }
    for part in said.parts {
        let other = doubt.parts[part.subject]
        let isShown = other?.status == "candidate" || other?.status == "confirmed"
        let difference = part.node["audit"]["matched"]["risk_difference"].number ?? 0
        let isSameSide = difference * (other?.difference ?? 0) > 0
        let words = other.map { "\($0.status), \($0.difference ?? 0)" } ?? "nothing"
        let isEqual = part.status != "no_difference" || other?.status == "no_difference"
        found.hold(
            part.isShown ? isShown && isSameSide : isEqual, about: part.subject, part.status,
            against: "\(words) without what lapsed")
        found.hold(
            part.status != "confirmed" || other?.status == "confirmed", about: part.subject,
            part.status, against: "\(words) without what lapsed")
        let verdict = part.node["audit"]["verdict"].text
        found.hold(
            isWeak(verdict) || verdict == other?.verdict, about: part.subject,
            "verdict \(verdict ?? "")", against: "\(other?.verdict ?? "null") without what lapsed")
    }
}

/// What the figures of a rate would say, counting what lapsed as churned; nil where they say nothing.
private func clearWord(_ rate: Node) -> String? {
    guard let value = rate["value"].number, let target = rate["target"].number else { return nil }
    return value > target ? "above" : "below"
}

private func isWeak(_ verdict: String?) -> Bool {
    verdict == nil || verdict == "cannot_tell" || verdict == "no_difference_shown"
}

/// The words about a direction of overrides against the second computation.
private func checkDoubtedWorth(
    _ one: Publication.AuditPart, _ said: Publication, _ doubt: Doubt, _ found: inout Findings
) {
    let other = doubt.worth[one.direction]
    let sentence = one.node["sentence"].text ?? ""
    let shown = one.node["direction_shown"].text
    let faceValue = one.node["face_value"].text
    found.hold(
        shown == nil || shown == "not_shown" || shown == other?.shown, about: one.subject,
        "direction_shown \(shown ?? "")", against: "\(other?.shown ?? "null") without what lapsed")
    found.hold(
        faceValue == "not_shown" || faceValue == other?.faceValue, about: one.subject,
        "face_value \(faceValue ?? "")", against: "\(other?.faceValue ?? "") without what lapsed")
    let verdict = said.audit["directions"][one.direction]["verdict"].text
    found.hold(
        isWeak(verdict) || verdict == doubt.directions[one.direction], about: one.subject,
        "verdict \(verdict ?? "")",
        against: "\(doubt.directions[one.direction] ?? "null") without what lapsed")
    let difference = other?.difference ?? 0
    let claims: [(words: String, isTrue: Bool)] = [
        ("churned less often than similar ones", difference < 0),
        ("churned more often than similar ones", difference > 0),
    ]
    for (words, isMeant) in claims {
        found.hold(
            isMeant || !sentence.contains(words), about: one.subject, sentence,
            against: "a difference of \(difference) shown without what lapsed")
    }
}
