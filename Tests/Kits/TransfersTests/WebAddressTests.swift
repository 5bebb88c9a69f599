import CCurl
import Formats
import TestSupport
import Testing
import Transfers

struct WebAddressTests {
    @Test(arguments: [
        ("https://parallax.example.com", "https://parallax.example.com", false),
        ("https://parallax.example.com:8443/base/", "https://parallax.example.com:8443", false),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", true),
        ("http://localhost", "http://localhost", true),
        ("HTTPS://Example.com", "https://Example.com", false),
    ])
    func `Addresses with https, and http of this machine, are taken`(
        text: String, server: String, isHere: Bool
    ) throws {
        let address = try WebAddress(text)
        #expect(address.server == server)
        #expect(address.isOfThisMachine == isHere)
        #expect(!address.appending("a").contains("//a"))
    }

    @Test(arguments: [
        "http://example.com", "ftp://example.com", "example.com", "", "https://",
        "file:///etc/passwd",
        "https://user:word@example.com", "https://example.com/#part",
        "http://127.0.0.1.example.com",
    ])
    func `Others are refused`(text: String) {
        #expect(throws: TransferError.noAddress(text)) { try WebAddress(text) }
    }

    @Test func `A secret is read from a file without its line end, and never printed`() throws {
        let scratch = try ScratchFolder()
        let path = try scratch.write("secret", "  plx_1\n".utf8)
        let secret = try Secret(file: path)
        #expect(secret.text == "plx_1")
        #expect("\(secret)" == "…")
        let empty = try scratch.write("empty", " \n".utf8)
        #expect(throws: FileError.unreadable(path: empty, reason: "it holds no secret")) {
            try Secret(file: empty)
        }
        #expect(Secret(environment: "PARALLAX_NO_SUCH_SECRET") == nil)
    }

    @Test func `A missing or old libcurl is named`() {
        #expect(!searchCurl("libno.so.1").isInstalled)
        let old = searchCurl("libz.so.1")
        #expect(old.isInstalled)
        #expect(old.missing.map { String(cString: $0) } == "curl_global_init")
        #expect(loadCurl().isInstalled)
    }
}
