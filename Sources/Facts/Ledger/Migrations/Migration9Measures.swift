import GRDB

/// Adds the measures, packed by day, and the milestones.
struct Migration9Measures: Migration {
    let number = 9

    let sql = """
        CREATE TABLE measure_names (
            name_id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE measure_locations (
            name_id INTEGER PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT;

        -- The rows of one measure on one day, of 4,096 accounts. See PackedMeasures.
        CREATE TABLE measure_blocks (
            block INTEGER PRIMARY KEY, -- days since 1970, << 28, | name_id << 12 | account_key >> 12
            checksum INTEGER NOT NULL DEFAULT 0,
            packed BLOB NOT NULL
        ) STRICT;

        -- What the blocks of one measure on one day hold.
        CREATE TABLE measure_totals (
            day INTEGER NOT NULL, -- since 1970
            name_id INTEGER NOT NULL,
            rows INTEGER NOT NULL, -- that stand
            shares INTEGER NOT NULL, -- of them, those with a whole above 0 when first recorded
            entries INTEGER NOT NULL, -- everything that was ever recorded
            wholeless INTEGER NOT NULL, -- of it, values without a whole above 0
            withdrawn INTEGER NOT NULL, -- rows that are withdrawn
            checksum INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (day, name_id)
        ) STRICT, WITHOUT ROWID;
        CREATE VIEW measures_by_day AS
        SELECT date(day * 86400, 'unixepoch') AS observed_on, name AS measure, rows
        FROM measure_totals JOIN measure_names USING (name_id) WHERE rows > 0;

        CREATE TABLE milestones (
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            milestone TEXT NOT NULL,
            reached_on TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            withdrawn_by INTEGER REFERENCES imports (import_id),
            PRIMARY KEY (account_id, milestone)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE milestones_history (
            account_id TEXT NOT NULL,
            milestone TEXT NOT NULL,
            reached_on TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        """

    func convert(_ database: Database) throws {
        for table in [
            "measure_names", "measure_locations", "measure_blocks", "measure_totals", "milestones",
            "milestones_history",
        ] {
            try database.addChecksums(to: table)
        }
        try database.makeRestatementsView()
    }
}
