import Testing
import Web

@Suite struct PartHeadTests {
    private func head(_ text: String) -> PartHead? {
        PartHead(Array("Content-Disposition: form-data; \(text)".utf8)[...])
    }

    @Test(arguments: [
        ("name=\"files\"; filename=\"a.csv\"", "a.csv"), ("name=files;filename=a.csv", "a.csv"),
        ("filename=\"a;b=c.csv\"; name=files", "a;b=c.csv"),
        ("name=files; filename=\"März %22neu%22.csv\"", "März \"neu\".csv"),
        ("name=files; filename=\"a \\\"b\\\".csv\"", "a \"b\".csv"),
        ("name=files; filename=\"C:\\exports\\a.csv\"", "a.csv"),
        ("name=files; filename=\"../../etc/passwd\"", "passwd"), ("name=files; filename=\"\"", ""),
    ])
    func `A file has the name that the browser gave it, without folders`(
        text: String, name: String
    ) {
        #expect(head(text)?.name == "files")
        #expect(head(text)?.fileName == name)
    }

    @Test func `A field that is no file has no file's name`() {
        #expect(head("name=feed")?.fileName == nil)
        #expect(PartHead(Array("content-disposition:form-data;name=x".utf8)[...])?.name == "x")
    }

    @Test(arguments: ["", "filename=a.csv", "nameless=x"])
    func `A part without a name is none`(text: String) {
        #expect(head(text) == nil)
    }

    @Test func `A head that is no text is none`() {
        #expect(PartHead([0xFF, 0xFE][...]) == nil)
    }
}
