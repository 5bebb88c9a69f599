import GRDB

import Formats

/// The tables of the access file. Rows of `views` (the access log) and `comments` cannot be changed
/// or deleted, not even by hand, unless the triggers are dropped first.
enum AccessSchema {
    static let first = """
        CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

        CREATE TABLE tokens (
            token_id TEXT PRIMARY KEY,
            hash TEXT NOT NULL UNIQUE, -- SHA-256 of the secret, hexadecimal
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            csm_id TEXT,
            team TEXT,
            created INTEGER NOT NULL, -- seconds since 1970, UTC
            expires INTEGER NOT NULL,
            revoked INTEGER
        ) STRICT;

        CREATE TABLE views (
            view_id INTEGER PRIMARY KEY AUTOINCREMENT,
            time INTEGER NOT NULL,
            subject TEXT NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            csm_id TEXT, -- NULL: everybody
            team TEXT,
            what TEXT NOT NULL
        ) STRICT;
        CREATE INDEX views_by_csm ON views (csm_id);
        CREATE TRIGGER views_stay BEFORE UPDATE ON views
            BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
        CREATE TRIGGER views_last BEFORE DELETE ON views
            BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;

        CREATE TABLE comments (
            comment_id INTEGER PRIMARY KEY AUTOINCREMENT,
            topic TEXT NOT NULL,
            time INTEGER NOT NULL,
            subject TEXT NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            text TEXT NOT NULL,
            answers INTEGER REFERENCES comments (comment_id)
        ) STRICT;
        CREATE INDEX comments_by_topic ON comments (topic);
        CREATE TRIGGER comments_stay BEFORE UPDATE ON comments
            BEGIN SELECT RAISE(ABORT, 'comments are answered, not edited'); END;
        CREATE TRIGGER comments_last BEFORE DELETE ON comments
            BEGIN SELECT RAISE(ABORT, 'comments are answered, not deleted'); END;
        """

    /// Triggers against `INSERT OR REPLACE`, which deletes the existing row without firing the
    /// delete triggers.
    static let second = """
        CREATE TRIGGER views_once BEFORE INSERT ON views
            WHEN EXISTS (SELECT 1 FROM views WHERE view_id = NEW.view_id)
            BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
        CREATE TRIGGER comments_once BEFORE INSERT ON comments
            WHEN EXISTS (SELECT 1 FROM comments WHERE comment_id = NEW.comment_id)
            BEGIN SELECT RAISE(ABORT, 'comments are answered, not edited'); END;
        """

    /// Sessions that were ended before their cookies expired.
    static let third = """
        CREATE TABLE ended_sessions (
            session_id TEXT PRIMARY KEY,
            expires INTEGER NOT NULL -- the cookie's end, from when on this row is not needed
        ) STRICT, WITHOUT ROWID;
        """

    /// The people of a team that was shown as one entry of the access log.
    static let fourth = """
        CREATE TABLE view_people (
            csm_id TEXT NOT NULL,
            view_id INTEGER NOT NULL REFERENCES views (view_id),
            PRIMARY KEY (csm_id, view_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER view_people_stay BEFORE UPDATE ON view_people
            BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
        CREATE TRIGGER view_people_last BEFORE DELETE ON view_people
            BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
        CREATE TRIGGER view_people_once BEFORE INSERT ON view_people
            WHEN EXISTS (
                SELECT 1 FROM view_people WHERE csm_id = NEW.csm_id AND view_id = NEW.view_id)
            BEGIN SELECT RAISE(ABORT, 'the access log is only added to'); END;
        DROP INDEX views_by_csm;
        CREATE INDEX views_by_csm ON views (csm_id, team);
        """

    /// People who sign in with the company's provider, and entries of the access log about signing in
    /// and about changes of access, which only administrators see.
    static let fifth = """
        CREATE TABLE people (
            person_id TEXT PRIMARY KEY,
            email TEXT, -- lower case
            subject TEXT, -- the provider's identifier; NULL until they first sign in
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            csm_id TEXT,
            team TEXT,
            added INTEGER NOT NULL, -- seconds since 1970, UTC
            removed INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX people_by_email ON people (email) WHERE removed IS NULL;
        CREATE UNIQUE INDEX people_by_subject ON people (subject) WHERE removed IS NULL;
        ALTER TABLE views ADD COLUMN kind TEXT NOT NULL DEFAULT 'view';
        DROP INDEX views_by_csm;
        CREATE INDEX views_by_csm ON views (csm_id, team, kind);
        """

