import Calendar
import Formats
import Domain

/// Checks the rules that span several fields of a row or depend on the feed.
struct RowRules {
    private let feed: Feed
    private let index: [String: Int]

    /// Rates computed from counts. A target outside 0 to 1 is a mistake.
    static let countedRates: Set<String> = ["logo_renewal_rate", "logo_churn_rate", "csat"]

    init(feed: Feed) {
        self.feed = feed
        index = Dictionary(
            uniqueKeysWithValues: feed.columns.enumerated().map { ($1.name, $0) })
    }

    /// Returns the first rule that the row breaks, as a column and a reason; nil if the row is
    /// valid. Also normalises the row: rounds `model_score` to tenths, sets `arr_after` to 0 when
    /// churned, and makes a role lower case, that of an owner empty, and derives the CSM of a role.
    func fault(in row: inout FeedRow) -> (column: String, reason: String)? {
        switch feed {
        case .csms:
            return order("start_date", "end_date", row, "is before start_date")
        case .assignments:
            return faultInAssignment(&row)
        case .overrides:
            return faultInOverride(&row)
        case .renewals:
            return faultInRenewal(&row)
        case .arr:
            return number("arr", row) < 0 ? ("arr", "must not be negative") : nil
        case .opportunities:
            let isOpen = text("stage", row) == Opportunity.Stage.open.rawValue
            let isClosed = day("closed_on", row) != nil
            if isOpen, isClosed { return ("closed_on", "must be empty while the stage is open") }
            if !isOpen, !isClosed { return ("closed_on", "must be given once won or lost") }
            return order("created_on", "closed_on", row, "is before created_on")
        case .surveys:
            return faultInSurvey(row)
        case .targets:
            return faultInTarget(row)
        case .fx:
            return number("rate", row) <= 0 ? ("rate", "must be positive") : nil
        case .accounts, .health, .sessions, .benchmarks:
            return nil
        }
    }

    private func faultInAssignment(_ row: inout FeedRow) -> (String, String)? {
        let role = text("role", row)?.lowercased() ?? ""
        let isOwner = role.isEmpty || role == "owner"
        let csm = text("csm_id", row) ?? ""
        row.values[index["role", default: 0]] = .text(isOwner ? "" : role)
        row.values[index["role_csm", default: 0]] = .text(isOwner ? "" : csm)
        guard let end = day("end_date", row), let start = day("start_date", row), end <= start
        else { return nil }
        return ("end_date", "must be later than start_date")
    }

    private func faultInOverride(_ row: inout FeedRow) -> (String, String)? {
        if let score = value("model_score", row).number {
            guard score >= 0, score <= 100 else {
                return ("model_score", "must be between 0 and 100")
            }
            row.values[index["model_score", default: 0]] = .number(
                (score * 10).rounded(.toNearestOrAwayFromZero) / 10)
        }
        if let reevaluate = day("reevaluate_on", row), let logged = day("logged_on", row),
            reevaluate <= logged
        {
            return ("reevaluate_on", "must be after logged_on")
        }
        return order("logged_on", "withdrawn_on", row, "is before logged_on")
    }

    private func faultInRenewal(_ row: inout FeedRow) -> (String, String)? {
        guard number("arr_before", row) > 0 else { return ("arr_before", "must be positive") }
        let after = value("arr_after", row).number
        switch text("outcome", row).flatMap(Renewal.Outcome.init) {
        case .renewed:
            if after ?? 0 <= 0 { return ("arr_after", "must be positive when renewed") }
        case .churned:
            if after ?? 0 != 0 { return ("arr_after", "must be 0 or empty when churned") }
            row.values[index["arr_after", default: 0]] = .number(0)
        case .open:
            if day("closed_date", row) != nil {
                return ("closed_date", "must be empty while the outcome is open")
            }
        case nil: break
        }
        return nil
    }

    private func faultInSurvey(_ row: FeedRow) -> (String, String)? {
        let score = number("score", row)
        guard score == score.rounded() else { return ("score", "must be a whole number") }
        let isNPS = text("kind", row) == SurveyResponse.Kind.nps.rawValue
        if isNPS, !(0...10).contains(score) { return ("score", "must be 0 to 10 for nps") }
        if !isNPS, !(1...5).contains(score) { return ("score", "must be 1 to 5 for csat") }
        return nil
    }

    private func faultInTarget(_ row: FeedRow) -> (String, String)? {
        let isCompany = text("scope", row) == Target.Scope.company.rawValue
        let hasID = text("scope_id", row) != ""
        if isCompany, hasID { return ("scope_id", "must be empty for the company") }
        if !isCompany, !hasID { return ("scope_id", "must name the team or the CSM") }
        if let metric = text("metric", row), Self.countedRates.contains(metric),
            !(0...1).contains(number("value", row))
        {
            return ("value", "must be between 0 and 1 for \(metric)")
        }
        return order("from_date", "to_date", row, "is before from_date")
    }

    private func order(
        _ first: String, _ second: String, _ row: FeedRow, _ reason: String
    ) -> (String, String)? {
        guard let start = day(first, row), let end = day(second, row), end < start else {
            return nil
        }
        return (second, reason)
    }

    private func value(_ column: String, _ row: FeedRow) -> FeedValue {
        index[column].map { row.values[$0] } ?? .none
    }

    private func day(_ column: String, _ row: FeedRow) -> Day? { value(column, row).day }

    private func text(_ column: String, _ row: FeedRow) -> String? { value(column, row).text }

    private func number(_ column: String, _ row: FeedRow) -> Double {
        value(column, row).number ?? 0
    }
}
