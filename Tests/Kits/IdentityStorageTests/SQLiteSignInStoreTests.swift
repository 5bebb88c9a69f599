import Calendar
import GRDB
import Identity
import IdentityStorage
import Storage
import TestSupport
import Testing

@Suite struct SQLiteSignInStoreTests {
    private let start = Instant(seconds: 1_800_000_000)
    private let folder: ScratchFolder
    private let store: LibraryStore

    init() throws {
        folder = try ScratchFolder()
        store = try LibraryStore(path: folder.path + "/library.access")
    }

    @Test func `Tokens come back newest first, with the columns of their viewers`() throws {
        let secret = Librarian.newSecret()
        let first = secret.token(
            for: Librarian("Ada", .clerk, branch: "Ost"), at: start, lasting: 9)
        let second = Librarian.newSecret().token(
            for: Librarian("Ben", .head), at: start + 1, lasting: 9)
        try store.add(first)
        try store.add(second)
        #expect(try store.tokens() == [second, first])
        #expect(try store.token(hash: TokenSecret(shown: secret.text).hash) == first)
        #expect(secret.text.hasPrefix("lib_") && first.id.hasPrefix("ltok-"))
        #expect(first.viewer.subject == first.id && first.viewer.branch == "Ost")
        #expect(try store.revoke(first.id, at: start + 3))
        #expect(try store.token(id: first.id)?.isValid(at: start + 3) == false)
    }

    @Test func `People come back, and are known by their address once`() throws {
        let ada = AdmittedPerson(
            email: "ada@example.com", subject: nil, viewer: Librarian("Ada", .clerk, branch: "Ost"),
            added: start)
        #expect(try store.add(ada))
        #expect(try !store.add(ada))
        #expect(try store.people() == [ada])
        #expect(try store.person(subject: "u-1", email: "ada@example.com")?.id == ada.id)
        #expect(try store.person(subject: "u-2", email: "ada@example.com") == nil)
        #expect(try store.person(id: ada.id)?.viewer == ada.viewer)
        #expect(try store.remove(person: ada.id, at: start + 1))
        #expect(try store.person(subject: "u-1", email: nil) == nil)
    }

    @Test func `The signing key stays, and a session ends once`() throws {
        let again = try LibraryStore(path: folder.path + "/library.access")
        #expect(again.signingKey == store.signingKey && store.signingKey.count == 32)
        #expect(try again.end(session: "s", until: start + 9, at: start))
        #expect(try !store.end(session: "s", until: start + 9, at: start))
        #expect(try store.hasEnded(session: "s"))
        // From its end on the cookie is refused by its date, and the row is not needed.
        #expect(try store.end(session: "other", until: start + 99, at: start + 9))
        #expect(try !store.hasEnded(session: "s"))
    }

    @Test(arguments: [
        ("role", "'root'"), ("hash", "'xy'"), ("created", "-1"), ("expires", "253402300800"),
        ("branch", "x'00ff'"),
    ])
    func `A value that cannot be is an error that names it`(column: String, value: String) throws {
        let token = Librarian.newSecret().token(
            for: Librarian("Ada", .clerk), at: start, lasting: 9)
        try store.add(token)
        try store.file.writing {
            try $0.execute(sql: "UPDATE tokens SET \(column) = \(value)")
        }
        let error = #expect(throws: StorageError.self) { try store.tokens() }
        guard case .damagedRow("tokens", _, column) = error else {
            Issue.record("another error: \(error.map(String.init(describing:)) ?? "none")")
            return
        }
    }
}
