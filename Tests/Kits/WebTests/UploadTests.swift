import Formats
import Foundation
import Hummingbird
import NIOCore
import Testing
import Web

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
        let lines = JSONLines(columns: ["a"])
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
}
