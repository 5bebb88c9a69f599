public import Calendar
import Domain
import GRDB

extension DeskAccessStore {
    /// Stores a person who was given access by name; false if somebody with the same e-mail address
    /// or the same subject has access already.
    public func add(_ person: Person) throws -> Bool {
        try writing { database in
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
                    INSERT INTO people
                        (person_id, email, subject, name, role, csm_id, teams, added)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    person.id, person.email, person.subject, person.viewer.name,
                    person.viewer.role.rawValue, person.viewer.csm?.text,
                    try person.viewer.storedTeams, person.added.seconds,
                ])
            return true
        }
    }

    /// All people who have access by name, newest first.
    public func people() throws -> [Person] {
        try reading { try Self.people($0, where: "TRUE", []) }
    }

    /// The person with this identifier; nil if there is none or their access was taken away.
    public func person(id: String) throws -> Person? {
        try reading { try Self.people($0, where: "person_id = ?", [id]) }.first
    }

    /// The person who signed in: the one with this subject, or else the one with this e-mail address
    /// if they sign in for the first time. From then on their subject is known.
    public func person(subject: String, email: String?) throws -> Person? {
        try writing { database in
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
        try writing { database in
            try database.execute(
                sql: "UPDATE people SET removed = ? WHERE person_id = ? AND removed IS NULL",
                arguments: [time.seconds, id])
            return database.changesCount > 0
        }
    }

    private static func people(
        _ database: Database, where condition: String, _ arguments: [String]
    ) throws -> [Person] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT person_id, email, subject, name, role, csm_id, teams, added FROM people
                WHERE removed IS NULL AND \(condition) ORDER BY added DESC, person_id
                """, arguments: StatementArguments(arguments)
        ).map { row in
            let row = StoredValues(row: row, table: "people")
            return Person(
                id: try row.value(0), email: try row.value(1), subject: try row.value(2),
                viewer: try row.viewer(from: 3), added: try row.instant(7))
        }
    }
}
