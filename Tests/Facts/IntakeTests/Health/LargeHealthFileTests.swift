import Calendar
import Domain
import Intake
import Tables
import Testing

/// Files over 1 MiB are read in two halves.
struct LargeHealthFileTests {
    /// Rows of nine accounts on ascending days; every 997th is wrong.
    private func file(
        rows: Int, note: (Int) -> String, lineEnd: String = "\n"
    ) -> (text: String, rejectedLines: [Int], scores: [String: [Int16]]) {
        var text = "account_id,date,score,note\(lineEnd)"
        var line = 2
        var rejected: [Int] = []
        var scores: [String: [Int16]] = [:]
        for row in 0..<rows {
            let account = "A\(row % 9 + 1)"
            let tenths = Int16(row * 7 % 1001)
            let note = note(row)
            let isWrong = row % 997 == 996
            let day = Day(number: Int32(12_000 + row / 9))
            text += "\(account),\(day),\(tenths / 10).\(tenths % 10)\(isWrong ? "x" : ""),\(note)"
            text += lineEnd
            if isWrong {
                rejected.append(line)
            } else {
                scores[account, default: []].append(tenths)
            }
            line += 1 + note.utf8.count { $0 == 10 }
        }
        return (text, rejected, scores)
    }

    private func check(
        _ made: (text: String, rejectedLines: [Int], scores: [String: [Int16]])
    ) throws {
        #expect(made.text.utf8.count > 1 << 20)
        let shop = try Workshop.furnished()
        let taken = try shop.importFile("health", made.text)
        #expect(taken.rejected == made.rejectedLines.count)
        let lines = try shop.rejects().map { Int($0.split(separator: ",")[1]) ?? 0 }
        #expect(lines == made.rejectedLines)
        let scores = try shop.health().mapValues { $0.map(\.score.tenths) }
        #expect(scores == made.scores)
    }

    @Test(arguments: ["\n", "\r\n"])
    func `Both halves are taken and lines are counted through`(lineEnd: String) throws {
        try check(file(rows: 60_000, note: { _ in "" }, lineEnd: lineEnd))
    }

    @Test(arguments: 0..<12)
    func `A quoted line break at the seam makes no row of its rest`(shift: Int) throws {
        // What stands in the quotes looks like rows of the file.
        try check(
            file(rows: 20_000) { row in
                let first = row == 0 ? String(repeating: "-", count: shift * 11) : ""
                return "\"\(first)\nA9,1999-01-01,99.9,x\nA9,1999-01-02,99.9,y\nz\""
            })
    }

    @Test func `A quoted line break stands exactly at the seam`() throws {
        // The seam is the first line end behind the middle of the rows: put one field around it.
        let plain = file(rows: 60_000) { _ in "" }
        let lines = plain.text.split(separator: "\n", omittingEmptySubsequences: false)
        let header = lines[0].utf8.count + 1
        let middle = header + (plain.text.utf8.count - header) / 2
        var offset = 0
        var index = 0
        while offset + lines[index].utf8.count < middle {
            offset += lines[index].utf8.count + 1
            index += 1
        }
        for neighbour in index - 2...index + 2 {
            let made = file(rows: 60_000) { row in
                row == neighbour - 1 ? "\"\nA9,1999-01-01,99.9,x\n\"" : ""
            }
            try check(made)
        }
    }

    @Test func `Malformed rows at the seam are rejected once`() throws {
        let made = file(rows: 60_000) { row in row % 50 == 7 ? "\"a\"b" : "" }
        let shop = try Workshop.furnished()
        let taken = try shop.importFile("health", made.text)
        #expect(taken.counts[0] + taken.counts[3] == 60_000)
        let reasons = try shop.rejects().filter { $0.hasSuffix(",,,text after a closing quote") }
        #expect(reasons.count == 1200)
    }

    @Test func `Two rows of one day in different halves contradict each other`() throws {
        var made = file(rows: 60_000) { _ in "" }
        made.text += "A1,\(Day(number: 12_000)),12.3,\n"
        made.scores["A1"]?.removeFirst()
        made.rejectedLines += [2, made.text.split(separator: "\n").count]
        try check(made)
    }

    @Test func `Model versions of both halves keep their names`() throws {
        var text = "account_id,date,score,model_version\n"
        for row in 0..<63_000 {
            text += "A\(row % 9 + 1),\(Day(number: Int32(12_000 + row / 9))),5,"
            text += "v\((row / 9 + row / 4500 * 3) % 7)\n"
        }
        let shop = try Workshop.furnished()
        #expect(try shop.importFile("health", text).counts == [63_000, 0, 0, 0])
        let health = try shop.health()
        for account in 0..<9 {
            let days = try #require(health["A\(account + 1)"])
            #expect(days.count == 7000)
            for (day, row) in days.enumerated() {
                let expected = "v\((day + (day * 9 + account) / 4500 * 3) % 7)"
                if row.modelVersion != expected { Issue.record("\(row)") }
            }
        }
    }

    @Test func `More model versions than a thousand reject the rows beyond`() throws {
        var text = "account_id,date,score,model_version\n"
        for row in 0..<1002 { text += "A1,\(Day(number: Int32(12_000 + row))),5,v\(row)\n" }
        let shop = try Workshop.furnished()
        #expect(try shop.importFile("health", text).counts == [1000, 0, 0, 2])
        #expect(
            try shop.rejects().first
                == "health.csv,1002,model_version,v1000,"
                + "is one of over 1000 model versions in the file")
    }

    @Test func `The longest identifiers stand at the border of the window`() throws {
        // Short rows behind long ones: the row before's identifier is compared with what stands
        // there, also where the window ends.
        let shop = try Workshop()
        let long = String(repeating: "L", count: 200)
        let other = String(repeating: "M", count: 200)
        try shop.importFile("accounts", "account_id,segment\n\(long),S\n\(other),S\na,S\n")
        var text = "account_id,date,score\n"
        var rows = 0
        while text.utf8.count < (1 << 22) * 2 + 5000 {
            let day = Day(number: Int32(8000 + rows))
            text += "\(long),\(day),5\n" + "\(other),\(day),7\n" + "a,\(day),6\n"
            rows += 1
        }
        text.removeLast()
        #expect(try shop.importFile("health", text).counts == [3 * rows, 0, 0, 0])
    }

    @Test func `A last line without an end is read to the end of the file and no further`() throws {
        for column in ["note", "model_version"] {
            let shop = try Workshop.furnished()
            let text = "account_id,date,score,\(column)\nA1,2025-01-01,5,\nA1,2025-01-02,6,x"
            #expect(try shop.importFile("health", text).counts == [2, 0, 0, 0])
        }
        let shop = try Workshop.furnished()
        #expect(try shop.importFile("health", "account_id,date,score\nA1").counts == [0, 0, 0, 1])
        #expect(
            try shop.rejects() == ["health.csv,2,,,\"the row has 1 fields, the header 3\""])
    }

    @Test func `Days before 1990 and over thirty years ahead are mistakes`() throws {
        let shop = try Workshop.furnished()
        let days = ["1989-12-31", "1990-01-01", "2056-09-21", "2056-09-22", "9999-12-31"]
        let text = "account_id,date,score\n" + days.map { "A1,\($0),5\n" }.joined()
        #expect(try shop.importFile("health", text).counts == [2, 0, 0, 3])
        let kept = try #require(try shop.health()["A1"])
        #expect(kept.map(\.day.description) == Array(days[1...2]))
    }
}
