import ReviewCharts
import Scorecards

extension Publication {
    /// A trend with limits, and its sentence on the page.
    fileprivate struct SpokenTrend {
        let subject: String
        let metric: TrendMetric
        let node: Node
        let target: Double?
        var sentence: String

        /// The settled points since the limits last began anew.
        var valid: [Node] {
            guard let start = node["segments"].elements.last?["from"].text else { return [] }
            return node["points"].elements.drop { point in
                (point["quarter"].text ?? point["month"].text) != start
            }.filter { !$0["value"].isNull && $0["label"].text != "provisional" }
        }

        /// The last part with one mean and one set of limits.
        var segment: Node { node["segments"].elements.last ?? .null }

        /// Whether too few points tell what is usual.
        var isTrial: Bool { segment["trial"].flag ?? true }

        /// Whether its points count outcomes that are missing as lost, so that nothing is said of
        /// them. No file says on what churn rests: its sentence does.
        func isUntold(_ said: Publication) -> Bool {
            guard said.areOutcomesMissing, !valid.isEmpty else { return false }
            return switch metric {
            case .logoRenewalRate, .grossRenewalRate, .netRenewalRate: true
            case .logoChurnRate: sentence.contains("outcomes are missing")
            default: false
            }
        }

        /// Whether its values vary.
        var hasLimits: Bool { !segment["lower"].isNull }
    }

    /// The trends with limits in the order of the page.
    fileprivate var spokenTrends: [SpokenTrend] {
        let lines = page.section("trends").filter { $0.hasPrefix("<li>") }
        let known = zip(review["trends"].elements, trendTargets).compactMap {
            node, target -> (metric: TrendMetric, node: Node, target: Double?)? in
            guard let metric = TrendMetric(rawValue: node["metric"].text ?? ""), metric.hasLimits
            else { return nil }
            return (metric, node, target)
        }
        var trends = known.map { trend in
            SpokenTrend(
                subject: "\(trend.metric.rawValue) of \(trend.node["scope_id"].text ?? "company")",
                metric: trend.metric, node: trend.node, target: trend.target,
                sentence: "no sentence")
        }.filter { !$0.valid.isEmpty }
        for (position, line) in lines.prefix(trends.count).enumerated() {
            trends[position].sentence = line
        }
        return trends
    }
}

/// The label of each point against its limits.
func checkTrendLabels(_ said: Publication, _ found: inout Findings) {
    for trend in said.spokenTrends {
        found.hold(
            trend.node["grain"].isNull == (trend.node["reason"].text != nil), about: trend.subject,
            "grain \(trend.node["grain"])", against: "reason \(trend.node["reason"])")
        let reach = trend.node["segments"].elements.count == 1 ? trend.segment["h"].number : nil
        for point in trend.node["points"].elements {
            let subject = "\(trend.subject), \(point["month"])"
            let label = point["label"].text
            guard let value = point["value"].number, label != "provisional" else {
                found.hold(
                    label == nil || label == "provisional", about: subject, "\(point["label"])",
                    against: "no settled value")
                found.hold(
                    point["z"].isNull && point["lower"].isNull, about: subject,
                    "z \(point["z"])", against: "no settled value")
                continue
            }
            found.hold(
                point["z"].isNull == point["lower"].isNull, about: subject, "z \(point["z"])",
                against: "lower \(point["lower"])")
            guard let z = point["z"].number, let lower = point["lower"].number,
                let upper = point["upper"].number
            else {
                found.hold(
                    label == nil || label == "trend", about: subject, "\(point["label"])",
                    against: "no limits")
                continue
            }
            // Rates are compared near 1, the score from -100 to 100.
            let slack = trend.metric == .nps ? 1e-7 : 1e-9
            let isOutside = label == "outside"
            let isBeyond = value < lower - slack || value > upper + slack
            found.hold(
                isOutside == isBeyond, about: subject, "label \(point["label"])",
                against: "\(value) in \(lower) to \(upper)")
            let isFar = reach.map { abs(z) > $0 } ?? isOutside
            found.hold(
                isFar == isOutside, about: subject,
                "label \(point["label"])", against: "z \(z), h \(reach ?? 0)")
        }
    }
}

