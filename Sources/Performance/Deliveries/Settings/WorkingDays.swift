package import Calendar

extension Month {
    /// A working day of the month: Monday to Friday without holidays.
    ///
    /// - Parameters:
    ///   - number: which one, from 1.
    ///   - holidays: days on which nobody works.
    /// - Returns: the day; the last day of the month if it has fewer working days.
    package func workingDay(_ number: Int, holidays: Set<Day>) -> Day {
        var left = number
        for offset in 0..<length {
            let day = firstDay + offset
            guard !day.isWeekend, !holidays.contains(day) else { continue }
            left -= 1
            if left == 0 { return day }
        }
        return lastDay
    }
}

extension Day {
    /// Whether it is a Saturday or a Sunday. 1970-01-01 was a Thursday.
    var isWeekend: Bool { ((Int(number) + 3) % 7 + 7) % 7 >= 5 }
}
