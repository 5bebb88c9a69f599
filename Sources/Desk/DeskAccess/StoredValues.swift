import Calendar
import Domain
import Foundation
import GRDB
import Storage

/// Reads a row of a table. A value that cannot be is an error that names table, key and column.
struct StoredValues {
    let row: Row
    let table: String

    /// The error for a column with an impossible value. The first column is the key.
    func damaged(_ column: Int) -> StorageError {
        .damagedRow(
            table: table, key: (row[0] as DatabaseValue).description,
            column: Array(row.columnNames)[column])
    }

    func isNull(_ column: Int) -> Bool { row.hasNull(atIndex: column) }

    func value<Value: DatabaseValueConvertible>(_ column: Int) throws -> Value {
        guard let value = Value.fromDatabaseValue(row[column]) else { throw damaged(column) }
        return value
    }

    /// A moment in the years 1970 to 9999.
    func instant(_ column: Int) throws -> Instant {
        let seconds: Int = try value(column)
        guard (0..<253_402_300_800).contains(seconds) else { throw damaged(column) }
        return Instant(seconds: seconds)
    }

    func day(_ column: Int) throws -> Day {
        guard let day = Day(try value(column) as String) else { throw damaged(column) }
        return day
    }

    func word<Word: RawRepresentable<String>>(_ column: Int) throws -> Word {
        guard let word = Word(rawValue: try value(column)) else { throw damaged(column) }
        return word
    }

    /// A viewer from name, role, CSM and teams in four columns that follow each other.
    func viewer(from column: Int) throws -> Viewer {
        Viewer(
            subject: "", name: try value(column), role: try word(column + 1),
            csm: (try value(column + 2) as String?).map { CSMID($0) },
            teams: try teams(column + 3))
    }

    private func teams(_ column: Int) throws -> [String] {
        let text: String = try value(column)
        do {
            return try JSONDecoder().decode([String].self, from: Data(text.utf8))
        } catch {
            throw damaged(column)
        }
    }
}

extension Viewer {
    /// The teams as they are stored.
    var storedTeams: String {
        get throws { String(decoding: try JSONEncoder().encode(teams), as: UTF8.self) }
    }
}
