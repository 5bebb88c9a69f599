import Office
import Testing

@Suite struct WorkbookRulesTests {
    private func failure(_ sheets: [Sheet]) -> String? {
        do {
            _ = try Workbook(title: "", sheets: sheets).xlsx()
            return nil
        } catch {
            return error.description
        }
    }

    private func sheet(_ name: String, rows: [[Cell]] = []) -> Sheet {
        Sheet(name: name, columns: [Column("a")], rows: rows)
    }

    @Test(arguments: [
        "", "a/b", "a:b", "[a]", "a*", "what?", "a\\b", "'a", "a'", "History", "a\u{1}",
    ])
    func `names that Excel refuses are refused`(name: String) {
        #expect(failure([sheet(name)]) != nil)
    }

    @Test func `a name has up to 31 characters`() {
        #expect(failure([sheet(String(repeating: "ä", count: 31))]) == nil)
        #expect(failure([sheet(String(repeating: "ä", count: 32))])?.contains("31") == true)
        // An emoji counts twice.
        #expect(failure([sheet(String(repeating: "🦉", count: 16))]) != nil)
    }

    @Test func `two sheets have different names whatever the capitals`() {
        #expect(failure([sheet("Teams"), sheet("TEAMS")])?.contains("two sheets") == true)
    }

    @Test func `a workbook has a sheet, a sheet has a column, and a row fits its columns`() {
        #expect(failure([])?.contains("no sheet") == true)
        #expect(failure([Sheet(name: "a", columns: [], rows: [])]) != nil)
        #expect(
            failure([sheet("a", rows: [[.empty], [.flag(true), .empty]])])?.contains("row 2")
                == true)
    }

    @Test func `more rows than Excel holds are an error that says so`() {
        let rows = [[Cell]](repeating: [], count: 1_048_576)
        #expect(failure([sheet("a", rows: rows)])?.contains("1,048,575") == true)
    }
}
