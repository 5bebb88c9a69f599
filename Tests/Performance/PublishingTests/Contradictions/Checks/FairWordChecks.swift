import Formats
import Review
import ReviewCharts
import Scorecards

extension Publication.Card {
    /// The verdict in a few words, as charts and tables have it; nil without a band.
    var bandWords: String? {
        switch band {
        case "in_line": "within expected range"
        case "worth_a_conversation", "unlikely_chance":
            isAboveExpected ? "above expected range" : "below expected range"
        case "cannot_tell": "too early to tell: outcomes are missing"
        default: nil
        }
    }

    /// All verdicts in words.
    static let allBandWords = [
        "within expected range", "above expected range", "below expected range",
        "too early to tell: outcomes are missing",
    ]

    /// Whether fewer or more were renewed than the expected range has.
    var isBeyondRange: Bool {
        guard let observed = fair["observed"].count, let low = fair["range"][at: 0].count,
            let high = fair["range"][at: 1].count
        else { return false }
        return observed < low || observed > high
    }

    /// Whether more were renewed than expected.
    var isAboveExpected: Bool {
        (fair["observed"].number ?? 0) > (fair["expected"].number ?? .infinity)
    }
}

/// The sentences about a book on its card.
func checkFairSentences(_ said: Publication, _ found: inout Findings) {
    for card in said.cards {
        let lines = card.page.filter { $0.hasPrefix("<p class=\"fair\">") }
        guard let words = card.bandWords else {
            let others = Publication.Card.allBandWords
            let first = lines.first ?? ""
            found.hold(
                lines.count <= 1 && !others.contains { first.contains($0) }, about: card.subject,
                first, against: "no band")
            continue
        }
        let line = card.page.first { $0.hasPrefix("<dl class=\"fair-line\">") } ?? ""
        let first = lines.first ?? ""
        let start = "<p class=\"fair\">\(words.prefix(1).uppercased() + words.dropFirst()): "
        let fair = card.fair
        let range = "\(fair["range"][at: 0].count ?? -1) to \(fair["range"][at: 1].count ?? -1)"
        let expected = fair["expected"].number.map { decimalText($0, decimals: 1) } ?? "–"
        found.hold(
            first.hasPrefix(start), about: card.subject, first, against: "band \(card.band ?? "")")
        found.holdWords(
            [
                ("\(fair["observed"].count ?? -1) of \(card.count("settled")) renewed", true),
                ("would have renewed \(expected) of", true),
                ("the expected range is \(range)", true),
                ("seldom goes that far", card.band == "worth_a_conversation"),
                ("hardly ever goes that far", card.band == "unlikely_chance"),
            ], in: first, about: card.subject, against: "\(fair)")
        found.holdWords(
            [
                ("<dd>\(fair["observed"].count ?? -1) of \(card.count("settled"))</dd>", true),
                ("<dd>\(range)</dd>", true), ("<dd>\(words)</dd>", true),
            ], in: line, about: card.subject, against: "\(fair)")
        let all = lines.joined(separator: " ")
        let more = fair["more_needed"].count
        let (isFirst, isCapped) = (fair["first_time"].flag == true, fair["capped"].flag == true)
        // Missing outcomes may have made the rate that the rank is of.
        let isTold = card.band != "cannot_tell"
        let rank = isTold ? fair["rank"].count : nil
        let isUnranked = isTold && rank == nil && more != nil
        found.holdWords(
            [
                ("It did not stand out", isFirst), ("Place \(rank ?? 0) of those", rank != nil),
                ("best estimate of the lasting rate", isTold && !fair["shrunk_rate"].isNull),
                ("No rank", isUnranked), ("every contract", isCapped),
            ], in: all, about: card.subject, against: "\(fair)")
        checkBridgeSentence(card, all, &found)
    }
}

/// What the sentence about a bridge says of its parts, against the band.
private func checkBridgeSentence(
    _ card: Publication.Card, _ text: String, _ found: inout Findings
) {
    let bridge = card.node["bridge"]
    let parts = ["transition", "rest"].compactMap { name -> (step: Double, luck: Double)? in
        guard let step = bridge[name].number, let luck = bridge["\(name)_luck"].number else {
            return nil
        }
        return (step, luck)
    }
    let within = parts.count { $0.luck > 0 && abs($0.step) <= $0.luck }
    let named = text.ranges(of: "within what luck gives").count
    found.hold(
        named <= within, about: card.subject, text,
        against: "\(within) parts within luck: \(bridge)")
    let counted = parts.count { $0.luck > 0 }
    if card.isOutside, named == counted {
        found.hold(
            text.contains(
                "Neither part alone is beyond what luck gives; together they are."),
            about: card.subject, text, against: "band \(card.band ?? "")")
    } else {
        found.hold(
            !text.contains("together they are"), about: card.subject, text,
            against: "band \(card.band ?? ""), \(bridge)")
    }
}

