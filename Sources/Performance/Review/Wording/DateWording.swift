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

extension Day {
    /// `30 Nov 2026`.
    package var words: String { "\(civil.day) \(month.name)" }
}

/// "Aug 2026", "Aug and Sep 2026", "Aug, Sep and Oct 2026", each year at its last month.
package func monthList(_ months: [Month]) -> String {
    let names = months.enumerated().map { index, month in
        index + 1 < months.count && months[index + 1].year == month.year
            ? month.shortName : month.name
    }
    return list(names)
}
