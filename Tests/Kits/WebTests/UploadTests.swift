import Formats
import Dispatch
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import Web

/// A conversion that takes until another request was answered. It gives up in the end, so that a
/// test of it fails and does not hang.
private struct HeldConversion: BodyConversion {
    let begun: DispatchSemaphore
    let released: DispatchSemaphore
    let gaveUp: GaveUp

    final class GaveUp: Sendable { let flag = Atomic(false) }

    func converted(_ part: [UInt8]) -> [UInt8] {
        begun.signal()
        if released.wait(timeout: .now() + 20) == .timedOut {
            gaveUp.flag.store(true, ordering: .relaxed)
        }
        return part
    }

    func end() -> [UInt8] { [] }
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

    @Test func `Requests are answered while bodies are converted`() async throws {
        let held = HeldConversion(
            begun: DispatchSemaphore(value: 0), released: DispatchSemaphore(value: 0),
            gaveUp: .init())
        // As many as there are threads that answer requests, and one more.
        let count = ProcessInfo.processInfo.activeProcessorCount + 1
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<count {
                let path = "\(path).\(number)"
                group.addTask {
                    try await Upload(to: path, most: 9).receive(
                        RequestBody(buffer: ByteBuffer(string: "a")), through: held)
                }
            }
            await withCheckedContinuation { (answered: CheckedContinuation<Void, Never>) in
                Thread.detachNewThread {
                    held.begun.wait()
                    answered.resume()
                }
            }
            let answer = try await Desk().answer("/api/items", fields: [.authorization: "member"])
            #expect(answer.status == .ok)
            for _ in 0..<count { held.released.signal() }
            for try await size in group { #expect(size == 1) }
        }
        for number in 0..<count { unlink("\(path).\(number)") }
        let gaveUp = held.gaveUp.flag.load(ordering: .relaxed)
        #expect(!gaveUp)
    }
}