/// The chart of expectations against the bands of the cards.
func checkExpectationChart(_ said: Publication, _ found: inout Findings) {
    guard let chart = said.charts[.expectation] else { return }
    let people = said.cards.filter { $0.kind == .csm && $0.band != nil }
    let expected = people.map { card in
        "\(card.node["name"]) \(card.bandWords ?? "")\(card.isOutside ? ", outside" : "")"
    }
    let shown = chart.rows.filter { $0.low != nil }
    let drawn = shown.map { row in
        "\(row.label) \(row.remark)\(row.isEmphasised ? ", outside" : "")"
    }
    found.hold(
        drawn.sorted() == expected.sorted(), about: "books of CSMs", "\(drawn.sorted())",
        against: "\(expected.sorted())")
    for row in shown {
        guard let value = row.value, let low = row.low, let high = row.high else { continue }
        let isBeyond = value < low - 1e-9 || value > high + 1e-9
        let isMeant = row.isEmphasised ? isBeyond : (!isBeyond || said.areOutcomesMissing)
        found.hold(
            isMeant, about: "book of \(row.label)", row.remark,
            against: "\(value) in \(low) to \(high)")
    }
    guard chart.title.contains("within") else { return }
    let inLine = people.count { $0.band == "in_line" }
    let isAll = chart.title.hasPrefix("All") || chart.title.hasPrefix("The one")
    let claimed = leadingNumber(between("; ", " of ", in: chart.title) ?? "")
    found.hold(
        isAll ? inLine == people.count : claimed == inLine, about: "books of CSMs", chart.title,
        against: "\(inLine) of \(people.count) CSMs in line by their cards")
    guard !isAll else { return }
    let below = people.count { $0.isOutside && $0.bandWords?.contains("below") == true }
    let above = people.count(where: \.isOutside) - below
    found.holdWords(
        [
            ("\(below) CSM\(below == 1 ? "" : "s") below", below > 0),
            ("\(above)\(below > 0 ? "" : above == 1 ? " CSM" : " CSMs") above", above > 0),
        ], in: chart.title, about: "books of CSMs", against: "\(below) below, \(above) above")
}

/// The funnel against the bands of the cards.
func checkFunnelChart(_ said: Publication, _ found: inout Findings) {
    guard let chart = said.charts[.funnel] else { return }
    let people = said.cards.filter { $0.kind == .csm && $0.band != nil }
    let outside = people.filter(\.isOutside)
    let names = outside.map { "\($0.node["name"])" }.sorted()
    let drawn = chart.rows.filter(\.isEmphasised).map(\.label).sorted()
    found.hold(
        drawn == names, about: "books of CSMs", "named in the funnel: \(drawn)",
        against: "outside their band: \(names)")
    guard !people.isEmpty else { return }
    let untold = people.count { $0.band == "cannot_tell" }
    guard untold < people.count else {
        found.hold(
            chart.title == "Outcomes are missing: no portfolio can be compared",
            about: "books of CSMs",
            chart.title, against: "all \(untold) bands cannot_tell")
        return
    }
    let isNone = chart.title.hasPrefix("No portfolio of \(people.count) ")
    let isSome = chart.title.hasPrefix("\(outside.count) of \(people.count) portfolio")
    found.hold(
        outside.isEmpty ? isNone : isSome, about: "books of CSMs", chart.title,
        against: "\(outside.count) of \(people.count) outside their band")
    let beyond = people.count(where: \.isBeyondRange)
    found.hold(
        !isNone || beyond == 0 || untold > 0, about: "books of CSMs", chart.title,
        against: "\(beyond) beyond the expected range on their cards")
    let luck = said.review["fair_comparison"]["csms"]["outside_by_luck"].number ?? 0
    let byLuck = "by luck alone \(decimalText(luck, decimals: 1)) would"
    found.holdWords(
        [(byLuck, untold == 0), ("\(untold) cannot be told", untold > 0)], in: chart.title,
        about: "books of CSMs", against: "outside_by_luck \(luck), \(untold) bands cannot_tell")
}