    /// Disputes about facts with their answers, and conclusions about cards. All are only added to.
    static let sixth = """
        CREATE TABLE disputes (
            dispute_id INTEGER PRIMARY KEY AUTOINCREMENT,
            month TEXT NOT NULL,
            csm_id TEXT NOT NULL, -- whose figures they are
            feed TEXT NOT NULL,
            row_key TEXT NOT NULL,
            field TEXT NOT NULL, -- a column, or 'row' if the row should not be there
            should TEXT NOT NULL,
            why TEXT NOT NULL,
            time INTEGER NOT NULL,
            subject TEXT NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL
        ) STRICT;
        CREATE INDEX disputes_by_month ON disputes (month);
        CREATE TABLE dispute_answers (
            dispute_id INTEGER PRIMARY KEY REFERENCES disputes (dispute_id),
            accepted INTEGER NOT NULL,
            text TEXT,
            time INTEGER NOT NULL,
            subject TEXT NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL
        ) STRICT;
        CREATE TABLE conclusions (
            conclusion_id INTEGER PRIMARY KEY AUTOINCREMENT,
            month TEXT NOT NULL,
            csm_id TEXT NOT NULL,
            text TEXT NOT NULL,
            looked_at TEXT NOT NULL,
            response TEXT,
            time INTEGER NOT NULL,
            subject TEXT NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL
        ) STRICT;
        CREATE INDEX conclusions_by_month ON conclusions (month);
        CREATE TRIGGER disputes_stay BEFORE UPDATE ON disputes
            BEGIN SELECT RAISE(ABORT, 'disputes are answered, not changed'); END;
        CREATE TRIGGER disputes_last BEFORE DELETE ON disputes
            BEGIN SELECT RAISE(ABORT, 'disputes are answered, not changed'); END;
        CREATE TRIGGER disputes_once BEFORE INSERT ON disputes
            WHEN EXISTS (SELECT 1 FROM disputes WHERE dispute_id = NEW.dispute_id)
            BEGIN SELECT RAISE(ABORT, 'disputes are answered, not changed'); END;
        CREATE TRIGGER dispute_answers_stay BEFORE UPDATE ON dispute_answers
            BEGIN SELECT RAISE(ABORT, 'an answer to a dispute is not changed'); END;
        CREATE TRIGGER dispute_answers_last BEFORE DELETE ON dispute_answers
            BEGIN SELECT RAISE(ABORT, 'an answer to a dispute is not changed'); END;
        CREATE TRIGGER dispute_answers_once BEFORE INSERT ON dispute_answers
            WHEN EXISTS (SELECT 1 FROM dispute_answers WHERE dispute_id = NEW.dispute_id)
            BEGIN SELECT RAISE(ABORT, 'an answer to a dispute is not changed'); END;
        CREATE TRIGGER conclusions_stay BEFORE UPDATE ON conclusions
            BEGIN SELECT RAISE(ABORT, 'conclusions are not changed'); END;
        CREATE TRIGGER conclusions_last BEFORE DELETE ON conclusions
            BEGIN SELECT RAISE(ABORT, 'conclusions are not changed'); END;
        CREATE TRIGGER conclusions_once BEFORE INSERT ON conclusions
            WHEN EXISTS (SELECT 1 FROM conclusions WHERE conclusion_id = NEW.conclusion_id)
            BEGIN SELECT RAISE(ABORT, 'conclusions are not changed'); END;
        """

    /// What happened to deliveries. A period of a delivery is sent once, an alert is raised once.
    static let seventh = """
        CREATE TABLE delivery_events (
            event_id INTEGER PRIMARY KEY AUTOINCREMENT,
            delivery TEXT NOT NULL,
            period TEXT NOT NULL,
            kind TEXT NOT NULL,
            time INTEGER NOT NULL,
            text TEXT NOT NULL,
            alert TEXT NOT NULL,
            wait INTEGER NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX deliveries_seen ON delivery_events (delivery) WHERE kind = 'seen';
        CREATE UNIQUE INDEX deliveries_sent ON delivery_events (delivery, period)
            WHERE kind = 'sent';
        CREATE UNIQUE INDEX deliveries_alerted ON delivery_events (delivery, alert)
            WHERE kind = 'alert';
        CREATE TRIGGER delivery_events_stay BEFORE UPDATE ON delivery_events
            BEGIN SELECT RAISE(ABORT, 'what happened to deliveries is only added to'); END;
        CREATE TRIGGER delivery_events_last BEFORE DELETE ON delivery_events
            BEGIN SELECT RAISE(ABORT, 'what happened to deliveries is only added to'); END;
        CREATE TRIGGER delivery_events_once BEFORE INSERT ON delivery_events
            WHEN EXISTS (SELECT 1 FROM delivery_events WHERE event_id = NEW.event_id)
                OR EXISTS (
                    SELECT 1 FROM delivery_events
                    WHERE delivery = NEW.delivery AND kind = NEW.kind
                        AND (kind = 'seen' OR kind = 'sent' AND period = NEW.period
                            OR kind = 'alert' AND alert = NEW.alert))
            BEGIN SELECT RAISE(ABORT, 'what happened to deliveries is only added to'); END;
        """
}

extension DatabaseMigrator {
    /// All migrations of the access file, in order. A released migration never changes.
    static let access: DatabaseMigrator = {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { try $0.execute(sql: AccessSchema.first) }
        migrator.registerMigration("2") { try $0.execute(sql: AccessSchema.second) }
        migrator.registerMigration("3") { try $0.execute(sql: AccessSchema.third) }
        migrator.registerMigration("4") { try $0.execute(sql: AccessSchema.fourth) }
        migrator.registerMigration("5") { try $0.execute(sql: AccessSchema.fifth) }
        migrator.registerMigration("6") { try $0.execute(sql: AccessSchema.sixth) }
        migrator.registerMigration("7") { try $0.execute(sql: AccessSchema.seventh) }
        return migrator
    }()
}
