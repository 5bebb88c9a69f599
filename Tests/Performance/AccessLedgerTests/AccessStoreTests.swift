import Access
import AccessLedger
import Calendar
import Domain
import GRDB
import Identity
import IdentityStorage
import Storage
import TestSupport
import Testing

@Suite struct AccessStoreTests {
    private let start = Instant(seconds: 1_800_000_000)

    private func store(_ folder: ScratchFolder) throws -> SQLiteAccessStore {
        try SQLiteAccessStore(
            path: SQLiteAccessStore.path(besideLedger: "\(folder.path)/ledger.sqlite"))
    }

    private func view(_ csm: String?, team: String? = nil) -> AccessRecord {
        AccessRecord(
            time: start, subject: "tok-1", name: "Vera", role: .vp, csm: csm.map { CSMID($0) },
            team: team, what: "scorecard 2026-10")
    }

    @Test func `A token comes back as it was kept, by its hash and by its name`() throws {
        let folder = try ScratchFolder()
        let store = try store(folder)
        let token = Token(
            id: "tok-1", hash: (0..<32).map { UInt8($0 * 7) },
            viewer: Viewer(
                subject: "tok-1", name: "Mia", role: .manager, team: "North"), created: start,
            expires: start + 60)
        try store.add(token)
        #expect(try store.token(hash: token.hash) == token)
        #expect(try store.token(id: "tok-1") == token)
        #expect(try store.token(hash: [1, 2]) == nil)
        #expect(try store.revoke("tok-1", at: start + 5))
        #expect(try !store.revoke("tok-1", at: start + 6))
        #expect(try store.token(id: "tok-1")?.revoked == start + 5)
        #expect(try store.tokens().count == 1)
    }

