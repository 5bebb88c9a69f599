import Calendar
import GRDB
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
    func timeOfEntry(_ time: Instant) throws -> Instant {
        guard try tableExists("closings"),
            let text = try String.fetchOne(self, sql: "SELECT max(closed_at) FROM closings")
        else { return time }
        guard let last = Instant(text) else {
            throw StorageError.damagedRow(table: "closings", key: text, column: "closed_at")
        }
        return max(time, last + 1)
    }
}
