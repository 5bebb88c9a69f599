import Calendar
import Formats
import Domain

/// Checks the rules that span several fields of a row or depend on the feed.
struct RowRules {
    private let feed: Feed
    private let index: [String: Int]
    /// The days that a date may be.
    private let days: ClosedRange<Day>

    /// Metrics that are a share of a whole: 0 to 1.
    private static let shares: Set<String> = [
        "logo_renewal_rate", "gross_renewal_rate", "gross_revenue_retention", "logo_churn_rate",
        "customer_renewal_rate", "risk_adjusted_renewal_rate", "csat", "share_green",
        "share_amber", "share_red",
    ]
    /// Metrics in which growth counts: 0 to 3.
    private static let netRates: Set<String> = ["net_renewal_rate", "net_revenue_retention"]
    /// Metrics that are sums or counts.
    private static let amounts: Set<String> = [
        "expansion_pipeline", "expansion_won", "sessions_held", "accounts", "average_arr", "mrr",
    ]
    /// Dates that stand for `no end` in systems whose ends must be given.
    static let openEnds = [
        Day(year: 9999, month: 12, day: 31), Day(year: 2099, month: 12, day: 31),
    ]
    private static let earliest = Day(year: 1990, month: 1, day: 1) ?? .distantPast

    /// The years after the day of import in which a date may still lie.
    private static let yearsAhead = 30

    /// Rules of a feed's rows.
    ///
    /// - Parameters:
    ///   - feed: the feed.
    ///   - importDay: the day of the import; dates far after it are mistakes.
    init(feed: Feed, importDay: Day) {
        self.feed = feed
        days = Self.days(importDay)
        index = Dictionary(
            uniqueKeysWithValues: feed.columns.enumerated().map { ($1.name, $0) })
    }

    /// The days that a date may be: from 1990 to thirty years after the day of import.
    static func days(_ importDay: Day) -> ClosedRange<Day> {
        let (year, month, day) = importDay.civil
        let last =
            Day(year: year + yearsAhead, month: month, day: day)
            ?? Day(year: year + yearsAhead, month: month, day: day - 1)
        return earliest...max(earliest, last ?? importDay)
    }

    /// Whether a date of a column that may be empty stands for `no end`.
    func isOpenEnd(_ day: Day, _ column: FeedColumn) -> Bool {
        (["end_date", "withdrawn_on"].contains(column.name)
            || feed == .contacts && column.name == "to_date") && Self.openEnds.contains(day)
    }

    /// The metric of a target or a benchmark; nil for other feeds.
    func metric(of row: FeedRow) -> String? { text("metric", row).map(columnName) }

    /// Whether a metric is a rate, so that a percentage is a hundredth of its number.
    func isRate(_ metric: String) -> Bool {
        Self.shares.contains(metric) || Self.netRates.contains(metric)
    }

    /// Whether a metric is a sum or a count, which has no percentage.
    func isAmount(_ metric: String) -> Bool { Self.amounts.contains(metric) }

    /// Returns the first rule that the row breaks, as a column and a reason; nil if the row is
    /// valid. Also normalises the row: rounds `model_score` to tenths, sets `arr_after` to 0 when
    /// churned, and makes a role lower case, that of an owner empty, and derives the CSM of a role.
    func fault(in row: inout FeedRow) -> (column: String, reason: String)? {
        normaliseMetric(of: &row)
        return faultInDates(row) ?? faultInNumbers(row) ?? faultInFeed(&row)
    }

    /// Brings the columns that a key needs into the form in which it is stored.
    func normaliseKey(of row: inout FeedRow) {
        if feed == .assignments { _ = faultInAssignment(&row) }
        normaliseMetric(of: &row)
    }

    /// Writes the name of a metric that we know as we do: in small letters, with underscores.
    private func normaliseMetric(of row: inout FeedRow) {
        guard let place = index["metric"], let text = row.values[place].text else { return }
        let name = columnName(text)
        if isRate(name) || isAmount(name) || name == "nps" { row.values[place] = .text(name) }
    }

    /// No amount is as large, in any currency; sums of larger ones would have no value.
    private static let largestNumber = 1e15

    private func faultInNumbers(_ row: FeedRow) -> (String, String)? {
        for (column, value) in zip(feed.columns, row.values) {
            if let number = value.number, abs(number) > Self.largestNumber {
                return (column.name, "is larger than any amount")
            }
        }
        return nil
    }

    private func faultInDates(_ row: FeedRow) -> (String, String)? {
        for (column, value) in zip(feed.columns, row.values) where column.kind == .day {
            guard let day = value.day, !days.contains(day) else { continue }
            let isExcepted =
                column.name == "customer_since" || (feed == .csms && column.name == "start_date")
            if day < days.lowerBound {
                if isExcepted { continue }
                return (column.name, "is before 1990")
            }
            if column.isRequired, column.name == "to_date", Self.openEnds.contains(day) {
                continue
            }
            return (column.name, "is more than \(Self.yearsAhead) years ahead")
        }
        return nil
    }

    private func faultInFeed(_ row: inout FeedRow) -> (column: String, reason: String)? {
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
        case .benchmarks:
            return faultInYardstick(row)
        case .measures:
            return number("of", row) < 0 ? ("of", "must not be negative") : nil
        case .actions:
            return order("opened_on", "closed_on", row, "is before opened_on")
        case .contacts:
            return order("from_date", "to_date", row, "is before from_date")
        case .accounts, .health, .sessions, .milestones, .touches, .dueDates, .ratings,
            .dismissals:
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
        if let fault = faultInYardstick(row) { return fault }
        return order("from_date", "to_date", row, "is before from_date")
    }

    /// The fault in the value of a target or a benchmark that its metric cannot have.
    private func faultInYardstick(_ row: FeedRow) -> (String, String)? {
        guard let metric = metric(of: row) else { return nil }
        let value = number("value", row)
        let range: ClosedRange<Double>
        switch metric {
        case _ where Self.shares.contains(metric): range = 0...1
        case _ where Self.netRates.contains(metric): range = 0...3
        case "nps": range = -100...100
        default: return nil
        }
        guard !range.contains(value) else { return nil }
        let isForgottenPercent = metric != "nps" && value >= 2 * range.upperBound && value <= 300
        return (
            "value",
            "must be between \(Int(range.lowerBound)) and \(Int(range.upperBound)) for \(metric)"
                + (isForgottenPercent ? "; write a percentage with its sign, such as 92 %" : "")
        )
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
