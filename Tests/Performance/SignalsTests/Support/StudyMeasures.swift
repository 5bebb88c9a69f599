import Calendar
import Domain

/// Measures in the order of their days.
struct StudyMeasures: MeasureHistory {
    let names: [String]
    private let rows: [(measure: Int, row: MeasureDay)]

    /// These rows, in any order of days.
    init(names: [String], _ rows: [(measure: Int, row: MeasureDay)]) {
        self.names = names
        self.rows = rows.sorted { $0.row.day < $1.row.day }
    }

    func measures(through last: Day) -> [MeasureName] {
        names.map { MeasureName(name: $0, isShare: false) }
    }

    func forEachMeasure(
        from first: Day, through last: Day, _ body: (Int, MeasureDay) -> Void
    ) {
        for row in rows where row.row.day >= first && row.row.day <= last {
            body(row.measure, row.row)
        }
    }
}
