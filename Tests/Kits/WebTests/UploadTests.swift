import Formats
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Web

/// A conversion that notes whether one of Swift's tasks, which answer requests, runs it.
private struct WatchedConversion: BodyConversion {
    let seen: Seen

    final class Seen: Sendable {
        let parts = Atomic(0)
        let inTasks = Atomic(0)
    }

    func converted(_ part: [UInt8]) -> [UInt8] {
        seen.parts.add(1, ordering: .relaxed)
        withUnsafeCurrentTask { task in
            if task != nil { seen.inTasks.add(1, ordering: .relaxed) }
        }
        return part
    }

    func end() -> [UInt8] { converted([]) }
}

@Suite struct UploadTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID())").path()

    private func body(_ text: String) -> RequestBody {
        RequestBody(buffer: ByteBuffer(string: text))
    }

    private func kept() throws -> String {
        defer { unlink(path) }
        return try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test func `A body is kept as it is, or as rows`() async throws {
        #expect(try await Upload(to: path, most: 5).receive(body("a,b\n1")) == 5)
        #expect(try kept() == "a,b\n1")
        let lines = JSONLines(columns: ["a"], mostColumns: 9)
        let count = try await Upload(to: path, most: 50).receive(
            body("{\"a\": 1, \"b\": 2}"), through: lines)
        #expect(count == 16)
        #expect(try kept() == "a,b\n1,2\n")
    }

    @Test func `A body that is too large is refused`() async throws {
        await #expect(throws: Problem.self) {
            try await Upload(to: path, most: 4).receive(body("a,b\n1"))
        }
        unlink(path)
    }

    @Test func `A file that exists is never written over, and a folder without is an error`()
        async throws
    {
        try Data("old".utf8).write(to: URL(filePath: path))
        await #expect(throws: FileError.self) {
            try await Upload(to: path, most: 9).receive(body("new"))
        }
        #expect(try kept() == "old")
        await #expect(throws: FileError.self) {
            try await Upload(to: path + "/none/file", most: 9).receive(body("new"))
        }
    }

    @Test func `A file that a conversion makes too large is refused`() async throws {
        let lines = JSONLines(columns: (0..<50).map { "column\($0)" }, mostColumns: 60)
        let refusal = await #expect(throws: Problem.self) {
            try await Upload(to: path, most: 400).receive(
                body(String(repeating: "{}\n", count: 100)), through: lines)
        }
        #expect(refusal?.status == .contentTooLarge)
        unlink(path)
    }

    @Test func `Bodies are converted on no thread that answers requests`() async throws {
        let watched = WatchedConversion(seen: .init())
        #expect(try await Upload(to: path, most: 9).receive(body("a"), through: watched) == 1)
        #expect(try kept() == "a")
        let parts = watched.seen.parts.load(ordering: .relaxed)
        let inTasks = watched.seen.inTasks.load(ordering: .relaxed)
        #expect(parts == 2 && inTasks == 0)
    }
}
