package import Domain
package import GRDB

/// One step from an older ledger to a newer one. A released step never changes.
protocol Migration: Sendable {
    /// The step's number in the order, from 1.
    var number: Int { get }
    /// What the ledger remembers the step by.
    var identifier: String { get }
    /// The statements of the step.
    var sql: String { get }
    /// Converts data after the statements have run.
    func convert(_ database: Database) throws
}

extension Migration {
    /// The number.
    var identifier: String { String(number) }

    /// Does nothing.
    func convert(_ database: Database) throws {}
}

extension DatabaseMigrator {
    /// Every step of a ledger that holds these feeds, in order.
    static func ledger(of feeds: [Feed]) -> DatabaseMigrator { ledger(through: .max, of: feeds) }

    /// The steps up to a number. They make a ledger as an older version left it.
    package static func ledger(
        through last: Int, of feeds: [Feed] = Feed.performance
    ) -> DatabaseMigrator {
        var steps: [any Migration] = [
            Migration1Facts(), Migration2HealthMonths(), Migration3KnownSince(),
            Migration4HealthKnownSince(), Migration5TeamSince(), Migration6Checksums(),
            Migration7Contracts(), Migration8Rejects(), Migration9Measures(),
        ]
        steps.append(feeds == Feed.desk ? Migration9Desk() : Migration10Closings())
        steps.append(Migration11HealthDigests())
        var migrator = DatabaseMigrator()
        for step in steps where step.number <= last {
            migrator.registerMigration(step.identifier) { database in
                try database.execute(sql: step.sql)
                try step.convert(database)
            }
        }
        return migrator
    }
}
