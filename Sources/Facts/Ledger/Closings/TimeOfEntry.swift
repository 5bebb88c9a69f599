package import Calendar
package import GRDB
import Storage

extension Database {
    /// The moment at which an entry of the import log counts as known.
    ///
    /// It is later than every closing, so that what was known at a closing's time never changes: not
    /// by an import in the same second, and not if the clock was set back.
    ///
    /// - Parameter time: the time by the clock.
    /// - Returns: `time`, or the second after the last closing if that is later.
    /// - Throws: `StorageError.damagedRow` or `DatabaseError`.
    package func timeOfEntry(_ time: Instant) throws -> Instant {
        guard try tableExists("closings"), let last = try last("closed_at", of: "closings") else {
            return time
        }
        return max(time, last + 1)
    }

    /// The time of the last entry of the import log; nil if it has none.
    ///
    /// - Throws: `StorageError.damagedRow` or `DatabaseError`.
    package func timeOfLastImport() throws -> Instant? { try last("imported_at", of: "imports") }

    private func last(_ column: String, of table: String) throws -> Instant? {
        guard let text = try String.fetchOne(self, sql: "SELECT max(\(column)) FROM \(table)")
        else { return nil }
        guard let time = Instant(text) else {
            throw StorageError.damagedRow(table: table, key: text, column: column)
        }
        return time
    }
}
