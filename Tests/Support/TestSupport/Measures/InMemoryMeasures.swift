package import Calendar
package import Domain

/// Measures in memory, made of rows in any order. A row for a measure, a day and a location that has
/// one restates it, which changes nothing here: the value first recorded counts.
///
/// ```swift
/// measures.record(account, "active_users", "2026-03-01", 12, of: 20)
/// ```
package struct InMemoryMeasures: Sendable {
    private struct Key: Hashable {
        var day: Day
        var name: Identifier<MeasureName>
        var account: Int
        var location: Identifier<InMemoryMeasures>
    }

    private var rows: [Key: (value: Double, whole: Double)] = [:]

    /// No measures.
    package init() {}

    /// Adds the row of a day.
    package mutating func record(
        _ account: Int, _ name: String, _ day: Day, _ value: Double, of whole: Double? = nil,
        at location: String = ""
    ) {
        let key = Key(day: day, name: .init(name), account: account, location: .init(location))
        if rows[key] == nil { rows[key] = (value, whole ?? 0) }
    }

    /// Removes rows.
    package mutating func remove(where isRemoved: (_ account: Int, _ name: String, Day) -> Bool) {
        rows = rows.filter { !isRemoved($0.key.account, $0.key.name.text, $0.key.day) }
    }

    /// Gives the account at each position the position that stands there.
    mutating func renumber(_ accounts: [Int]) {
        rows = Dictionary(
            uniqueKeysWithValues: rows.map { key, row in
                var key = key
                key.account = accounts[key.account]
                return (key, row)
            })
    }

    /// The days of all rows.
    var days: [Day?] { rows.keys.map(\.day) }
}

extension InMemoryMeasures: MeasureHistory {
    package func measures(through last: Day) -> [MeasureName] {
        let known = rows.filter { $0.key.day <= last }
        return Dictionary(grouping: known, by: \.key.name).sorted { $0.key < $1.key }.map {
            name, rows in
            MeasureName(name: name.text, isShare: rows.allSatisfy { $0.value.whole > 0 })
        }
    }

    package func forEachMeasure(
        from first: Day, through last: Day, _ body: (Int, MeasureDay) -> Void
    ) {
        let names = measures(through: last).map { Identifier<MeasureName>($0.name) }
        let places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        let wanted = rows.filter { $0.key.day >= first && $0.key.day <= last }.sorted {
            let (one, other) = ($0.key, $1.key)
            if one.day != other.day { return one.day < other.day }
            if one.name != other.name { return one.name < other.name }
            if one.account != other.account { return one.account < other.account }
            return one.location < other.location
        }
        var sum: (place: Int, row: MeasureDay)?
        for (key, row) in wanted {
            let place = places[key.name, default: 0]
            if let known = sum, known.place == place, known.row.account == key.account,
                known.row.day == key.day
            {
                sum?.row.value += row.value
                sum?.row.whole += row.whole
                continue
            }
            if let sum { body(sum.place, sum.row) }
            sum = (
                place,
                MeasureDay(account: key.account, day: key.day, value: row.value, whole: row.whole)
            )
        }
        if let sum { body(sum.place, sum.row) }
    }
}