/// Each sentence about a trend against the labels of its three newest points.
func checkTrendWords(_ said: Publication, _ found: inout Findings) {
    let charts: [(chart: ReviewChart, metric: TrendMetric)] = [
        (.renewalRate, .logoRenewalRate), (.revenueRetention, .netRenewalRate), (.nps, .nps),
    ]
    let newest = Int(said.constant("trend_newest_points"))
    for trend in said.spokenTrends {
        let valid = trend.valid
        let labels = valid.map { $0["label"].text }
        let recent = labels.suffix(newest).contains { $0 != nil }
        let isUntold = trend.isUntold(said)
        let isFirm = valid.count > 1 && !trend.isTrial && !isUntold
        let isEarly = valid.count > 1 && trend.isTrial && !isUntold
        let isSame = isFirm && !trend.hasLimits
        let isSignal = isFirm && trend.hasLimits && recent
        let isOld = isFirm && trend.hasLimits && !recent && labels.contains { $0 != nil }
        let isQuiet = isFirm && trend.hasLimits && labels.allSatisfy { $0 == nil }
        let fact =
            "\(valid.count) settled points, the newest \(Array(labels.suffix(newest))), "
            + "trial \(trend.isTrial)"
        found.holdWords(
            [
                ("has enough to tell", valid.count == 1 && !isUntold),
                ("outcomes are missing, so the latest", isUntold),
                ("too few to tell what is usual", isEarly), ("was the same in every", isSame),
                ("As usual lately: ", isOld), (" stands out: ", isQuiet),
            ], in: trend.sentence, about: trend.subject, against: fact)
        if isSignal { checkSignal(trend, valid, newest, &found) }
        if let chart = charts.first(where: { $0.metric == trend.metric })?.chart,
            trend.node["scope"].text == "company", let title = said.charts[chart]?.title
        {
            let isSame =
                isUntold
                ? title.hasPrefix("Outcomes are missing: the latest ")
                : trend.sentence.contains(title)
            found.hold(
                isSame, about: trend.subject, title,
                against: trend.sentence)
        }
    }
    let judged = said.spokenTrends.count { $0.hasLimits && !$0.isTrial && !$0.isUntold(said) }
    found.holdWords(
        [("Of the ", judged > 0), ("Of the \(judged) here", judged > 0)],
        in: said.page.section("trends").first { $0.contains("1 trend in 30") } ?? "",
        about: "trends", against: "\(judged) trends with limits that can be told")
    let listed = said.page.section("trends").count { $0.hasPrefix("<li>") }
    found.hold(
        listed == said.spokenTrends.count, about: "trends", "\(listed) sentences",
        against: "\(said.spokenTrends.count) trends with limits")
}

/// What a sentence says of the latest label among the newest points.
private func checkSignal(
    _ trend: Publication.SpokenTrend, _ valid: [Node], _ newest: Int, _ found: inout Findings
) {
    guard let last = valid.indices.suffix(newest).last(where: { valid[$0]["label"].text != nil })
    else { return }
    let point = valid[last]
    let isHigh = (point["z"].number ?? 0) > 0
    let before = last > 0 ? valid[last - 1]["value"].number ?? 0 : 0
    let isRising = before < (point["value"].number ?? 0)
    let words: [String] =
        switch point["label"].text ?? "" {
        case "outside": [isHigh ? "above its usual range" : "below its usual range"]
        case "trend": isRising ? [" has risen ", " rose "] : [" has fallen ", " fell "]
        case "two_of_three": [isHigh ? "unusually high" : "unusually low"]
        default: isHigh ? ["run high ", "ran high "] : ["run low ", "ran low "]
        }
    found.hold(
        words.contains { trend.sentence.contains($0) }, about: trend.subject, trend.sentence,
        against: "label \(point["label"]) of \(point["month"]), z \(point["z"])")
}

/// Whether a target can be reached, against the limits and against the verdict on the card.
func checkAssurance(_ said: Publication, _ found: inout Findings) {
    for trend in said.spokenTrends {
        let assurance = trend.node["assurance"].text
        let words = "assurance \(trend.node["assurance"])"
        let lower = trend.segment.isNull ? nil : trend.segment["lower"].number
        let upper = trend.segment.isNull ? nil : trend.segment["upper"].number
        let limits = "\(lower ?? .nan) to \(upper ?? .nan), target \(trend.target ?? .nan)"
        if let target = trend.target, let lower, let upper {
            let isLow = trend.metric == .logoChurnRate
            let isReached = isLow ? upper <= target : lower >= target
            let isMissed = isLow ? lower > target : upper < target
            let own = isReached ? "capable" : isMissed ? "not_capable" : "hit_or_miss"
            found.hold(assurance == own, about: trend.subject, words, against: limits)
        } else {
            found.hold(assurance == nil, about: trend.subject, words, against: limits)
        }
        let isStable =
            trend.hasLimits && !trend.isTrial && !trend.isUntold(said)
            && trend.valid.allSatisfy { $0["label"].isNull }
        let isSaid = assurance != nil && isStable
        let isCapable = isSaid && assurance == "capable"
        let isUnable = isSaid && assurance == "not_capable"
        let isMixed = isSaid && assurance == "hit_or_miss"
        found.holdWords(
            [
                ("If nothing changes, ", isSaid), ("If nothing changes, every ", isCapable),
                ("If nothing changes, no ", isUnable), ("If nothing changes, some ", isMixed),
                (" and some will not.", isMixed),
            ], in: trend.sentence, about: trend.subject, against: "\(words), \(limits)")
        guard isSaid, let metric = RateMetric(rawValue: trend.metric.rawValue) else { continue }
        let name = trend.node["scope_id"].text.map { "team \($0)" } ?? "the company"
        guard let card = said.cards.first(where: { $0.subject == name }) else { continue }
        let verdict = card.rate(metric)["versus_target"].text
        let isBad = verdict == (metric == .logoChurnRate ? "above" : "below")
        let isGood = verdict == (metric == .logoChurnRate ? "below" : "above")
        found.hold(
            !(isCapable && isBad) && !(isUnable && isGood), about: trend.subject, trend.sentence,
            against: "\(verdict ?? "") on the card")
    }
}
