import Formats
import Review
import ReviewCharts
import Scorecards

extension Publication.Card {
    /// The band in a few words, as charts and tables have it; nil without a band.
    var bandWords: String? { band.flatMap { ChanceBand(rawValue: $0)?.words } }

    /// Whether fewer or more were renewed than the range of luck has.
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
            let others = ChanceBand.allCases.map(\.words)
            let first = lines.first ?? ""
            found.hold(
                lines.count <= 1 && !others.contains { first.contains($0) }, about: card.subject,
                first, against: "no band")
            continue
        }
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
                ("would have renewed \(expected) of", true), ("luck alone gives \(range)", true),
            ], in: first, about: card.subject, against: "\(fair)")
        let all = lines.joined(separator: " ")
        let more = fair["more_needed"].count
        let (isFirst, isCapped) = (fair["first_time"].flag == true, fair["capped"].flag == true)
        let rank = fair["rank"].count
        let isUnranked = rank == nil && more != nil
        found.holdWords(
            [
                ("It did not stand out", isFirst), ("Place \(rank ?? 0) of those", rank != nil),
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
            text.contains("Neither part alone is beyond luck; both together are."),
            about: card.subject, text, against: "band \(card.band ?? "")")
    } else {
        found.hold(
            !text.contains("both together are"), about: card.subject, text,
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
    guard chart.title.contains("in line with an average book") else { return }
    let inLine = people.count { $0.band == "in_line" }
    let isAll = chart.title.hasPrefix("All") || chart.title.hasPrefix("The one")
    found.hold(
        isAll ? inLine == people.count : leadingNumber(chart.title) == inLine,
        about: "books of CSMs", chart.title,
        against: "\(inLine) of \(people.count) CSMs in line by their cards")
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
    let isNone = chart.title.hasPrefix("No book of \(people.count) ")
    let isSome = chart.title.hasPrefix("\(outside.count) of \(people.count) book")
    found.hold(
        outside.isEmpty ? isNone : isSome, about: "books of CSMs", chart.title,
        against: "\(outside.count) of \(people.count) outside their band")
    let beyond = people.count(where: \.isBeyondRange)
    found.hold(
        !isNone || beyond == 0 || chart.title.contains("missing"), about: "books of CSMs",
        chart.title, against: "\(beyond) beyond the range of luck on their cards")
    let luck = said.review["fair_comparison"]["csms"]["outside_by_luck"].number ?? 0
    found.hold(
        chart.title.contains("by luck alone \(decimalText(luck, decimals: 1)) would"),
        about: "books of CSMs", chart.title, against: "outside_by_luck \(luck)")
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
            claimed == beyond || rest.contains("missing"), about: name, sentence,
            against: "\(beyond) of \(cards.count) beyond the range of luck on their cards")
    }
}

/// The lists of CSMs and teams on the page, and how many CSMs each sentence counts.
func checkBookLists(_ said: Publication, _ found: inout Findings) {
    let section = said.page.section("fair")
    let people = said.cards.filter { $0.kind == .csm && !$0.fair.isNull }
    func list(_ caption: String, _ cards: [Publication.Card]) {
        let rows = section.rows(caption: caption)
        let words = rows.map { lastCell($0) }.filter { row in
            ChanceBand.allCases.contains { $0.words == row }
        }
        let expected = cards.compactMap(\.bandWords)
        found.hold(
            words.sorted() == expected.sorted(), about: caption, "\(words)",
            against: "the cards: \(expected)")
    }
    list("CSMs with more", people.filter { $0.isOutside && $0.isAboveExpected })
    list("CSMs with fewer", people.filter { $0.isOutside && !$0.isAboveExpected })
    list("Teams by name", said.cards.filter { $0.kind == .team })
    let text = section.joined(separator: " ")
    let inLine = people.count { $0.band == "in_line" }
    let few = people.count { $0.fair["reason"].text == "too_few" }
    let uncompared = people.count - inLine - few - people.count(where: \.isOutside)
    let claims: [(one: String, several: String, count: Int)] = [
        ("is in line with an average book.", "are in line with an average book.", inLine),
        ("cannot be compared", "cannot be compared", uncompared),
        ("it is too early to tell", "it is too early to tell", few),
    ]
    for (one, several, count) in claims {
        let words = "\(count) CSM\(count == 1 ? " \(one)" : "s \(several)")"
        found.hold(
            (text.contains(one) || text.contains(several)) == (count > 0)
                && (count == 0 || text.contains(words)),
            about: "CSMs who are not listed", section.first { $0.contains(several) } ?? "nothing",
            against: "\(count) of \(people.count) CSMs by their cards: “\(words)”")
    }
}
