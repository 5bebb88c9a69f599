import Domain
import Formats
import Glibc
import Intake
import Testing

struct ImportFeedsTests {
    private static let feeds: [(String, String)] = [
        ("accounts.csv", "account_id,segment,parent_account_id\nA2,S,A1\nA1,S,\n"),
        ("csms.csv", "csm_id,name\nC1,Ann\n"),
        ("assignments.csv", "account_id,csm_id,start_date\nA1,C1,2025-01-01\n"),
        ("health.csv", "account_id,date,score\nA1,2025-01-01,50\nA2,2025-01-01,60\n"),
        (
            "overrides.csv",
            "override_id,account_id,csm_id,logged_on,asserted_tier\nO1,A1,C1,2025-01-01,red\n"
        ),
        (
            "renewals.csv",
            "renewal_id,account_id,due_date,outcome,arr_before\nR1,A1,2025-06-01,open,9\n"
        ),
        ("arr.csv", "account_id,effective_date,arr\nA1,2025-01-01,9\n"),
        (
            "opportunities.csv",
            "opportunity_id,account_id,csm_id,created_on,stage,amount\nP1,A1,C1,2025-01-01,open,9\n"
        ),
        ("surveys.csv", "response_id,account_id,kind,score,responded_on\nV1,A1,nps,9,2025-01-01\n"),
        ("sessions.csv", "session_id,account_id,csm_id,held_on\nS1,A1,C1,2025-01-01\n"),
        (
            "measures.csv",
            "account_id,measure,observed_on,location,value,of\nA1,logins,2025-01-01,Bern,9,12\n"
        ),
        ("milestones.csv", "account_id,milestone,reached_on\nA1,kick-off,2025-01-20\n"),
        (
            "targets.csv",
            "scope,scope_id,metric,from_date,to_date,value\ncsm,C1,csat,2025-01-01,2025-12-31,0.9\n"
        ),
        ("benchmarks.csv", "metric,segment,statistic,value\nnps,,median,30\n"),
        ("fx.csv", "currency,date,rate\nEUR,2025-01-01,1.1\n"),
    ]

