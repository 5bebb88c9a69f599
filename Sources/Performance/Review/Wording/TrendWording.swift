import Calendar
import Formats
package import Scorecards
import Statistics

extension TrendGrain {
    /// What one of its periods is called.
    package var noun: String { rawValue }
}

extension TrendPeriod {
    /// `Oct 2026` or `Q3 2026`. A fiscal year that is no calendar year is named as such: `Q3 FY2026`.
    package var name: String {
        switch self {
        case .month(let month): month.name
        case .quarter: "\(shortName) \(yearName)"
        }
    }

    /// `Oct 26` or `Q3 26`, the label of an axis.
    package var axisLabel: String {
        switch self {
        case .month(let month): month.axisLabel
        case .quarter(let quarter):
            "\(shortName) \(quarter.isOfCalendarYear ? "" : "FY")"
                + String(String(quarter.fiscalYear).suffix(2))
        }
    }

    /// `Nov 2025 to Oct 2026`, the year once where it is the same.
    package func span(to last: TrendPeriod) -> String {
        "\(yearName == last.yearName ? shortName : name) to \(last.name)"
    }

    fileprivate var shortName: String {
        switch self {
        case .month(let month): month.shortName
        case .quarter(let quarter): "Q\(quarter.number)"
        }
    }

    fileprivate var yearName: String {
        switch self {
        case .month(let month): String(month.year)
        case .quarter(let quarter):
            (quarter.isOfCalendarYear ? "" : "FY") + String(quarter.fiscalYear)
        }
    }
}

extension FiscalQuarter {
    /// Whether its fiscal year is a calendar year.
    fileprivate var isOfCalendarYear: Bool { yearStart == 1 }
}

/// "Aug 2026", "Aug and Sep 2026", "Q3 2025, Q1 and Q2 2026", each year at its last period.
package func periodList(_ periods: [TrendPeriod]) -> String {
    list(
        periods.enumerated().map { index, period in
            index + 1 < periods.count && periods[index + 1].yearName == period.yearName
                ? period.shortName : period.name
        })
}

extension Trend {
    /// The target of a period: "90 %". That of a churn rate says of what time it is: "0.6 % a month".
    package func targetWords(_ target: Double) -> String {
        let text = targetText(target, metric == .nps ? .signed(decimals: 0) : .percent(decimals: 1))
        guard metric == .logoChurnRate, let grain else { return text }
        return "\(text) a \(grain.noun)"
    }

    /// Whether its periods reach the target if nothing changes; nil where that is not known.
    package var assuranceSentence: String? {
        guard let assurance, let grain, let target else { return nil }
        let goal =
            metric == .logoChurnRate
            ? "stay within \(targetWords(target))" : "reach the \(targetWords(target)) target"
        return switch assurance {
        case .capable: "If nothing changes, every \(grain.noun) should \(goal)."
        case .notCapable: "If nothing changes, no \(grain.noun) should \(goal)."
        case .hitOrMiss:
            "If nothing changes, some \(grain.noun)s will \(goal) and some will not."
        }
    }
}
