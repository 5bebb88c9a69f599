import Calendar
import DeskAccess
import Domain
import GRDB
import Identity
import IdentityStorage
import TestSupport
import Testing

struct DeskAccessStoreTests {
    private let time = Instant(seconds: 1_790_000_000)

    private func token(_ id: String, _ viewer: Viewer) -> Token {
        Token(
            id: id, hash: Array(id.utf8), viewer: viewer, created: time, expires: time + 60)
    }

    @Test func `Tokens and people are read back as they were given`() throws {
        let folder = try ScratchFolder()
        let path = DeskAccessStore.path(besideLedger: folder.path + "/d.sqlite")
        let store = try DeskAccessStore(path: path)
        let lead = Viewer(
            subject: "", name: "Lea", role: .lead, teams: ["North", "South, \"and\" East"])
        try store.add(token("t1", lead))
        let read = try #require(try store.token(id: "t1"))
        #expect(read.viewer == lead.identified(by: "t1"))
        #expect(try store.token(hash: Array("t1".utf8)) == read)
        #expect(try store.revoke("t1", at: time) && !store.revoke("t1", at: time))
        let csm = Viewer(subject: "", name: "Ada", role: .csm, csm: CSMID("c1"))
        let person = Person(email: "a@b.c", subject: nil, viewer: csm, added: time)
        #expect(try store.add(person) && !store.add(person))
        #expect(try store.person(subject: "s", email: "a@b.c")?.id == person.id)
        // Whoever has the address later is somebody else.
        #expect(try store.person(subject: "other", email: "a@b.c") == nil)
        #expect(try store.remove(person: person.id, at: time))
        #expect(try store.people().isEmpty)
        let again = try DeskAccessStore(path: path)
        #expect(again.signingKey == store.signingKey)
        #expect(try again.end(session: "s", until: time + 1, at: time))
        #expect(try !again.end(session: "s", until: time + 1, at: time))
        #expect(try again.hasEnded(session: "s"))
    }

    @Test func `The access file of another program is refused and stays as it is`() throws {
        let folder = try ScratchFolder()
        let path = folder.path + "/other.access"
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: "CREATE TABLE tokens (token_id TEXT)") }
        #expect(throws: DeskAccessError.otherProgram(path: path)) {
            try DeskAccessStore(path: path)
        }
        #expect(try queue.read { try !$0.tableExists("alerts") })
    }

    @Test(arguments: Role.allCases) func `A role reaches what is documented`(role: Role) {
        let viewer = Viewer(
            subject: "", name: "", role: role, csm: role == .csm ? CSMID("c") : nil,
            teams: role == .lead ? ["t"] : [])
        let reached = Set(Right.allCases.filter { viewer.reach(to: $0) != nil })
        let expected: Set<Right> =
            switch role {
            case .csm: [.accounts, .entries, .tasks]
            case .lead: [.accounts, .tasks]
            case .admin: [.imports, .settings, .metrics]
            case .importer: [.imports]
            }
        #expect(reached == expected)
    }

    @Test func `A CSM without an identifier and a lead without teams reach nothing`() {
        for role in [Role.csm, .lead] {
            let viewer = Viewer(subject: "", name: "", role: role)
            #expect(Right.allCases.allSatisfy { viewer.reach(to: $0) == nil })
        }
    }
}
