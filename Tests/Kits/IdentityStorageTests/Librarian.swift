import GRDB
import Identity
import IdentityStorage
import Storage

/// The viewers of a made-up service: the branch that they work at is a column.
struct Librarian: StoredViewer {
    enum Role: String, CaseIterable { case head, clerk }

    static let prefixes = IDPrefixes(secret: "lib_", token: "ltok-", person: "lper-")
    static let storedColumns = ["branch"]

    let subject: String
    let name: String
    let role: Role
    let branch: String?

    var sessionWords: [String?] { [subject, name, role.rawValue, branch] }
    var storedTexts: [String?] { [branch] }

    init(_ name: String, _ role: Role, branch: String? = nil, subject: String = "") {
        self.subject = subject
        self.name = name
        self.role = role
        self.branch = branch
    }

    init?(sessionWords words: [String?]) { nil }

    init(name: String, role: Role, in row: StoredValues, from column: Int) throws {
        self.init(name, role, branch: try row.value(column))
    }

    func identified(by subject: String) -> Librarian {
        Librarian(name, role, branch: branch, subject: subject)
    }
}

/// The store of that service.
struct LibraryStore: SQLiteSignInStore {
    typealias Viewer = Librarian

    let file: SignInFile

    init(path: String) throws {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") {
            try $0.execute(
                sql: """
                    CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);
                    CREATE TABLE tokens (token_id TEXT PRIMARY KEY, hash TEXT UNIQUE, name TEXT,
                        role TEXT, branch TEXT, created INTEGER, expires INTEGER, revoked INTEGER);
                    CREATE TABLE people (person_id TEXT PRIMARY KEY, email TEXT, subject TEXT,
                        name TEXT, role TEXT, branch TEXT, added INTEGER, removed INTEGER);
                    CREATE TABLE ended_sessions (session_id TEXT PRIMARY KEY, expires INTEGER);
                    """)
        }
        file = try SignInFile(path: path, migrator: migrator)
    }
}
