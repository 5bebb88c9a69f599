import GRDB

/// Adds to each month the part of the health feed's digest that its rows have. Months from before do not know it.
struct Migration11HealthDigests: Migration {
    let number = 11

    let sql = "ALTER TABLE health_totals ADD COLUMN digest INTEGER;"

    func convert(_ database: Database) throws {
        try database.addChecksums(to: "health_totals")
    }
}
