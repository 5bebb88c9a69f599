import GRDB

/// The tables of the memory file.
enum MemorySchema {
    static let first = """
        -- What a performance service has been sent. A unit is a row of overrides or sessions, or a
        -- day of scores.
        CREATE TABLE pushed (
            service TEXT NOT NULL,
            feed TEXT NOT NULL,
            unit TEXT NOT NULL,
            digest INTEGER NOT NULL, -- XXH64 of its rows
            PRIMARY KEY (service, feed, unit)
        ) STRICT, WITHOUT ROWID;

        -- Rows that it did not take, to be sent again.
        CREATE TABLE push_refusals (
            service TEXT NOT NULL,
            feed TEXT NOT NULL,
            row TEXT NOT NULL, -- the values of the key, joined by commas
            reason TEXT NOT NULL,
            PRIMARY KEY (service, feed, row)
        ) STRICT, WITHOUT ROWID;

        -- What has been told, and what it was told about.
        CREATE TABLE standing_alerts (
            account_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            PRIMARY KEY (account_id, kind, subject)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE known_tiers (
            account_id TEXT PRIMARY KEY,
            tier INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;

        -- Every alert.
        CREATE TABLE alerts (
            alert_id INTEGER PRIMARY KEY,
            digest INTEGER, -- that told it; NULL until then
            day INTEGER NOT NULL, -- days since 1970-01-01
            account_id TEXT NOT NULL,
            account_name TEXT NOT NULL,
            csm_id TEXT,
            csm_name TEXT,
            team TEXT,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            sentence TEXT NOT NULL
        ) STRICT;
        CREATE INDEX alerts_by_day ON alerts (day);
        CREATE INDEX alerts_by_digest ON alerts (digest);

        -- The digests that a route has not delivered yet.
        CREATE TABLE outbox (
            digest INTEGER NOT NULL,
            route TEXT NOT NULL,
            day INTEGER NOT NULL,
            PRIMARY KEY (digest, route)
        ) STRICT, WITHOUT ROWID;

        -- A random name, so that messages of two desks differ.
        CREATE TABLE identity (name TEXT NOT NULL) STRICT;
        INSERT INTO identity (name) VALUES (lower(hex(randomblob(6))));
        """
}

extension DatabaseMigrator {
    /// All migrations of the memory file, in order. A released migration never changes.
    static let memory: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { try $0.execute(sql: MemorySchema.first) }
        return migrator
    }()
}
