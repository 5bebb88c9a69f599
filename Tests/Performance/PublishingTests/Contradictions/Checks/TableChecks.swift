import Scorecards

/// The number of a cell; nil of an empty one.
private func number(_ cell: String?) -> Double? { cell.flatMap { Double($0) } }

/// `scorecards.csv` against `review.json`.
func checkScorecardTable(_ said: Publication, _ found: inout Findings) {
    var rows: [String: [String: String]] = [:]
    for row in said.scorecards {
        rows["\(row["scope"] ?? "") \(row["scope_id"] ?? "") \(row["metric"] ?? "")"] = row
    }
    for card in said.cards {
        func row(_ metric: String) -> [String: String] {
            rows["\(card.scope) \(card.scopeID) \(metric)"] ?? [:]
        }
        func compare(_ metric: String, _ column: String, _ node: Node) {
            let cell = row(metric)[column] ?? "no column"
            let isSame =
                if let text = node.text {
                    cell == text
                } else if let value = node.number {
                    number(cell) == value
                } else {
                    cell.isEmpty
                }
            found.hold(
                isSame, about: "\(card.subject), \(metric), \(column)", "“\(cell)”",
                against: "\(node)")
        }
        for metric in RateMetric.allCases {
            let rate = card.rate(metric)
            for name in [
                "value", "low", "high", "numerator", "denominator", "worst", "best", "target",
                "versus_target", "attainment", "reason", "n_eff", "verdict_reason",
            ] {
                compare(metric.rawValue, name, rate[name])
            }
        }
        for metric in AmountMetric.allCases {
            let amount = card.node["metrics"][metric.rawValue]
            for name in ["value", "target", "versus_target", "attainment", "reason"] {
                compare(metric.rawValue, name, amount[name])
            }
        }
        for name in ["due", "settled", "renewed", "churned", "lapsed", "pending", "overdue"] {
            compare("renewals_\(name)", "value", card.renewals[name])
        }
        guard !card.fair.isNull else { continue }
        compare("fair_expected", "value", card.fair["expected"])
        compare("fair_expected", "low", card.fair["range"][at: 0])
        compare("fair_expected", "high", card.fair["range"][at: 1])
        compare("fair_expected", "band", card.fair["band"])
        let figures: [(metric: String, name: String)] = [
            ("fair_ratio", "ratio"), ("fair_mid_p", "mid_p"), ("fair_rank", "rank"),
            ("fair_shrunk_rate", "shrunk_rate"), ("fair_reliability", "reliability"),
            ("fair_more_needed", "more_needed"), ("fair_widening", "widening"),
            ("risk_adjusted_renewal_rate", "risk_adjusted_renewal_rate"),
        ]
        for (metric, name) in figures { compare(metric, "value", card.fair[name]) }
        let bridge = card.node["bridge"]
        guard !bridge.isNull else { continue }
        for name in [
            "others_rate", "case_mix", "transition", "transition_luck", "rest", "rest_luck",
        ] {
            compare("bridge_\(name)", "value", bridge[name])
        }
    }
}

/// `trends.csv` against `review.json`.
func checkTrendTable(_ said: Publication, _ found: inout Findings) {
    let points = said.review["trends"].elements.flatMap { trend in
        trend["points"].elements.map { (trend: trend, point: $0) }
    }
    found.hold(
        points.count == said.trends.count, about: "trends", "\(said.trends.count) rows",
        against: "\(points.count) points")
    for (row, (trend, point)) in zip(said.trends, points) {
        let subject = "\(trend["metric"]) of \(trend["scope_id"]), \(point["month"])"
        for name in ["value", "z", "lower", "upper", "numerator", "denominator"] {
            found.hold(
                number(row[name]) == point[name].number, about: subject,
                "\(name) \(row[name] ?? "")", against: "\(point[name])")
        }
        let words: [(name: String, node: Node)] = [
            ("label", point["label"]), ("quarter", point["quarter"]), ("month", point["month"]),
            ("metric", trend["metric"]), ("grain", trend["grain"]),
        ]
        for (name, node) in words {
            found.hold(
                row[name] == node.text ?? "", about: subject, "\(name) \(row[name] ?? "")",
                against: "\(node)")
        }
    }
}

/// `override_segments.csv` against `review.json`.
func checkSegmentTable(_ said: Publication, _ found: inout Findings) {
    found.hold(
        said.segments.count == said.parts.count, about: "parts of the book",
        "\(said.segments.count) rows", against: "\(said.parts.count) segments")
    for (row, part) in zip(said.segments, said.parts) {
        let audit = part.node["audit"]
        let matched = audit["matched"]
        let words: [(name: String, node: Node)] = [
            ("status", part.node["status"]), ("status_reason", part.node["status_reason"]),
            ("verdict", audit["verdict"]), ("reason", audit["reason"]),
            ("sentence", audit["sentence"]), ("interval_reason", matched["reason"]),
        ]
        for (name, node) in words {
            found.hold(
                row[name] == node.text ?? "", about: part.subject, "\(name) \(row[name] ?? "")",
                against: "\(node)")
        }
        let figures: [(name: String, node: Node)] = [
            ("adjusted_p", part.node["adjusted_p"]), ("more_needed", part.node["more_needed"]),
            ("matured", audit["matured"]), ("observed", audit["observed"]),
            ("expected", audit["expected"]), ("p_chance", audit["p_chance"]),
            ("range_low", audit["range"][at: 0]), ("range_high", audit["range"][at: 1]),
            ("p", matched["p"]), ("risk_difference", matched["risk_difference"]),
            ("risk_difference_low", matched["risk_difference_low"]),
            ("risk_difference_high", matched["risk_difference_high"]),
            ("treated", matched["treated"]), ("controls", matched["controls"]),
        ]
        for (name, node) in figures {
            found.hold(
                number(row[name]) == node.number, about: part.subject,
                "\(name) \(row[name] ?? "")", against: "\(node)")
        }
    }
}
