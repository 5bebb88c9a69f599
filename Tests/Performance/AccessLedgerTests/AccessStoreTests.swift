import Access
import Domain
import GRDB
import Ledger
import TestSupport
import Testing

@Suite struct AccessStoreTests {
    private let start = Instant(seconds: 1_800_000_000)

    private func book(_ folder: LedgerFolder) throws -> SQLiteAccessStore {
        try SQLiteAccessStore(path: SQLiteAccessStore.path(besideLedger: folder.path))
    }

    private func view(_ csm: String?, team: String? = nil) -> AccessRecord {
        AccessRecord(
            time: start, subject: "tok-1", name: "Vera", role: .vp, csm: csm.map { CSMID($0) },
            team: team, what: "scorecard 2026-10")
    }

    @Test func `A token comes back as it was kept, by its hash and by its name`() throws {
        let folder = try LedgerFolder(accounts: 1)
        let book = try book(folder)
        let token = Token(
            id: "tok-1", hash: (0..<32).map { UInt8($0 * 7) },
            viewer: Viewer(
                subject: "tok-1", name: "Mia", role: .manager, team: "North"), created: start,
            expires: start + 60)
        try book.add(token)
        #expect(try book.token(hash: token.hash) == token)
        #expect(try book.token(id: "tok-1") == token)
        #expect(try book.token(hash: [1, 2]) == nil)
        #expect(try book.revoke("tok-1", at: start + 5))
        #expect(try !book.revoke("tok-1", at: start + 6))
        #expect(try book.token(id: "tok-1")?.revoked == start + 5)
        #expect(try book.tokens().count == 1)
    }

    @Test func `A session ends for good, alone, and is forgotten with its cookie`() throws {
        let folder = try LedgerFolder(accounts: 1)
        let book = try book(folder)
        try book.end(session: "s1", until: start + 60, at: start)
        try book.end(session: "s1", until: start + 60, at: start + 1)
        #expect(try self.book(folder).hasEnded(session: "s1"))
        #expect(try !book.hasEnded(session: "s2"))
        try book.end(session: "s2", until: start + 90, at: start + 60)
        #expect(try !book.hasEnded(session: "s1"))
        #expect(try book.hasEnded(session: "s2"))
    }

    @Test func `The signing key stays the same and is no other installation's`() throws {
        let (folder, other) = (try LedgerFolder(accounts: 1), try LedgerFolder(accounts: 1))
        let key = try book(folder).signingKey
        #expect(key.count == 32)
        #expect(try book(folder).signingKey == key)
        #expect(try book(other).signingKey != key)
    }

    @Test func `A person sees who saw them, alone or with all`() throws {
        let folder = try LedgerFolder(accounts: 1)
        let book = try book(folder)
        try book.record([view("c1", team: "North"), view("c2"), view(nil)])
        try book.record([view("c1", team: "South"), view("c2")])
        let mine = try book.records(of: CSMID("c1"), before: nil, limit: 10)
        #expect(mine.map(\.number) == [4, 3, 1])
        #expect(mine.last?.record == view("c1", team: "North"))
        #expect(try book.records(of: nil, before: 5, limit: 2).map(\.number) == [4, 3])
    }

    @Test func `Views and comments cannot be changed or deleted`() throws {
        let folder = try LedgerFolder(accounts: 1)
        let book = try book(folder)
        try book.record([view("c1")])
        let comment = Comment(
            topic: .card("2026-10", CSMID("c1")), time: start, subject: "tok-1", name: "Cem",
            role: .csm, text: "One account was sold; \u{1F642}", answers: nil)
        let number = try book.add(comment)
        let answer = Comment(
            topic: comment.topic, time: start, subject: "tok-2", name: "Vera", role: .vp,
            text: "Noted.", answers: number)
        _ = try book.add(answer)
        #expect(try book.comments(on: comment.topic).map(\.comment) == [comment, answer])
        #expect(try book.comments(on: .episode("2026-10 c1")).isEmpty)
        let queue = try DatabaseQueue(path: SQLiteAccessStore.path(besideLedger: folder.path))
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
        let folder = try LedgerFolder(accounts: 1)
        let book = try book(folder)
        try book.record([view("c1")])
        let path = folder.path + ".copy"
        try book.backUp(to: path)
        #expect(
            try SQLiteAccessStore(path: path).records(of: nil, before: nil, limit: 9).count == 1)
        #expect(throws: LedgerError.self) { try book.backUp(to: path) }
    }
}
