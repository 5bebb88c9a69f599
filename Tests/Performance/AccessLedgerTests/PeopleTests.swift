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

@Suite struct PeopleTests {
    private let start = Instant(seconds: 1_800_000_000)
    private let mia = Viewer(subject: "", name: "Mia", role: .manager, team: "North")

    private func path(_ folder: ScratchFolder) -> String {
        SQLiteAccessStore.path(besideLedger: "\(folder.path)/ledger.sqlite")
    }

    private func person(email: String? = nil, subject: String? = nil) -> Person {
        Person(email: email, subject: subject, viewer: mia, added: start)
    }

    @Test func `A person is known by their address once, and by their subject from then on`() throws
    {
        let folder = try ScratchFolder()
        let store = try SQLiteAccessStore(path: path(folder))
        let added = person(email: "mia@example.com")
        #expect(try store.add(added))
        #expect(try store.people() == [added])
        #expect(try store.person(subject: "u-1", email: nil) == nil)
        #expect(try store.person(subject: "u-1", email: "other@example.com") == nil)
        let known = try #require(try store.person(subject: "u-1", email: "mia@example.com"))
        #expect(known.id == added.id && known.subject == "u-1")
        #expect(known.viewer.subject == added.id && known.viewer.team == "North")
        // The address may change hands at the provider; the access does not.
        #expect(try store.person(subject: "u-1", email: "married@example.com") == known)
        #expect(try store.person(subject: "u-2", email: "mia@example.com") == nil)
        #expect(try store.person(id: added.id) == known)
    }

    @Test func `Nobody has access twice, and access that is taken away is gone at once`() throws {
        let folder = try ScratchFolder()
        let store = try SQLiteAccessStore(path: path(folder))
        let first = person(email: "mia@example.com", subject: "u-1")
        #expect(try store.add(first))
        #expect(try !store.add(person(email: "mia@example.com")))
        #expect(try !store.add(person(subject: "u-1")))
        #expect(try store.add(person(subject: "u-2")))
        #expect(try store.remove(person: first.id, at: start + 1))
        #expect(try !store.remove(person: first.id, at: start + 2))
        #expect(try store.person(id: first.id) == nil)
        #expect(try store.person(subject: "u-1", email: "mia@example.com") == nil)
        let second = person(email: "mia@example.com")
        #expect(try store.add(second))
        #expect(try store.person(subject: "u-1", email: "mia@example.com")?.id == second.id)
    }

    @Test func `Sign-ins and changes of access are for administrators alone`() throws {
        let folder = try ScratchFolder()
        let store = try SQLiteAccessStore(path: path(folder))
        let refused = AccessRecord(
            kind: .signIn, time: start, subject: "unknown", name: "somebody", role: nil,
            what: "sign-in refused")
        let change = AccessRecord(
            time: start, viewer: Viewer(subject: "tok-1", name: "Al", role: .admin),
            what: "token tok-2 revoked", kind: .change)
        let seen = AccessRecord(time: start, viewer: mia, what: "CSMs 2026-10")
        try store.record([refused, change, seen])
        #expect(
            try store.records(of: nil, before: nil, limit: 9).map(\.record)
                == [seen, change, refused])
        #expect(
            try store.records(of: CSMID("c1"), before: nil, limit: 9).map(\.record) == [seen])
    }

    @Test func `An access file of the version before keeps its log`() throws {
        let folder = try ScratchFolder()
        let seen = AccessRecord(time: start, viewer: mia, csm: CSMID("c1"), what: "card 2026-10")
        do {
            let store = try SQLiteAccessStore(path: path(folder))
            try store.record([seen])
        }
        let queue = try DatabaseQueue(path: path(folder))
        try queue.write { database in
            try database.execute(
                sql: """
                    DROP TABLE people;
                    DROP INDEX views_by_csm;
                    ALTER TABLE views DROP COLUMN kind;
                    CREATE INDEX views_by_csm ON views (csm_id, team);
                    DELETE FROM grdb_migrations WHERE identifier = '5';
                    """)
        }
        try queue.close()
        let store = try SQLiteAccessStore(path: path(folder))
        #expect(try store.records(of: CSMID("c1"), before: nil, limit: 9).map(\.record) == [seen])
        #expect(try store.add(person(subject: "u-1")))
    }
}
