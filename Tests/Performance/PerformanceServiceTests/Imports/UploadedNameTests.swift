import PerformanceService
import Testing

@Suite struct UploadedNameTests {
    @Test(arguments: [
        ("renewals.csv", "renewals.csv"), ("Verlängerungen März.xlsx", "Verlängerungen März.xlsx"),
        ("../../etc/passwd", "etc_passwd"), ("=cmd|'x'!A1.csv", "cmd__x__A1.csv"),
        (".hidden", "hidden"), ("", "file"), ("///", "file"), ("import.json", "file-import.json"),
        ("Rejects.CSV", "file-Rejects.CSV"), ("a\nb\u{0}c", "a_b_c"),
    ])
    func `A file's name keeps what nobody can misread`(name: String, stored: String) {
        #expect(storedName(of: name) == stored)
    }

    @Test func `A long name keeps its end`() {
        let name = storedName(of: String(repeating: "ä", count: 300) + ".csv.gz")
        #expect(name.utf8.count <= 110 && name.hasSuffix(".gz"))
    }
}
