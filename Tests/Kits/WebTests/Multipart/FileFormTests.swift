import Formats
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import TestSupport
import Testing
import Web

@Suite struct FileFormTests {
    private let folder: ScratchFolder
    private let kind = "multipart/form-data; boundary=xyz"

    init() throws { folder = try ScratchFolder() }

    private func request(_ kind: String) -> Request {
        Request(
            head: HTTPRequest(
                method: .post, scheme: "http", authority: "localhost", path: "/",
                headerFields: [.contentType: kind]),
            body: RequestBody(buffer: ByteBuffer()))
    }

    private func part(_ name: String, _ content: String) -> String {
        "--xyz\r\nContent-Disposition: form-data; name=\(name)\r\n\r\n\(content)\r\n"
    }

    private func receive(_ text: String, most: Int = 1 << 20) async throws -> FileForm.Sent {
        try await FileForm(request(kind), most: most).receive(
            RequestBody(buffer: ByteBuffer(string: text + "--xyz--\r\n"))
        ) { [folder] file in "\(folder.path)/\(file.number)-\(file.fields["feed"] ?? "")" }
    }

    @Test func `Fields are kept in memory, files on disk`() async throws {
        let sent = try await receive(
            part("feed", "arr") + part("files; filename=a.csv", "1,2\r\n")
                + part("files; filename=b.csv", "") + part("late", "x"))
        #expect(sent.fields == ["feed": "arr", "late": "x"])
        #expect(sent.files.map(\.name) == ["a.csv", "b.csv"])
        #expect(sent.files.map(\.size) == [5, 0])
        #expect(folder.names() == ["0-arr", "1-arr"])
        #expect(try folder.text(of: "0-arr") == "1,2\r\n")
    }

    @Test func `A field in which no file was chosen is left out`() async throws {
        let sent = try await receive(part("files; filename=\"\"", ""))
        #expect(sent.files.isEmpty && folder.names().isEmpty)
    }

    @Test func `Too large forms, too large fields and files in the way are refused`() async throws {
        await #expect(throws: Problem.self) {
            try await receive(
                part("files; filename=a", String(repeating: "x", count: 500)), most: 400)
        }
        let large = String(repeating: "x", count: 40 << 10)
        await #expect(throws: Problem.self) {
            try await receive(part("a", large) + part("b", large))
        }
        try folder.write("0-", "there already")
        await #expect(throws: (any Error).self) {
            try await receive(part("files; filename=a", "1"))
        }
    }

    @Test(arguments: [
        "text/csv", "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/mixed; boundary=x",
        "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
    ])
    func `What is no form with files is refused at once`(kind: String) {
        #expect(throws: Problem.self) { try FileForm(request(kind), most: 10) }
    }

    @Test func `A boundary may stand in quotation marks`() throws {
        _ = try FileForm(request("Multipart/Form-Data; charset=utf-8; boundary=\"x y\""), most: 10)
    }
}
