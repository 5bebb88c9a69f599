public import Calendar
import GRDB
public import Identity
import Storage

extension SQLiteSignInStore {
    /// Stores a person who was given access by name; false if somebody with the same e-mail address
    /// or the same subject has access already.
    public func add(_ person: AdmittedPerson<Viewer>) throws -> Bool {
        try file.writing { database in
            let isKnown = try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (
                        SELECT 1 FROM people
                        WHERE removed IS NULL AND (email = :email OR subject = :subject))
                    """, arguments: ["email": person.email, "subject": person.subject])
            guard isKnown == false else { return false }
            try database.execute(
                sql: """
                    INSERT INTO people (person_id, email, subject, added, \(Viewer.columns))
                    VALUES (?, ?, ?, ?, \(Viewer.marks))
                    """,
                arguments: [person.id, person.email, person.subject, person.added.seconds]
                    + StatementArguments(try person.viewer.storedValues))
            return true
        }
    }

    /// All people who have access by name, newest first.
    public func people() throws -> [AdmittedPerson<Viewer>] {
        try file.reading { try Self.people($0, where: "TRUE", []) }
    }

    /// The person with this identifier; nil if there is none or their access was taken away.
    public func person(id: String) throws -> AdmittedPerson<Viewer>? {
        try file.reading { try Self.people($0, where: "person_id = ?", [id]) }.first
    }

    /// The person who signed in: the one with this subject, or else the one with this e-mail address
    /// if they sign in for the first time. From then on their subject is known.
    public func person(subject: String, email: String?) throws -> AdmittedPerson<Viewer>? {
        try file.writing { database in
            let known = try Self.people(database, where: "subject = ?", [subject])
            if let person = known.first { return person }
            guard let email else { return nil }
            try database.execute(
                sql: """
                    UPDATE people SET subject = ?
                    WHERE email = ? AND subject IS NULL AND removed IS NULL
                    """, arguments: [subject, email])
            return try Self.people(database, where: "subject = ?", [subject]).first
        }
    }

    /// Takes a person's access away; false if they have none.
    public func remove(person id: String, at time: Instant) throws -> Bool {
        try file.writing { database in
            try database.execute(
                sql: "UPDATE people SET removed = ? WHERE person_id = ? AND removed IS NULL",
                arguments: [time.seconds, id])
            return database.changesCount > 0
        }
    }

    private static func people(
        _ database: Database, where condition: String, _ arguments: [String]
    ) throws -> [AdmittedPerson<Viewer>] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT person_id, email, subject, added, \(Viewer.columns) FROM people
                WHERE removed IS NULL AND \(condition) ORDER BY added DESC, person_id
                """, arguments: StatementArguments(arguments)
        ).map { row in
            let row = StoredValues(row: row, table: "people")
            return AdmittedPerson(
                id: try row.value(0), email: try row.value(1), subject: try row.value(2),
                viewer: try Viewer(row, from: 4), added: try row.instant(3))
        }
    }
}
