import GRDB

/// Remembers rejected rows and refused files.
///
/// The import log gets entries that are not files: a refused file, rows that waited, rows taken
/// back, rejects forgotten.
struct Migration8Rejects: Migration {
    let number = 8

    let sql = """
        -- NULL for a file that was imported; else see ImportKind.
        ALTER TABLE imports ADD COLUMN entry_kind TEXT;
        -- Why a file was refused or a row taken back.
        ALTER TABLE imports ADD COLUMN why TEXT;
        -- What the summary of a file says beside its counts, as JSON.
        ALTER TABLE imports ADD COLUMN details TEXT;

        CREATE TABLE rejected_rows (
            reject_id INTEGER PRIMARY KEY,
            feed TEXT NOT NULL,
            row_key TEXT, -- NULL where a part of the key cannot be read
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            line INTEGER NOT NULL,
            column_name TEXT NOT NULL,
            value TEXT NOT NULL,
            reason TEXT NOT NULL,
            waiting TEXT, -- the row as JSON, where it waits for an account or a CSM
            ended_by INTEGER REFERENCES imports (import_id),
            checksum INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX rejected_rows_by_key ON rejected_rows (feed, row_key) WHERE ended_by IS NULL;
        """

    func convert(_ database: Database) throws {
        try database.addChecksums(to: "rejected_rows")
    }
}
