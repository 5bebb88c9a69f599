import ReviewCharts
import Sample
import Testing

/// A statement of a review that is altered so that it contradicts another one.
struct Alteration: Sendable, CustomTestStringConvertible {
    /// The check that must find it.
    let check: String
    let what: String
    let alter: @Sendable (inout Publication) -> Void

    var testDescription: String { "\(check): \(what)" }

    init(
        _ check: String, _ what: String, _ alter: @escaping @Sendable (inout Publication) -> Void
    ) {
        self.check = check
        self.what = what
        self.alter = alter
    }

    /// The review whose statements are altered.
    static let said: Result<Publication, any Error> = Result {
        try World.sampled(
            accounts: 300, csms: 12, seed: 12,
            truth: PlantedTruth(overrideSkill: 1, treatmentEffect: 0)
        ).publication()
    }

    /// At least one for every check.
    static let all: [Alteration] = ofCards + ofBooks + ofAudit + ofParts + ofTrends + ofTables
}

extension Publication {
    /// The position among the CSMs of one who is in line.
    fileprivate var inLine: Int {
        review["scorecards"].elements.firstIndex { $0["fair"]["band"].text == "in_line" } ?? 0
    }

    /// Replaces words wherever a page has them.
    fileprivate mutating func replace(_ words: String, with others: String) {
        page = page.map { $0.replacing(words, with: others) }
        cardPages = cardPages.mapValues { lines in
            lines.map { $0.replacing(words, with: others) }
        }
    }
}

extension Alteration {
    private static let ofCards = [
        Alteration("table of teams", "above target, whoever they are") {
            $0.page = $0.page.map { line in
                line.replacing("<span class=\"note\">too early to tell", with: "<b>above target")
            }
        },
        Alteration("table of teams", "another number of rates") {
            $0.replace(" rates here are compared", with: "0 rates here are compared")
        },
        Alteration("card sentence", "the company is above its target") {
            $0.review["company"]["metrics"]["logo_renewal_rate"]["versus_target"] = .string("above")
        },
        Alteration("card sentence", "another sentence on the page") {
            $0.replace("<p class=\"sentence\">The company", with: "<p class=\"sentence\">Somebody")
        },
        Alteration("card counts", "one renewal more") {
            $0.review["company"]["renewals"]["renewed"] = .double(100_000)
        },
        Alteration("rate", "an interval without its value") {
            $0.review["company"]["metrics"]["logo_renewal_rate"]["high"] = .double(0.01)
        },
        Alteration("rate", "a worst case above the value") {
            $0.review["company"]["metrics"]["gross_renewal_rate"]["worst"] = .double(2)
        },
        Alteration("verdict on a target", "above a target that is higher") {
            $0.review["company"]["metrics"]["nps"]["target"] = .double(99)
            $0.review["company"]["metrics"]["nps"]["versus_target"] = .string("above")
        },
        Alteration("page of a card", "above target, where nobody can tell") {
            $0.replace(
                "<td class=\"verdict\">too early to tell",
                with: "<td class=\"verdict\">above target")
        },
        Alteration("scorecards chart", "a rate that stands otherwise to its target") {
            let remark = $0.charts[.scorecards]?.rows[0].remark
            $0.charts[.scorecards]?.rows[0].remark = remark == "above" ? "below" : "above"
        },
    ]

    private static let ofBooks = [
        Alteration("band", "another word") {
            let position = $0.inLine
            $0.review["scorecards"][at: position]["fair"]["band"] = .string("unlikely_chance")
        },
        Alteration("band", "another range") {
            let position = $0.inLine
            $0.review["scorecards"][at: position]["fair"]["range"] = .array([
                .double(0), .double(0),
            ])
        },
        Alteration("what stands of a book", "a reason beside a band") {
            let position = $0.inLine
            $0.review["scorecards"][at: position]["fair"]["reason"] = .string("no_others")
        },
        Alteration("bridge", "a step too many") {
            let position = $0.inLine
            $0.review["scorecards"][at: position]["bridge"]["case_mix"] = .double(0.5)
        },
        Alteration("sentences about a book", "another word on the card") {
            $0.replace("Within expected range:", with: "Below expected range:")
        },
        Alteration("expectation chart", "all in line") {
            $0.charts[.expectation]?.title = "1 CSM above the expected range; 99 of 100 within it"
        },
        Alteration("funnel chart", "many stand out") {
            $0.charts[.funnel]?.title = "99 of 100 portfolios stand out; by luck alone 0.2 would"
        },
        Alteration("number of books", "many stand out") {
            $0.review["fair_comparison"]["csms"]["outside"] = .double(99)
        },
        Alteration("list of books", "nobody in line") {
            $0.replace("within their expected range.", with: "far from their expected range.")
        },
    ]

