package import Attribution
package import Calendar
import Domain

extension Month {
    /// `November 2026`.
    package var fullName: String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ]
        return "\(names[monthOfYear - 1]) \(year)"
    }

    /// `Nov 26`, the label of an axis.
    package var axisLabel: String {
        let digits = String(year % 100)
        return shortName + (digits.utf8.count == 1 ? " 0" : " ") + digits
    }

    /// `Nov 2025 to Oct 2026`, the year once where it is the same.
    package func span(to last: Month) -> String {
        "\(year == last.year ? shortName : name) to \(last.name)"
    }
}

extension ReviewFrame {
    /// What the review is of, for titles: "October 2026", or "2026-Q3, the quarter to September 2026".
    package var title: String {
        switch grain {
        case .month: month.fullName
        case .quarter: "\(name), the quarter to \(month.fullName)"
        case .year: "\(name), the year to \(month.fullName)"
        }
    }

    /// The month, quarter or year before, in words: "September 2026", or "2026-Q2".
    package var previousTitle: String {
        let last = EarlierMonth.lastMonth.month(before: self)
        switch grain {
        case .month: return last.fullName
        case .quarter:
            return FiscalQuarter(containing: last, yearStart: fiscalYearStart).description
        case .year: return FiscalYear(containing: last, yearStart: fiscalYearStart).description
        }
    }
}
