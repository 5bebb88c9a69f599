import Calendar
import Concurrency
import Domain
import GRDB
import Storage

extension SQLiteHealthHistory {
    func components(
        asOf questions: [HealthQuestion], maximumAge: Int, version: HealthVersion
    ) throws -> ComponentScores {
        let (first, registry) = try snapshots.read { database in
            let first =
                version == .firstRecorded
                ? try firstRecorded(database) { HeldComponents($1, row: $2) } : [:]
            return (first, try NameRegistry(database))
        }
        let asked = inOrder(questions)
        let (early, late) = (asked.prefix(asked.count / 2), asked.dropFirst(asked.count / 2))
        let (one, other) = try inParallel(
            { try self.components(for: early, questions, maximumAge: maximumAge, first) },
            { try self.components(for: late, questions, maximumAge: maximumAge, first) })
        return try ComponentScores(questions: questions.count, registry) { body in
            for (half, found) in [(early, one), (late, other)] {
                for (question, held) in zip(half, found) { body(question.index, held) }
            }
        }
    }

    /// The components for some questions, which are in order.
    private func components(
        for asked: ArraySlice<Asked>, _ questions: [HealthQuestion], maximumAge: Int,
        _ first: [Int64: [Day: HeldComponents]]
    ) throws -> [HeldComponents] {
        var answers = [HeldComponents](repeating: HeldComponents(), count: asked.count)
        let cells = MonthCells()
        try forEachAnswer(to: asked, questions, maximumAge: maximumAge) {
            sweep, key, place, answer in
            if let restated = first.isEmpty ? nil : first[key]?[answer.day] {
                answers[place] = restated
                return
            }
            try sweep.unpack(into: cells)
            guard let row = cells.row(ofDay: answer.day - answer.day.month.firstDay + 1) else {
                throw LedgerError.damagedMonth(key: key)
            }
            answers[place] = HeldComponents(cells, row: row)
        }
        return answers
    }
}
