import Calendar
import GRDB
import Storage

/// One step from an older ledger to a newer one; a step that was released never changes.
protocol Migration: Sendable {
    /// Its place in the order, from 1.
    var number: Int { get }
    /// The statements of the step.
    var sql: String { get }
}

extension DatabaseMigrator {
    /// Every step of the ledger, in order.
    static let ledger: DatabaseMigrator = {
        let steps: [any Migration] = [Migration1Facts(), Migration2HealthMonths()]
        var migrator = DatabaseMigrator()
        for step in steps {
            migrator.registerMigration(String(step.number)) { try $0.execute(sql: step.sql) }
        }
        return migrator
    }()
}
