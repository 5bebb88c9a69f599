import Testing
import Web

@Suite struct MultipartReaderTests {
    private let form = """
        a preamble\r
        --xyz\r
        Content-Disposition: form-data; name="feed"\r
        \r
        renewals\r
        --xyz  \r
        Content-Disposition: form-data; name="files"; filename="a.csv"\r
        Content-Type: text/csv\r
        \r
        a,b\r
        --xy\r
        \r\r
        --xyz--\r
        an epilogue
        """

    /// The parts of a body that arrives in pieces of this size: heads and whole contents.
    private func parts(_ body: String, size: Int) throws -> [(name: String, content: String)] {
        var reader = MultipartReader(boundary: "xyz")
        var parts: [(name: String, content: String)] = []
        var isOpen = false
        let bytes = Array(body.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            try reader.parse(Array(bytes[start..<min(bytes.count, start + size)])) { piece in
                switch piece {
                case .head(let head):
                    #expect(!isOpen)
                    isOpen = true
                    parts.append(("\(head.name)/\(head.fileName ?? "")", ""))
                case .content(let more):
                    #expect(isOpen && !more.isEmpty)
                    parts[parts.count - 1].content += String(decoding: more, as: UTF8.self)
                case .end: isOpen = false
                }
            }
        }
        try reader.end()
        return parts
    }

    @Test(arguments: [1, 2, 3, 5, 7, 11, 64, 10_000])
    func `Parts are the same wherever the body is cut`(size: Int) throws {
        let parts = try parts(form, size: size)
        #expect(parts.map(\.name) == ["feed/", "files/a.csv"])
        #expect(parts.map(\.content) == ["renewals", "a,b\r\n--xy\r\n\r"])
    }

    @Test func `A form without parts and empty parts are read`() throws {
        #expect(try parts("--xyz--", size: 3).isEmpty)
        let empty = "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n\r\n--xyz--\r\n"
        #expect(try parts(empty, size: 4).map(\.content) == [""])
    }

    @Test(arguments: [
        "", "--xyz", "--xyz\r\n", "--xyzz\r\n\r\n\r\n--xyz--",
        "--xyz\r\n\r\nno head\r\n--xyz--", "--xyz\r\nX: y\r\n\r\n1\r\n--xyz--",
        "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\ncut off",
        "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n--xyz\r\n",
    ])
    func `What is no whole form is refused`(body: String) {
        #expect(throws: Problem.self) { try parts(body, size: 4) }
    }

    @Test func `Long heads and many parts are refused before they fill the memory`() {
        let head = "--xyz\r\nX: " + String(repeating: "y", count: 9000)
        #expect(throws: Problem.self) { try parts(head, size: 100) }
        let part = "--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n"
        #expect(throws: Problem.self) {
            try parts(String(repeating: part, count: 101) + "--xyz--", size: 1000)
        }
    }
}
