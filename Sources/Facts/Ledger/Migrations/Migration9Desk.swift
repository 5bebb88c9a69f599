import Domain
import GRDB

/// Makes a new ledger one of the desk: without the tables of the performance side, with those of a
/// working week.
///
/// It follows step 9 in a ledger of the desk. A later step that changes a table which one of the two
/// programs lacks asks `ledgerFeeds` first.
struct Migration9Desk: Migration {
    let number = 9
    let identifier = "9 desk"

    let sql = """
        CREATE TABLE due_dates (
            renewal_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            due_date TEXT NOT NULL,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            withdrawn_by INTEGER REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE due_dates_history (
            renewal_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            due_date TEXT NOT NULL,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;

        CREATE TABLE touches (
            touch_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            csm_id TEXT REFERENCES csms (csm_id),
            held_on TEXT NOT NULL,
            kind TEXT NOT NULL,
            summary TEXT,
            meaningful TEXT, -- NULL to go by the kind
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            withdrawn_by INTEGER REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE touches_history (
            touch_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            csm_id TEXT,
            held_on TEXT NOT NULL,
            kind TEXT NOT NULL,
            summary TEXT,
            meaningful TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;

        CREATE TABLE actions (
            action_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            opened_on TEXT NOT NULL,
            due_on TEXT,
            closed_on TEXT,
            csm_id TEXT REFERENCES csms (csm_id),
            playbook TEXT,
            step TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            withdrawn_by INTEGER REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE actions_history (
            action_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            opened_on TEXT NOT NULL,
            due_on TEXT,
            closed_on TEXT,
            csm_id TEXT,
            playbook TEXT,
            step TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;

        CREATE TABLE contacts (
            contact_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            name TEXT,
            role TEXT NOT NULL,
            from_date TEXT,
            to_date TEXT, -- the first day on which the person no longer has the role
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            withdrawn_by INTEGER REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE contacts_history (
            contact_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            name TEXT,
            role TEXT NOT NULL,
            from_date TEXT,
            to_date TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;

        CREATE TABLE ratings (
            rating_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            csm_id TEXT NOT NULL REFERENCES csms (csm_id),
            rated_on TEXT NOT NULL,
            rating TEXT NOT NULL,
            note TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            withdrawn_by INTEGER REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE ratings_history (
            rating_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            csm_id TEXT NOT NULL,
            rated_on TEXT NOT NULL,
            rating TEXT NOT NULL,
            note TEXT,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;

        CREATE TABLE dismissals (
            dismissal_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            csm_id TEXT REFERENCES csms (csm_id),
            playbook TEXT NOT NULL,
            dismissed_on TEXT NOT NULL,
            reason TEXT NOT NULL,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            withdrawn_by INTEGER REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE dismissals_history (
            dismissal_id TEXT NOT NULL,
            account_id TEXT NOT NULL,
            csm_id TEXT,
            playbook TEXT NOT NULL,
            dismissed_on TEXT NOT NULL,
            reason TEXT NOT NULL,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            known_until INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;
        """

    func convert(_ database: Database) throws {
        // The view names tables that go.
        try database.execute(sql: "DROP VIEW restatements")
        for feed in Feed.performance where !Feed.desk.contains(feed) {
            for table in [feed.rawValue, feed.rawValue + "_history"] {
                try database.execute(
                    sql: """
                        DROP TABLE \(table);
                        DELETE FROM checksums WHERE table_name = '\(table)';
                        """)
            }
        }
        for feed in Feed.desk where !Feed.performance.contains(feed) {
            try database.addChecksums(to: feed.rawValue)
            try database.addChecksums(to: feed.rawValue + "_history")
        }
        try database.makeRestatementsView()
    }
}

extension Database {
    /// The feeds that this ledger holds.
    ///
    /// - Throws: `DatabaseError`.
    func ledgerFeeds() throws -> [Feed] {
        try tableExists(Feed.dueDates.rawValue) ? Feed.desk : Feed.performance
    }

    /// Whether this is a ledger of these feeds, or is none yet.
    ///
    /// - Throws: `DatabaseError`.
    func isLedger(of feeds: [Feed]) throws -> Bool {
        guard try tableExists("imports") else { return true }
        return try ledgerFeeds() == feeds
    }
}