    @Test func `A file of a newer version is refused in words`() throws {
        let folder = try ScratchFolder()
        let path = SQLiteAccessStore.path(besideLedger: "\(folder.path)/ledger.sqlite")
        _ = try store(folder)
        try DatabaseQueue(path: path).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99')")
        }
        #expect(throws: StorageError.newer(path: path)) { try store(folder) }
    }

    @Test func `A time that cannot be is an error that names the row`() throws {
        let folder = try ScratchFolder()
        let path = SQLiteAccessStore.path(besideLedger: "\(folder.path)/ledger.sqlite")
        let store = try store(folder)
        try store.record([view(nil)])
        try DatabaseQueue(path: path).write {
            try $0.execute(
                sql: "DROP TRIGGER views_stay; UPDATE views SET time = 9223372036854775807")
        }
        #expect(throws: StorageError.damagedRow(table: "views", key: "1", column: "time")) {
            try store.records(of: nil, before: nil, limit: 5)
        }
    }

    @Test func `A session ends for good, alone, and is forgotten with its cookie`() throws {
        let folder = try ScratchFolder()
        let store = try store(folder)
        try store.end(session: "s1", until: start + 60, at: start)
        try store.end(session: "s1", until: start + 60, at: start + 1)
        #expect(try self.store(folder).hasEnded(session: "s1"))
        #expect(try !store.hasEnded(session: "s2"))
        try store.end(session: "s2", until: start + 90, at: start + 60)
        #expect(try !store.hasEnded(session: "s1"))
        #expect(try store.hasEnded(session: "s2"))
    }

    @Test func `The signing key stays the same and is no other installation's`() throws {
        let (folder, other) = (try ScratchFolder(), try ScratchFolder())
        let key = try store(folder).signingKey
        #expect(key.count == 32)
        #expect(try store(folder).signingKey == key)
        #expect(try store(other).signingKey != key)
    }

    @Test func `A person sees who saw them, alone or with all`() throws {
        let folder = try ScratchFolder()
        let store = try store(folder)
        try store.record([view("c1", team: "North"), view("c2"), view(nil)])
        try store.record([view("c1", team: "South"), view("c2")])
        let mine = try store.records(of: CSMID("c1"), before: nil, limit: 10)
        #expect(mine.map(\.number) == [4, 3, 1])
        #expect(mine.last?.record == view("c1", team: "North"))
        #expect(try store.records(of: nil, before: 5, limit: 2).map(\.number) == [4, 3])
    }

    @Test func `Comments are counted by the scorecards of a month`() throws {
        let store = try store(try ScratchFolder())
        let topics: [(Access.Comment.Topic, Int)] = [
            (.card("2026-10", CSMID("c1")), 2), (.card("2026-10", CSMID("c 1")), 1),
            (.card("2026-11", CSMID("c2")), 1), (.card("2026-01", CSMID("c3")), 1),
            (.episode("card 2026-10 c4"), 1),
        ]
        for (topic, count) in topics {
            for _ in 0..<count {
                _ = try store.add(
                    Comment(
                        topic: topic, time: start, subject: "tok-1", name: "Cem", role: .csm,
                        text: "Yes.", answers: nil))
            }
        }
        #expect(
            try store.commentCounts(onCardsOf: "2026-10") == [CSMID("c1"): 2, CSMID("c 1"): 1])
        #expect(try store.commentCounts(onCardsOf: "2026-09").isEmpty)
    }

    @Test func `Views and comments cannot be changed or deleted`() throws {
        let folder = try ScratchFolder()
        let store = try store(folder)
        try store.record([view("c1")])
        let comment = Comment(
            topic: .card("2026-10", CSMID("c1")), time: start, subject: "tok-1", name: "Cem",
            role: .csm, text: "One account was sold; \u{1F642}", answers: nil)
        let number = try store.add(comment)
        let answer = Comment(
            topic: comment.topic, time: start, subject: "tok-2", name: "Vera", role: .vp,
            text: "Noted.", answers: number)
        _ = try store.add(answer)
        #expect(try store.comments(on: comment.topic).map(\.comment) == [comment, answer])
        #expect(try store.comments(on: .episode("2026-10 c1")).isEmpty)
        let queue = try DatabaseQueue(
            path: SQLiteAccessStore.path(besideLedger: "\(folder.path)/ledger.sqlite"))
        for statement in [
            "UPDATE views SET name = 'x'", "DELETE FROM views", "UPDATE comments SET text = 'x'",
            "DELETE FROM comments",
        ] {
            #expect(throws: DatabaseError.self) {
                try queue.write { try $0.execute(sql: statement) }
            }
        }
    }

    @Test func `A copy holds what the book held, and never takes a file's place`() throws {
        let folder = try ScratchFolder()
        let store = try store(folder)
        try store.record([view("c1")])
        let path = folder.path + "/copy"
        try store.backUp(to: path)
        #expect(
            try SQLiteAccessStore(path: path).records(of: nil, before: nil, limit: 9).count == 1)
        #expect(throws: StorageError.self) { try store.backUp(to: path) }
    }

    @Test func `A team that was shown is one entry, which its people see and nobody else`() throws {
        let folder = try ScratchFolder()
        let store = try store(folder)
        let team = AccessRecord(
            time: start, subject: "tok-1", name: "Mia", role: .manager, csm: nil, team: "North",
            people: [CSMID("a"), CSMID("b")], what: "CSMs 2026-10")
        try store.record([view("a", team: "North"), team, view(nil), view("c")])
        func numbers(of csm: String?) throws -> [Int] {
            try store.records(of: csm.map { CSMID($0) }, before: nil, limit: 9).map(\.number)
        }
        #expect(try numbers(of: nil) == [4, 3, 2, 1])
        #expect(try numbers(of: "a") == [3, 2, 1])
        #expect(try numbers(of: "b") == [3, 2])
        #expect(try numbers(of: "c") == [4, 3])
        let entry = try #require(try store.records(of: CSMID("b"), before: 3, limit: 1).first)
        #expect(entry.record.team == "North" && entry.record.csm == nil)
        #expect(try store.records(of: CSMID("a"), before: 3, limit: 1).map(\.number) == [2])
        // Who was shown stays.
        let path = SQLiteAccessStore.path(besideLedger: "\(folder.path)/ledger.sqlite")
        let database = try DatabaseQueue(path: path)
        for change in [
            "DELETE FROM view_people", "UPDATE view_people SET csm_id = 'x'",
            "INSERT OR REPLACE INTO view_people VALUES ('a', 2)",
        ] {
            #expect(throws: DatabaseError.self) {
                try database.write { try $0.execute(sql: change) }
            }
        }
    }
}