    @Test func `A folder's files are taken whatever their order, those that others name first`()
        throws
    {
        let shop = try Workshop()
        for (name, text) in Self.feeds.reversed() { try shop.write("in/\(name)", text) }
        try shop.write("in/notes.csv", "x\n")
        try shop.write("in/read.me", "x\n")
        let summary = try shop.run(["\(shop.folder)/in"])
        #expect(summary.files.map(\.feed) == Feed.performance)
        #expect(summary.files.allSatisfy { $0.rejected == 0 && $0.isKept })
        #expect(summary.passedOver == ["notes.csv", "read.me"])
        #expect(summary.exitStatus == 0)
        #expect(summary.rejectsPath == nil)
        #expect(shop.read(shop.rejectsPath) == nil)
        let digest = try shop.digest
        // The same again changes nothing and says so.
        let again = try shop.run(["\(shop.folder)/in"])
        #expect(
            again.files.allSatisfy { $0.counts[0] == 0 && $0.counts[1] > 0 && $0.counts[2] == 0 })
        #expect(try shop.digest == digest)
        // File by file in any order of the arguments it is the same ledger.
        let other = try Workshop()
        _ = try other.run(Self.feeds.map { "\(shop.folder)/in/\($0.0)" }.shuffled())
        #expect(try other.digest == digest)
    }

    @Test func `A restatement replaces the whole row`() throws {
        let shop = try Workshop()
        try shop.importFile("accounts", "account_id,segment,name,region\nA1,S,Acme,EU\n")
        let file = try shop.importFile("accounts", "account_id,segment,name\nA1,S,Apex\n")
        #expect(file.counts == [0, 0, 1, 0])
        let account = try #require(try shop.ledger.reading().portfolio.accounts.first)
        #expect(account.name == "Apex")
        #expect(account.region == nil)
    }

    @Test func `Rows that share a key and differ are all rejected, whatever their order`() throws {
        for rows in [["5", "6", "6"], ["6", "6", "5"], ["6", "5", "6"]] {
            let shop = try Workshop.furnished()
            let file = try shop.importFile(
                "arr",
                "account_id,effective_date,arr\n"
                    + rows.map { "A1,2025-01-01,\($0)\n" }.joined() + "A2,2025-01-01,7\n")
            #expect(file.counts == [1, 0, 0, 3])
            #expect(try shop.ledger.reading().portfolio.arr.map(\.arr) == [7])
            #expect(try shop.rejects().allSatisfy { $0.contains("A1,2025-01-01; correct one") })
        }
    }

    @Test func `Identical rows count once`() throws {
        let shop = try Workshop.furnished()
        let file = try shop.importFile(
            "arr", "account_id,effective_date,arr\nA1,2025-01-01,5\nA1,2025-01-01,5.0\n")
        #expect(file.counts == [1, 1, 0, 0])
    }

    @Test func `The day's last reading stands where the key's date has a time`() throws {
        let shop = try Workshop.furnished()
        let file = try shop.importFile(
            "health",
            "account_id,date,score\nA1,2025-01-01T09:00:00Z,50\nA1,2025-01-01T17:00:00Z,60\n"
                + "A1,2025-01-01T12:00:00Z,55\nA2,2025-01-01T09:00:00Z,50\n"
                + "A2,2025-01-01T09:00:00Z,51\n")
        #expect(file.counts == [1, 0, 0, 2])
        #expect(try shop.health()["A1"]?.map(\.score.points) == [60])
        #expect(file.notes == ["2 earlier readings of a day gave way to its last one"])
    }

    @Test func `Strict takes a file only if no row of it is rejected`() throws {
        let shop = try Workshop()
        let bad = try shop.write("accounts.csv", "account_id,segment\nA1,S\nA2,\n")
        let good = try shop.write("csms.csv", "csm_id,name\nC1,Ann\n")
        let summary = try shop.run([bad, good]) { $0.isStrict = true }
        #expect(summary.files.map(\.isKept) == [false, true])
        #expect(summary.exitStatus == 2)
        #expect(try shop.rejects() == ["accounts.csv,3,segment,,must be given"])
        #expect(try shop.ledger.reading().portfolio.accounts.isEmpty)
        #expect(try shop.ledger.reading().portfolio.csms.count == 1)
        #expect(try shop.run([bad]) { $0.isStrict = true }.exitStatus == 1)
    }

    @Test func `A dry run says what would happen and changes nothing`() throws {
        let shop = try Workshop()
        for (name, text) in Self.feeds { try shop.write("in/\(name)", text) }
        try shop.write(
            "in/sessions.csv", "session_id,account_id,csm_id,held_on\nS1,X,C1,2025-01-01\n")
        let before = try shop.digest
        var summary: ImportSummary?
        try shop.ledger.dryRun { store in
            summary = try shop.run(["\(shop.folder)/in"], into: store)
        }
        let summaryOfDryRun = try #require(summary)
        #expect(summaryOfDryRun.files.count == Self.feeds.count)
        #expect(summaryOfDryRun.exitStatus == 2)
        #expect(summaryOfDryRun.files.first { $0.feed == .health }?.counts == [2, 0, 0, 0])
        #expect(try shop.rejects().count == 1)
        #expect(try shop.digest == before)
        #expect(try shop.ledger.reading().portfolio.accounts.isEmpty)
    }

    @Test func `A strict dry run passes over a file and goes on`() throws {
        let shop = try Workshop()
        let bad = try shop.write("accounts.csv", "account_id,segment\nA1,S\nA2,\n")
        let good = try shop.write("csms.csv", "csm_id,name\nC1,Ann\n")
        try shop.ledger.dryRun { store in
            let summary = try shop.run([bad, good], into: store) { $0.isStrict = true }
            #expect(summary.files.map(\.isKept) == [false, true])
        }
    }

    @Test func `Compressed files of one and of several members are read`() throws {
        let shop = try Workshop()
        _ = try shop.compress("accounts.csv.gz", "account_id,segment\nA1,S\nA2")
        let path = try shop.compress("accounts.csv.gz", ",S\n")
        let summary = try shop.run([path])
        #expect(summary.files.map(\.counts) == [[2, 0, 0, 0]])
        #expect(summary.files.map(\.name) == ["accounts.csv.gz"])
    }

    @Test func `A truncated or damaged archive is refused as such`() throws {
        let shop = try Workshop()
        let rows = (0..<5000).map { "B\($0 &* 2_654_435_761 % 1_000_003),S\n" }.joined()
        let path = try shop.compress("accounts.csv.gz", "account_id,segment\n" + rows)
        let whole = try bytes(path)
        let expected = IntakeError.unusable(
            file: "accounts.csv.gz",
            reason: "the gzip data is damaged or cut short; export it again")
        try shop.write("accounts.csv.gz", whole.dropLast(whole.count / 3))
        #expect(throws: expected) { try shop.run([path]) }
        try shop.write("accounts.csv.gz", whole.dropLast(4))
        #expect(throws: expected) { try shop.run([path]) }
        var damaged = whole
        damaged[whole.count / 2] ^= 0x55
        try shop.write("accounts.csv.gz", damaged)
        #expect(throws: expected) { try shop.run([path]) }
        #expect(try shop.ledger.reading().portfolio.accounts.isEmpty)
    }

    private func bytes(_ path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes[..<count])
    }

    @Test func `A file under any name is taken as the feed that is given`() throws {
        let shop = try Workshop()
        let path = try shop.write("export-2026.txt", "account_id,segment\nA1,S\n")
        #expect(throws: IntakeError.unknownFeed(path: path, feeds: Feed.performance)) {
            try shop.run([path])
        }
        let summary = try shop.run([path]) { $0.feed = .accounts }
        #expect(summary.files.map(\.counts) == [[1, 0, 0, 0]])
    }

    @Test func `Feeds are found by their names in any case`() throws {
        let shop = try Workshop()
        let path = try shop.write("Accounts.CSV", "account_id,segment\nA1,S\n")
        #expect(try shop.run([path]).files.count == 1)
    }

    @Test func `A folder without feeds and a missing file are errors`() throws {
        let shop = try Workshop()
        let folder = "\(shop.folder)/empty"
        mkdir(folder, 0o700)
        #expect(throws: IntakeError.noFeeds(path: folder)) { try shop.run([folder]) }
        let missing = "\(shop.folder)/accounts.csv"
        #expect(
            throws: FileError.unreadable(path: missing, reason: "no such file or directory")
        ) { try shop.run([missing]) }
    }

    @Test func `One file that cannot be used does not keep the others out`() throws {
        let shop = try Workshop()
        let bad = try shop.write("accounts.csv", "account_id\nA1\n")
        let good = try shop.write("csms.csv", "csm_id,name\nC1,Ann\n")
        let summary = try shop.run([bad, good])
        #expect(summary.refused.map(\.file) == ["accounts.csv"])
        #expect(summary.files.map(\.counts) == [[1, 0, 0, 0]])
        #expect(summary.exitStatus == 2)
    }

    @Test func `The exit status is 2 where rows are rejected`() throws {
        let shop = try Workshop()
        let path = try shop.write("accounts.csv", "account_id,segment\nA1,S\nA2,\n")
        let summary = try shop.run([path])
        #expect(summary.exitStatus == 2)
        #expect(summary.rejectsPath == shop.rejectsPath)
    }

    @Test func `The report quotes values and names the line on which a row begins`() throws {
        let shop = try Workshop()
        try shop.importFile(
            "accounts",
            "account_id,segment,customer_since\r\nA1,\"two\nlines\",\r\nA2,S,\"7, \"\"May\"\"\"\r\n"
        )
        #expect(
            try shop.rejects() == [
                "accounts.csv,4,customer_since,\"7, \"\"May\"\"\",\"is not a day that exists, "
                    + "such as 2025-12-31\""
            ])
    }

    @Test func `No rejected value is a formula to a spreadsheet, and numbers stay numbers`() throws
    {
        let shop = try Workshop.furnished()
        try shop.importFile(
            "arr",
            "account_id,effective_date,arr\nA1,=1+2,9\nA1,@x,9\nA1,+a,9\nA1,2025-01-01,-5\n"
                + "A1,-1-2,9\nA1,\"\tx\",9\n")
        let values = try shop.rejects().map { $0.split(separator: ",")[3] }
        #expect(values == ["'=1+2", "'@x", "'+a", "-5", "'-1-2", "'\tx"])
    }

    @Test func `Thousands of rejects are all reported in order`() throws {
        let shop = try Workshop()
        let rows = (0..<20_000).map { "B\($0),\n" }.joined()
        let file = try shop.importFile("accounts", "account_id,segment\n" + rows)
        #expect(file.counts == [0, 0, 0, 20_000])
        let rejects = try shop.rejects()
        #expect(rejects.count == 20_000)
        #expect(rejects.first == "accounts.csv,2,segment,,must be given")
        #expect(rejects.last == "accounts.csv,20001,segment,,must be given")
    }

    @Test func `Bytes that are no UTF-8 refuse the whole file, with its likely encoding`() throws {
        let shop = try Workshop()
        let bytes = Array("account_id,segment\nA1,S\n".utf8) + [0x41, 0xE9, 0x2C, 0x53, 0x0A]
        #expect(
            throws: IntakeError.unusable(
                file: "accounts.csv",
                reason: "it is not UTF-8 but probably CP1252; say so with --encoding CP1252, or "
                    + "save it as CSV UTF-8")
        ) { try shop.importFile("accounts", bytes: bytes + Array("A3,S\n".utf8)) }
        #expect(try shop.ledger.reading().portfolio.accounts.isEmpty)
        #expect(try shop.ledger.reading().notImported[.accounts]?.refusedFile == "accounts.csv")
    }

    @Test func `Two spellings of one accented account are two accounts`() throws {
        let shop = try Workshop()
        let file = try shop.importFile(
            "accounts", "account_id,segment\ncaf\u{E9},S\ncafe\u{301},S\n")
        #expect(file.counts == [2, 0, 0, 0])
        let health = try shop.importFile(
            "health", "account_id,date,score\ncaf\u{E9},2025-01-01,5\ncafe\u{301},2025-01-01,6\n")
        #expect(health.counts == [2, 0, 0, 0])
    }
}
