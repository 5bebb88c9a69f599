import GRDB

/// Adds the closed months. A ledger of the desk has none.
struct Migration10Closings: Migration {
    let number = 10

    let sql = """
        CREATE TABLE closings (
            closing_id INTEGER PRIMARY KEY,
            month TEXT NOT NULL,
            edition INTEGER NOT NULL, -- of the month, from 1
            closed_at TEXT NOT NULL,
            import_id INTEGER NOT NULL REFERENCES imports (import_id), -- the last that counts
            closed_by TEXT NOT NULL,
            note TEXT,
            despite_disputes TEXT, -- why it was closed while a dispute was open
            methods_version INTEGER NOT NULL,
            policy TEXT NOT NULL, -- a policy file with every constant
            policy_digest TEXT NOT NULL,
            data_digest TEXT NOT NULL,
            review_digest TEXT NOT NULL, -- SHA-256 of review.json
            files TEXT NOT NULL, -- SHA-256, two spaces and the name: a line for each file
            checksum INTEGER NOT NULL,
            UNIQUE (month, edition)
        ) STRICT;
        CREATE TABLE closed_reviews (
            closing_id INTEGER PRIMARY KEY REFERENCES closings (closing_id),
            review BLOB NOT NULL, -- review.json in gzip
            checksum INTEGER NOT NULL
        ) STRICT;
        """

    /// When a new row would take the place of another: `INSERT OR REPLACE` deletes that one without
    /// the trigger for deletions.
    private static let same = [
        "closings": "closing_id = NEW.closing_id OR (month = NEW.month AND edition = NEW.edition)",
        "closed_reviews": "closing_id = NEW.closing_id",
    ]

    func convert(_ database: Database) throws {
        for (table, isSame) in Self.same {
            try database.addChecksums(to: table)
            for (name, change, condition) in [
                ("stay", "UPDATE", ""), ("last", "DELETE", ""),
                ("once", "INSERT", "WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(isSame))"),
            ] {
                try database.execute(
                    sql: """
                        CREATE TRIGGER \(table)_\(name) BEFORE \(change) ON \(table) \(condition)
                        BEGIN SELECT RAISE(ABORT, 'closed months are only added to'); END
                        """)
            }
        }
    }
}
