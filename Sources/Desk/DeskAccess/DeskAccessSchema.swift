import GRDB

/// The tables of the desk's access file.
enum DeskAccessSchema {
    static let first = """
        CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

        CREATE TABLE tokens (
            token_id TEXT PRIMARY KEY,
            hash TEXT NOT NULL UNIQUE, -- SHA-256 of the secret, hexadecimal
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            csm_id TEXT,
            teams TEXT NOT NULL, -- a JSON list of names
            created INTEGER NOT NULL, -- seconds since 1970, UTC
            expires INTEGER NOT NULL,
            revoked INTEGER
        ) STRICT;

        CREATE TABLE people (
            person_id TEXT PRIMARY KEY,
            email TEXT, -- lower case
            subject TEXT, -- the provider's identifier; NULL until they first sign in
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            csm_id TEXT,
            teams TEXT NOT NULL,
            added INTEGER NOT NULL,
            removed INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX people_by_email ON people (email) WHERE removed IS NULL;
        CREATE UNIQUE INDEX people_by_subject ON people (subject) WHERE removed IS NULL;

        CREATE TABLE ended_sessions (
            session_id TEXT PRIMARY KEY,
            expires INTEGER NOT NULL -- the cookie's end, from when on this row is not needed
        ) STRICT, WITHOUT ROWID;
        """
}

extension DatabaseMigrator {
    /// All migrations of the access file, in order. A released migration never changes.
    static let deskAccess: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("desk 1") { try $0.execute(sql: DeskAccessSchema.first) }
        return migrator
    }()
}