    private static let ofAudit = [
        Alteration("contrast", "an interval beyond 0 with a large p") {
            let values = ["p": 0.5, "risk_difference": 0.15]
            let ends = ["risk_difference_low": 0.1, "risk_difference_high": 0.2]
            for (name, value) in values.merging(ends, uniquingKeysWith: +) {
                $0.review["override_audit"]["directions"]["up"]["matched"][name] = .double(value)
            }
        },
        Alteration("audit sentence", "a verdict without one") {
            $0.review["override_audit"]["directions"]["down"]["sentence"] = .string(
                "Luck aside, luck alone seldom does that.")
        },
        Alteration("nobody", "nobody saw an account better") {
            $0.review["override_audit"]["directions"]["up"]["sentence"] = .string(
                "Nobody saw an account better than its score.")
        },
        Alteration("nobody", "no override that a renewal can judge") {
            $0.review["override_audit"]["directions"]["up"]["sentence"] = .string(
                "No override to a better tier can be judged by a renewal yet.")
        },
        Alteration("number of overrides", "eligible ones too many") {
            $0.review["override_audit"]["counts"]["eligible"] = .double(100_000)
        },
        Alteration("worth of an override", "the wrong way by the right interval") {
            let values = ["delta": 0.5, "low": 0.1, "high": 0.9]
            for (name, value) in values {
                $0.review["override_audit"]["override_worth"]["down"][name] = .double(value)
            }
            $0.review["override_audit"]["override_worth"]["down"]["direction_shown"] = .string(
                "wrong_way")
        },
        Alteration("words of worth", "other words on the page") {
            $0.replace("<span class=\"figure\">about ", with: "<span class=\"figure\">over ")
        },
        Alteration("words of worth", "another sentence") {
            $0.review["override_audit"]["override_worth"]["up"]["sentence"] = .string(
                "CSM calls point the right way. Accounts churned more often than their scores say.")
        },
        Alteration("forecasts", "better and worse") {
            let words = "is not shown to improve forecasts of churn."
            let claims = "improves forecasts of churn. It has made forecasts of churn worse."
            $0.replace(words, with: claims)
            $0.replace("until then improves forecasts of churn.", with: claims)
            $0.replace("changes no forecast yet", with: claims)
        },
        Alteration("forecasts", "another title") {
            $0.charts[.overrideValue]?.title =
                "Counting overrides has not improved the forecast of churn so far"
        },
        Alteration("proposal", "no rule, or one") {
            let none = "No rule for overrides is shown."
            let isNone = $0.proposalText.contains(none)
            $0.proposalText.replace(
                isNone ? none : "Rule from this review", with: isNone ? "" : none)
        },
        Alteration("proposal", "another δ") { $0.proposal[0]["delta"] = "99" },
    ]

    private static let ofParts = [
        Alteration("status of a part", "a candidate without a small p") { said in
            let parts = said.review["override_audit"]["segments"].elements
            let position = parts.firstIndex { $0["status"].text == "insufficient" } ?? 0
            said.review["override_audit"]["segments"][at: position]["status"] = .string("candidate")
        },
        Alteration("parts on the page", "another state") {
            $0.replace("have too little to tell", with: "have enough")
        },
        Alteration("parts in the chart", "another standing") {
            let remark = $0.charts[.overrideSegments]?.rows[0].remark ?? ""
            $0.charts[.overrideSegments]?.rows[0].remark =
                remark.hasPrefix("confirmed") ? "quiet" : "confirmed"
        },
    ]

    private static let ofTrends = [
        Alteration("label of a point", "outside its limits, or no more") { said in
            let points = said.review["trends"][at: 0]["points"].elements
            let position = points.firstIndex { !$0["z"].isNull } ?? 0
            let isOutside = points[position]["label"].text == "outside"
            said.review["trends"][at: 0]["points"][at: position]["label"] =
                isOutside ? .null : .string("outside")
        },
        Alteration("words of a trend", "all out of their range") {
            $0.page = $0.page.map { line in
                line.hasPrefix("<li>") ? "<li>NPS in Oct 2026 is below its usual range.</li>" : line
            }
        },
        Alteration("words of a trend", "another number of trends") {
            $0.replace(" Of the ", with: " Of the 9")
        },
        Alteration("assurance", "another word") {
            let isCapable = $0.review["trends"][at: 0]["assurance"].text == "capable"
            $0.review["trends"][at: 0]["assurance"] = .string(isCapable ? "not_capable" : "capable")
        },
        Alteration("missing outcomes", "many that lapsed") {
            $0.review["company"]["renewals"]["lapsed"] = .double(100_000)
        },
        Alteration("second computation", "a verdict that it does not have") {
            $0.doubt = Doubt()
            $0.review["company"]["metrics"]["nps"]["versus_target"] = .string("above")
        },
    ]

    private static let ofTables = [
        Alteration("scorecards.csv", "another rate") { said in
            let row = said.scorecards.firstIndex { $0["metric"] == "logo_renewal_rate" } ?? 0
            said.scorecards[row]["value"] = "0.123"
        },
        Alteration("trends.csv", "another rate") { $0.trends[0]["value"] = "0.123" },
        Alteration("override_segments.csv", "another sentence") {
            $0.segments[0]["sentence"] = "Nothing."
        },
    ]
}
