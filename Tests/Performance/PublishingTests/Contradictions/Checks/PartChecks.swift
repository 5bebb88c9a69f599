import OverrideAudit
import Review
import ReviewCharts

extension Publication.AuditPart {
    /// The status of a part of the book.
    var status: String { node["status"].text ?? "" }

    /// Whether the part shows a difference.
    var isShown: Bool { status == "candidate" || status == "confirmed" }
}

/// The status of a part of the book against its p-values and its interval.
func checkStatuses(_ said: Publication, _ found: inout Findings) {
    let reach = said.constant("detectable_difference_points") / 100
    for part in said.parts {
        let audit = part.node["audit"]
        let matched = audit["matched"]
        let (p, adjusted) = (matched["p"].number, part.node["adjusted_p"].number)
        let isWeaker = part.node["status_reason"].text == "outcomes_missing"
        let isLikely = (adjusted ?? 1) <= said.constant("candidate_level")
        let isClear = isLikely && (p ?? 1) < said.constant("significance")
        let low = matched["risk_difference_low"].number ?? -1
        let high = matched["risk_difference_high"].number ?? 1
        let isNarrow = low > -reach && high < reach
        let words = "\(part.status), \(part.node["status_reason"])"
        found.hold(
            part.isShown ? isClear : !isClear || isWeaker, about: part.subject, words,
            against: "p \(matched["p"]), adjusted \(part.node["adjusted_p"])")
        let isOpen = part.isShown || !isNarrow || isWeaker
        found.hold(
            part.status == "no_difference" ? isNarrow : isOpen, about: part.subject, words,
            against: "\(matched["risk_difference_low"]) to \(matched["risk_difference_high"])")
        found.hold(
            !isWeaker || (said.areOutcomesMissing && (isClear || isNarrow)), about: part.subject,
            words, against: "figures that are no stronger, or no outcomes missing")
        let more = part.node["more_needed"].count
        let isMeant =
            switch part.status {
            case "no_difference": more == 0
            case "insufficient": more.map { $0 > 0 } ?? true
            default: more == nil
            }
        found.hold(
            isMeant, about: part.subject, words, against: "more_needed \(part.node["more_needed"])")
        found.hold(
            part.isShown || audit["verdict"].isNull, about: part.subject, words,
            against: "verdict \(audit["verdict"])")
    }
}

/// The parts of the book on the page: in the table, in sentences, and as numbers.
func checkPartsOnPage(_ said: Publication, _ found: inout Findings) {
    let section = said.page.section("overrides")
    let shown = said.parts.filter(\.isShown)
    let rows = section.rows(caption: "Segments with a difference")
    let names = rows.map { row in
        "\(between("<th scope=\"row\">", "</th>", in: row) ?? "") \(lastCell(row))"
    }
    let expected = shown.map { part in
        let title = Dimension(rawValue: part.node["dimension"].text ?? "")?.title ?? ""
        let state = part.status == "confirmed" ? "confirmed" : "to be confirmed"
        return "\(title): \(part.node["value"]) \(state)"
    }
    found.hold(
        names.sorted() == expected.sorted(), about: "parts of the book", "\(names)",
        against: "\(expected)")
    let sentences = Set(shown.map { "<p>\($0.node["audit"]["sentence"])</p>" })
    for part in said.parts {
        let sentence = part.node["audit"]["sentence"].text ?? ""
        found.hold(
            part.isShown || !section.contains("<p>\(sentence)</p>"), about: part.subject,
            "a sentence on the page", against: part.status)
    }
    found.hold(
        section.count { sentences.contains($0) } == min(6, shown.count), about: "parts of the book",
        "sentences on the page", against: "\(shown.count) that show something")

    let line = section.first { $0.contains("between CSM judgement and the score") } ?? ""
    let few = said.parts.count { $0.status == "insufficient" }
    let none = said.parts.count { $0.status == "no_difference" }
    let all = said.parts.count
    let isNothing = all > 0 && shown.isEmpty
    found.holdWords(
        [
            ("score, of the \(all) compared", isNothing),
            (">\(shown.count) of the \(all) segment", !shown.isEmpty),
            ("\(few) \(few == 1 ? "has" : "have") too little to tell", few > 0),
            (
                "\(none) \(none == 1 ? "shows" : "show") no difference as large as", none > 0
            ),
        ], in: line, about: "parts of the book",
        against: "\(shown.count) shown, \(few) insufficient, \(none) no_difference of \(all)")
}

/// Whether a contrast has an interval with a width.
private func hasInterval(_ matched: Node) -> Bool {
    guard let low = matched["risk_difference_low"].number,
        let high = matched["risk_difference_high"].number
    else { return false }
    return low < high
}

/// The chart of the parts of the book: how each stands, and how many show something.
func checkPartsChart(_ said: Publication, _ found: inout Findings) {
    guard let chart = said.charts[.overrideSegments] else { return }
    var parts: [String: Publication.AuditPart] = [:]
    for part in said.parts {
        let title = Dimension(rawValue: part.node["dimension"].text ?? "")?.title ?? ""
        let heading = part.direction == "up" ? "To a better tier" : "To a worse tier"
        parts["\(heading): \(title): \(part.node["value"])"] = part
    }
    for row in chart.rows {
        guard let part = parts[row.label] else {
            found.hold(false, about: row.label, "a row of the chart", against: "no such part")
            continue
        }
        let standing = part.isShown ? part.status : "quiet"
        let matched = part.node["audit"]["matched"]
        found.hold(
            row.remark.hasPrefix(standing), about: part.subject, row.remark, against: part.status)
        found.hold(
            row.remark.contains("no interval") == !hasInterval(matched), about: part.subject,
            row.remark,
            against: "\(part.status), \(matched)")
        found.hold(
            row.value == nil || row.value == matched["risk_difference"].number,
            about: part.subject, "\(row.value ?? .nan)",
            against: "risk_difference \(matched["risk_difference"])")
    }
    let tested = said.parts.count { !$0.node["adjusted_p"].isNull }
    let confirmed = said.parts.count { $0.status == "confirmed" }
    let candidates = said.parts.count { $0.status == "candidate" }
    let isNothing = tested > 0 && confirmed + candidates == 0
    found.holdWords(
        [
            ("enough overrides to compare", tested == 0),
            ("No difference is shown in the \(tested) segment", isNothing),
            ("Confirmed in \(confirmed) of \(tested) segment", confirmed > 0),
        ], in: chart.title, about: "segments",
        against: "\(confirmed) confirmed, \(candidates) candidates of \(tested)")
    found.hold(
        confirmed > 0 || candidates == 0
            || chart.title.hasPrefix("\(candidates) of \(tested) segment"),
        about: "segments", chart.title,
        against: "\(confirmed) confirmed, \(candidates) candidates of \(tested)")
}
