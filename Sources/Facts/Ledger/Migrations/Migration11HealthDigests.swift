import GRDB
import Storage

/// Adds to each month the part of the health feed's digest that its rows have. Months from before do not know it.
struct Migration11HealthDigests: Migration {
    let number = 11

    let sql = "ALTER TABLE health_totals ADD COLUMN digest INTEGER;"

    func convert(_ database: Database) throws {
        let totals = try ChecksummedTable(database, "health_totals")
        try database.execute(sql: "UPDATE health_totals SET checksum = \(totals.expression())")
        try ChecksumTotal.count(database, table: "health_totals")
    }
}
