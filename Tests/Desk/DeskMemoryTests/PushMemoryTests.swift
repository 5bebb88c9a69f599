import DeskMemory
import Domain
import Storage
import TestSupport
import Testing

struct PushMemoryTests {
    private let scratch: ScratchFolder
    private let memory: SQLiteDeskMemory

    init() throws {
        scratch = try ScratchFolder()
        memory = try SQLiteDeskMemory(path: "\(scratch.path)/desk.sqlite.memory")
    }

    @Test func `What was sent is known of each service and feed, also after the file is reopened`()
        throws
    {
        var step = PushStep()
        step.units = [("O1", .max), ("O2", 7)]
        step.refused = [("O2", "no such account")]
        try memory.keep(step, of: .overrides, to: "https://one")
        let reopened = try SQLiteDeskMemory(path: "\(scratch.path)/desk.sqlite.memory")
        let known = try reopened.pushed(.overrides, to: "https://one")
        #expect(known.digests == ["O1": .max, "O2": 7])
        #expect(known.refused == ["O2": "no such account"])
        #expect(try reopened.pushed(.sessions, to: "https://one").digests.isEmpty)
        #expect(try reopened.pushed(.overrides, to: "https://two").digests.isEmpty)
    }

    @Test func `A row that is taken later is not refused any more`() throws {
        var step = PushStep()
        step.refused = [("O1", "a"), ("O2", "b")]
        try memory.keep(step, of: .overrides, to: "s")
        step = PushStep()
        step.taken = ["O1"]
        step.refused = [("O2", "c")]
        step.units = [("O1", 1)]
        try memory.keep(step, of: .overrides, to: "s")
        #expect(try memory.pushed(.overrides, to: "s").refused == ["O2": "c"])
    }

    @Test func `Everything about a service can be forgotten`() throws {
        var step = PushStep()
        step.units = [("O1", 1)]
        step.refused = [("O2", "b")]
        for service in ["one", "two"] { try memory.keep(step, of: .overrides, to: service) }
        try memory.forgetPushes(to: "one")
        #expect(try memory.pushed(.overrides, to: "one").digests.isEmpty)
        #expect(try memory.pushed(.overrides, to: "one").refused.isEmpty)
        #expect(try memory.pushed(.overrides, to: "two").digests.count == 1)
    }

    @Test func `A file of another kind is refused`() throws {
        let path = try scratch.write(
            "other", "this is no database at all, not even a small one".utf8)
        #expect(throws: StorageError.self) { try SQLiteDeskMemory(path: path) }
    }
}
