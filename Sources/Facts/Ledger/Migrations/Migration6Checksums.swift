package import GRDB
import Storage

/// Gives every row a checksum, and every month the set of accounts that have a row in it.
///
/// A later migration may add a column whose rows are NULL: the checksums stay. A migration that
/// changes rows in another way, or makes a table, calls `addChecksums`.
struct Migration6Checksums: Migration {
    let number = 6

    let sql = """
        -- What a table holds, so that a missing row is found.
        CREATE TABLE checksums (
            table_name TEXT PRIMARY KEY,
            rows INTEGER NOT NULL,
            sum INTEGER NOT NULL, -- of the rows' checksums
            checksum INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        DROP VIEW health_by_month;
        CREATE TABLE health_months_checked (
            month_account INTEGER PRIMARY KEY, -- months since year 0, << 32, | account_key
            account_key INTEGER NOT NULL REFERENCES accounts (account_key),
            first_day INTEGER NOT NULL,
            last_day INTEGER NOT NULL,
            days INTEGER NOT NULL,
            closing_tenths INTEGER NOT NULL,
            closing_tier INTEGER,
            sum_tenths INTEGER NOT NULL,
            minimum_tenths INTEGER NOT NULL,
            days_red INTEGER NOT NULL,
            days_amber INTEGER NOT NULL,
            days_green INTEGER NOT NULL,
            checksum INTEGER NOT NULL, -- of month_account and first_day to minimum_tenths
            packed_checksum INTEGER NOT NULL, -- of month_account and packed
            packed BLOB NOT NULL
        ) STRICT;
        INSERT INTO health_months_checked SELECT
            month_account, account_key, first_day, last_day, days, closing_tenths, closing_tier,
            sum_tenths, minimum_tenths, days_red, days_amber, days_green,
            row_checksum(month_account, first_day, last_day, days, closing_tenths, closing_tier,
                sum_tenths, minimum_tenths),
            row_checksum(month_account, packed), packed
        FROM health_months ORDER BY month_account;
        DROP TABLE health_months;
        ALTER TABLE health_months_checked RENAME TO health_months;
        CREATE VIEW health_by_month AS
        SELECT printf('%04d-%02d', (month_account >> 32) / 12, (month_account >> 32) % 12 + 1)
                AS month,
            account_id, first_day, last_day, days, closing_tenths / 10.0 AS closing_score,
            CASE closing_tier WHEN 1 THEN 'red' WHEN 2 THEN 'amber' WHEN 3 THEN 'green' END
                AS closing_tier,
            sum_tenths / 10.0 / days AS mean_score, minimum_tenths / 10.0 AS minimum_score,
            days_red, days_amber, days_green
        FROM health_months JOIN accounts USING (account_key);

        -- The accounts with a row in the month: bit n % 8 of byte n / 8 for account_key n.
        ALTER TABLE health_totals ADD COLUMN accounts BLOB NOT NULL DEFAULT x'';
        """

    func convert(_ database: Database) throws {
        var months = MonthAccounts()
        let rows = try PreparedStatement(database, "SELECT month_account FROM health_months")
        while try rows.step() { try months.insert(rows.integer(0)) }
        for month in months.months { try months.write(month, database) }
        for name in try ChecksummedTable.names(database) where name != "health_months" {
            try database.addChecksums(to: name)
        }
        try ChecksumTotal.count(database, table: "health_months")
    }
}

extension Database {
    /// Adds the column `checksum` to a table, if it lacks it, and fills it in.
    ///
    /// - Throws: `DatabaseError`.
    package func addChecksums(to name: String) throws {
        if try !columns(in: name).contains(where: { $0.name == "checksum" }) {
            try execute(
                sql: "ALTER TABLE \(name) ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0")
        }
        let expression = try ChecksummedTable(self, name).expression()
        let packed =
            name == "health_months" ? ", packed_checksum = row_checksum(month_account, packed)" : ""
        try execute(sql: "UPDATE \(name) SET checksum = \(expression)\(packed)")
        try ChecksumTotal.count(self, table: name)
    }
}
