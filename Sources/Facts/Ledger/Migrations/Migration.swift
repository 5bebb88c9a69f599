package import GRDB

/// One step from an older ledger to a newer one. A released step never changes.
protocol Migration: Sendable {
    /// The step's number in the order, from 1.
    var number: Int { get }
    /// The statements of the step.
    var sql: String { get }
    /// Converts data after the statements have run.
    func convert(_ database: Database) throws
}

extension Migration {
    /// Does nothing.
    func convert(_ database: Database) throws {}
}

extension DatabaseMigrator {
    /// Every step of the ledger, in order.
    static let ledger = ledger(through: .max)

    /// The steps up to a number. They make a ledger as an older version left it.
    package static func ledger(through last: Int) -> DatabaseMigrator {
        let steps: [any Migration] = [
            Migration1Facts(), Migration2HealthMonths(), Migration3KnownSince(),
            Migration4HealthKnownSince(), Migration5TeamSince(), Migration6Checksums(),
            Migration7Contracts(), Migration8Rejects(), Migration9Measures(),
        ]
        var migrator = DatabaseMigrator()
        for step in steps where step.number <= last {
            migrator.registerMigration(String(step.number)) { database in
                try database.execute(sql: step.sql)
                try step.convert(database)
            }
        }
        return migrator
    }
}
