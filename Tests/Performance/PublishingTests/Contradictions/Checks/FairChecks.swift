import Scorecards

/// The band of a book against its mid-p-value, its range and what was observed.
func checkBands(_ said: Publication, _ found: inout Findings) {
    let (rare, seldom) = (
        said.constant("unlikely_level"), said.constant("conversation_level")
    )
    for card in said.cards where card.kind.isCompared {
        guard let band = card.band, let midP = card.fair["mid_p"].number,
            let observed = card.fair["observed"].count, let low = card.fair["range"][at: 0].count,
            let high = card.fair["range"][at: 1].count,
            let expected = card.fair["expected"].number
        else {
            found.hold(
                card.band == nil, about: card.subject, "band \(card.band ?? "")",
                against: "figures that are missing: \(card.fair)")
            continue
        }
        let own =
            midP < rare
            ? "unlikely_chance" : midP < seldom ? "worth_a_conversation" : "in_line"
        let isWeaker =
            band == "cannot_tell" || (own == "unlikely_chance" && band == "worth_a_conversation")
        let reason = card.fair["reason"].text
        found.hold(
            reason == "outcomes_missing" ? isWeaker : band == own, about: card.subject,
            "band \(band), \(card.fair["reason"])", against: "mid_p \(midP)")
        found.hold(
            !said.areOutcomesMissing || band != "in_line", about: card.subject, "band \(band)",
            against: "outcomes that are missing")
        found.hold(
            reason != "outcomes_missing" || said.areOutcomesMissing, about: card.subject,
            "reason outcomes_missing", against: "no outcomes_missing in data_quality")
        found.hold(
            (low...max(low, high)).contains(observed) == (midP >= seldom), about: card.subject,
            "\(observed) of \(low) to \(high)", against: "mid_p \(midP)")
        found.hold(
            0 <= low && low <= high && high <= card.count("settled"), about: card.subject,
            "range \(low) to \(high)", against: "\(card.count("settled")) settled")
        found.hold(
            Double(low) < expected + 1 && expected - 1 < Double(high), about: card.subject,
            "range \(low) to \(high)", against: "\(expected) expected")
        found.hold(
            card.isOutside == !card.fair["first_time"].isNull, about: card.subject,
            "first_time \(card.fair["first_time"])", against: "band \(band)")
    }
}

/// The reason of a book against what is null and what is not.
func checkFairReasons(_ said: Publication, _ found: inout Findings) {
    for card in said.cards {
        let fair = card.fair
        found.hold(
            fair.isNull == (card.node["fair_reason"].text != nil), about: card.subject,
            "fair \(fair)", against: "fair_reason \(card.node["fair_reason"])")
        guard !fair.isNull else { continue }
        let reason = fair["reason"].text
        let words = "reason \(fair["reason"])"
        let hasBand = reason == nil || reason == "outcomes_missing"
        let hasOthers = hasBand || reason == "not_applicable"
        for name in ["band", "mid_p", "range", "expectation_variance", "widening"] {
            found.hold(
                !fair[name].isNull == hasBand, about: card.subject, words,
                against: "\(name) \(fair[name])")
        }
        for name in ["ratio", "risk_adjusted_renewal_rate", "capped"] {
            found.hold(
                !fair[name].isNull == hasOthers, about: card.subject, words,
                against: "\(name) \(fair[name])")
        }
        found.hold(
            reason == "too_few" || !fair["expected"].isNull == hasOthers, about: card.subject,
            words, against: "expected \(fair["expected"])")
        found.hold(
            fair["expected"].isNull == fair["variance"].isNull, about: card.subject,
            "expected \(fair["expected"])", against: "variance \(fair["variance"])")
        let isFew = Double(card.count("settled")) < said.constant("minimum_count")
        found.hold(
            isFew == (reason == "too_few"), about: card.subject, words,
            against: "\(card.count("settled")) settled")
        found.hold(
            card.kind.isCompared ? reason != "not_applicable" : !hasBand, about: card.subject,
            words, against: "what is compared")
        found.hold(
            fair["observed"].count == card.count("renewed"), about: card.subject,
            "observed \(fair["observed"])", against: "\(card.count("renewed")) renewed")
        if let observed = fair["observed"].number, let expected = fair["expected"].number,
            let ratio = fair["ratio"].number
        {
            found.hold(
                abs(ratio * expected - observed) < 1e-6, about: card.subject, "ratio \(ratio)",
                against: "\(observed) of \(expected)")
        }
        checkRank(card, said, &found)
    }
}

/// The rank of a book against its reason and what it still takes.
private func checkRank(
    _ card: Publication.Card, _ said: Publication, _ found: inout Findings
) {
    let fair = card.fair
    let words = "rank \(fair["rank"]), \(fair["rank_reason"])"
    let isLarge = card.kind.isCompared && fair["reason"].text != "too_few"
    let (isUnranked, hasReason) = (fair["rank"].isNull, !fair["rank_reason"].isNull)
    // Where renewals tell no chances at all, nothing is drawn to the others, and `reason` says why.
    let isUndrawn = fair["shrunk_rate"].isNull && fair["reason"].text == "no_variation"
    found.hold(
        isLarge
            ? isUnranked == hasReason || (isUndrawn && !hasReason) : isUnranked && !hasReason,
        about: card.subject, words, against: "reason \(fair["reason"])")
    found.hold(
        fair["shrunk_rate"].isNull == fair["reliability"].isNull, about: card.subject,
        "shrunk_rate \(fair["shrunk_rate"])", against: "reliability \(fair["reliability"])")
    guard let reliability = fair["reliability"].number else { return }
    let isReliable = reliability >= said.constant("rank_reliability")
    found.hold(
        isReliable == !fair["rank"].isNull, about: card.subject, words,
        against: "reliability \(reliability)")
    found.hold(
        isReliable == (fair["more_needed"].count == 0), about: card.subject,
        "more_needed \(fair["more_needed"])", against: "reliability \(reliability)")
}

/// The steps of a bridge, which add up to the book's own rate.
func checkBridges(_ said: Publication, _ found: inout Findings) {
    for card in said.cards {
        let bridge = card.node["bridge"]
        found.hold(
            bridge.isNull == (card.node["bridge_reason"].text != nil), about: card.subject,
            "bridge \(bridge)", against: "bridge_reason \(card.node["bridge_reason"])")
        found.hold(
            bridge.isNull == (card.band == nil), about: card.subject, "bridge \(bridge)",
            against: "band \(card.band ?? "null")")
        guard !bridge.isNull, let rate = bridge["rate"].number else { continue }
        let steps = ["others_rate", "case_mix", "transition", "rest"].compactMap {
            bridge[$0].number
        }
        found.hold(
            abs(steps.reduce(0, +) - rate) < 1e-9, about: card.subject, "steps \(steps)",
            against: "rate \(rate)")
        let value = card.rate(.logoRenewalRate)["value"].number
        found.hold(
            value.map { abs($0 - rate) < 1e-9 } ?? true, about: card.subject,
            "bridge to \(rate)", against: "renewal rate \(value ?? 0)")
    }
}