/// How many books there are, and how many stand out, in words and in numbers.
func checkBookCounts(_ said: Publication, _ found: inout Findings) {
    let comparison = said.review["fair_comparison"]
    let sentence = comparison["sentence"].text ?? ""
    let onPage = said.page.section("fair").contains { $0.contains(sentence) }
    found.hold(onPage, about: "all books", "no such sentence on the page", against: sentence)
    let groups: [(name: String, kind: Publication.CardKind, noun: String)] = [
        ("csms", .csm, "CSM"), ("teams", .team, "team"),
    ]
    for (name, kind, noun) in groups {
        let group = comparison[name]
        let cards = said.cards.filter { $0.kind == kind && $0.band != nil }
        let outside = cards.count(where: \.isOutside)
        guard !group.isNull else {
            found.hold(
                cards.isEmpty, about: name, "no group", against: "\(cards.count) with a band")
            continue
        }
        found.hold(
            group["books"].count == cards.count && group["outside"].count == outside, about: name,
            "\(group)", against: "\(outside) of \(cards.count) outside their band")
        let untold = cards.count { $0.band == "cannot_tell" }
        let books = "\(cards.count) \(noun)\(cards.count == 1 ? "" : "s")"
        guard cards.isEmpty || untold < cards.count else {
            let first = between("Outcomes are missing, so ", " cannot be compared.", in: sentence)
            found.hold(
                first?.contains(books) ?? false, about: name, sentence,
                against: "all \(untold) bands cannot_tell")
            continue
        }
        guard let rest = between("Of \(cards.count) \(noun)", "by luck alone", in: sentence) else {
            found.hold(
                cards.isEmpty, about: name, sentence, against: "\(cards.count) with a band")
            continue
        }
        let number = leadingNumber(between("settled renewals, ", " lie", in: rest) ?? "")
        let claimed = rest.contains("none lies outside") ? 0 : number
        found.hold(
            claimed == outside, about: name, sentence,
            against: "\(outside) of \(cards.count) outside their band")
        let beyond = cards.count(where: \.isBeyondRange)
        found.hold(
            claimed == beyond || untold > 0, about: name, sentence,
            against: "\(beyond) of \(cards.count) beyond the expected range on their cards")
        let own = between("Of \(books)", "Of ", in: sentence + "Of ") ?? ""
        found.holdWords(
            [(" \(untold) cannot be told: outcomes are missing.", untold > 0)], in: own,
            about: name, against: "\(untold) of \(cards.count) bands cannot_tell")
    }
}

/// The lists of CSMs and teams on the page, and how many CSMs each sentence counts.
func checkBookLists(_ said: Publication, _ found: inout Findings) {
    let section = said.page.section("fair")
    let people = said.cards.filter { $0.kind == .csm && !$0.fair.isNull }
    func list(_ caption: String, _ cards: [Publication.Card]) {
        let rows = section.rows(caption: caption)
        let words = rows.map { verdictCell($0) }.filter { row in
            Publication.Card.allBandWords.contains(row)
        }
        let expected = cards.compactMap(\.bandWords)
        found.hold(
            words.sorted() == expected.sorted(), about: caption, "\(words)",
            against: "the cards: \(expected)")
    }
    list("CSMs above their expected range", people.filter { $0.isOutside && $0.isAboveExpected })
    list("CSMs below their expected range", people.filter { $0.isOutside && !$0.isAboveExpected })
    list("Teams by name", said.cards.filter { $0.kind == .team })
    // The paragraph after the one that sums up the comparison.
    let text = section.filter { $0.hasPrefix("<p>") }.dropFirst().joined(separator: " ")
    let inLine = people.count { $0.band == "in_line" }
    let empty = people.count { $0.count("settled") == 0 }
    let few = people.count { $0.fair["reason"].text == "too_few" } - empty
    let untold = people.count { $0.band == "cannot_tell" }
    let counted = [inLine, empty, few, untold, people.count(where: \.isOutside)]
    let uncompared = people.count - counted.reduce(0, +)
    let claims: [(one: String, several: String, count: Int)] = [
        ("is within the expected range.", "are within their expected range.", inLine),
        ("has no settled renewals.", "have no settled renewals.", empty),
        ("it is too early to tell", "it is too early to tell", few),
        (
            "cannot be compared: outcomes are missing.",
            "cannot be compared: outcomes are missing.", untold
        ),
        ("cannot be compared, as the others’", "cannot be compared, as the others’", uncompared),
    ]
    for (one, several, count) in claims {
        let words = "\(count) CSM\(count == 1 ? " \(one)" : "s \(several)")"
        found.hold(
            (text.contains(one) || text.contains(several)) == (count > 0)
                && (count == 0 || text.contains(words)),
            about: "CSMs who are not listed", text,
            against: "\(count) of \(people.count) CSMs by their cards: “\(words)”")
    }
}
