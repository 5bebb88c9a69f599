/// Creates one table for each feed, the import log and a table of restated rows.
///
/// Days are text (`2026-10-31`), so that SQLite's own date functions can read them.
struct Migration1Facts: Migration {
    let number = 1

    let sql = """
        CREATE TABLE imports (
            import_id INTEGER PRIMARY KEY,
            feed TEXT NOT NULL,
            file TEXT NOT NULL,
            digest TEXT,
            imported_at TEXT NOT NULL,
            taken INTEGER NOT NULL DEFAULT 0,
            unchanged INTEGER NOT NULL DEFAULT 0,
            restated INTEGER NOT NULL DEFAULT 0,
            rejected INTEGER NOT NULL DEFAULT 0
        ) STRICT;

        CREATE TABLE restatements (
            restatement_id INTEGER PRIMARY KEY,
            feed TEXT NOT NULL,
            row_key TEXT NOT NULL,
            before TEXT NOT NULL,
            known_since INTEGER NOT NULL REFERENCES imports (import_id),
            replaced_by INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;

        -- The wrapping sum of the digests of a feed's rows: the same in whatever order they came.
        CREATE TABLE feed_digests (
            feed TEXT PRIMARY KEY,
            digest INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE accounts (
            account_key INTEGER PRIMARY KEY,
            account_id TEXT NOT NULL UNIQUE,
            name TEXT,
            segment TEXT NOT NULL,
            arr_tier TEXT,
            product TEXT,
            industry TEXT,
            region TEXT,
            customer_since TEXT,
            parent_account_id TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT;

        CREATE TABLE csms (
            csm_id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            team TEXT,
            manager_id TEXT,
            start_date TEXT,
            end_date TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE assignments (
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            csm_id TEXT NOT NULL REFERENCES csms (csm_id),
            start_date TEXT NOT NULL,
            end_date TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            PRIMARY KEY (account_id, start_date)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE overrides (
            override_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            csm_id TEXT NOT NULL REFERENCES csms (csm_id),
            logged_on TEXT NOT NULL,
            asserted_tier TEXT NOT NULL,
            model_tier TEXT,
            model_score REAL,
            reason TEXT,
            note TEXT,
            reevaluate_on TEXT,
            withdrawn_on TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE renewals (
            renewal_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            due_date TEXT NOT NULL,
            outcome TEXT NOT NULL,
            closed_date TEXT,
            notice_date TEXT,
            arr_before REAL NOT NULL,
            arr_after REAL,
            currency TEXT,
            reason TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE arr (
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            effective_date TEXT NOT NULL,
            arr REAL NOT NULL,
            currency TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            PRIMARY KEY (account_id, effective_date)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE opportunities (
            opportunity_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            csm_id TEXT REFERENCES csms (csm_id),
            created_on TEXT NOT NULL,
            stage TEXT NOT NULL,
            amount REAL NOT NULL,
            closed_on TEXT,
            currency TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE surveys (
            response_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            respondent_id TEXT,
            kind TEXT NOT NULL,
            score REAL NOT NULL,
            responded_on TEXT NOT NULL,
            import_id INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE sessions (
            session_id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (account_id),
            csm_id TEXT NOT NULL REFERENCES csms (csm_id),
            held_on TEXT NOT NULL,
            kind TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE targets (
            scope TEXT NOT NULL,
            scope_id TEXT NOT NULL,
            metric TEXT NOT NULL,
            from_date TEXT NOT NULL,
            to_date TEXT NOT NULL,
            value REAL NOT NULL,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            PRIMARY KEY (scope, scope_id, metric, from_date)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE benchmarks (
            metric TEXT NOT NULL,
            segment TEXT NOT NULL,
            statistic TEXT NOT NULL,
            value REAL NOT NULL,
            source TEXT,
            as_of TEXT,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            PRIMARY KEY (metric, segment, statistic)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE fx (
            currency TEXT NOT NULL,
            date TEXT NOT NULL,
            rate REAL NOT NULL,
            import_id INTEGER NOT NULL REFERENCES imports (import_id),
            PRIMARY KEY (currency, date)
        ) STRICT, WITHOUT ROWID;
        """
}
