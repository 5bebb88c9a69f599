import Domain
import Intake
import Testing

struct HeaderTests {
    private func refusal(_ feed: String, _ text: String) throws -> String? {
        let shop = try Workshop.furnished()
        do {
            try shop.importFile(feed, text)
            return nil
        } catch let error as IntakeError {
            return error.description
        }
    }

    @Test func `Columns are found by name in any order and any case`() throws {
        let shop = try Workshop()
        let file = try shop.importFile("accounts", "SEGMENT,Name,Account_ID\nMid,Acme,B1\n")
        #expect(file.counts == [1, 0, 0, 0])
        let account = try #require(try shop.ledger.reading().portfolio.accounts.first)
        #expect(account.id.text == "B1")
        #expect(account.segment == "Mid")
        #expect(account.name == "Acme")
    }

    @Test func `A byte-order mark is passed over`() throws {
        let shop = try Workshop()
        let file = try shop.importFile("accounts", "\u{FEFF}account_id,segment\nB1,Mid\n")
        #expect(file.counts == [1, 0, 0, 0])
        #expect(file.unknownColumns == [])
    }

    @Test func `Quoted names and Windows line ends are read`() throws {
        let shop = try Workshop()
        let file = try shop.importFile(
            "accounts", "\"account_id\",\"segment\"\r\n\"B1\",\"Mid\"\r\n")
        #expect(file.counts == [1, 0, 0, 0])
    }

    @Test func `A missing required column is named beside those that are there`() throws {
        #expect(
            try refusal("accounts", "account_id,name\nB1,Acme\n")
                == "cannot use accounts.csv: the column 'segment' is missing; "
                + "the header has account_id, name")
    }

    @Test func `A column that stands twice is refused`() throws {
        #expect(
            try refusal("accounts", "account_id,segment,Segment\nB1,Mid,Mid\n")
                == "cannot use accounts.csv: the column 'Segment' stands twice; remove one")
    }

    @Test func `An empty file is refused`() throws {
        for text in ["", "\n\n", "\u{FEFF}"] {
            #expect(
                try refusal("accounts", text)
                    == "cannot use accounts.csv: it is empty; export it with a header")
        }
    }

    @Test func `A header alone is a file without rows`() throws {
        let shop = try Workshop()
        #expect(try shop.importFile("accounts", "account_id,segment").counts == [0, 0, 0, 0])
        #expect(try shop.importFile("health", "account_id,date,score\n").counts == [0, 0, 0, 0])
    }

    @Test func `Columns that no feed knows are named once`() throws {
        let shop = try Workshop()
        let file = try shop.importFile(
            "accounts", "account_id,Colour,segment,component_use\nB1,red,Mid,5\nB2,blue,Mid,6\n")
        #expect(file.unknownColumns == ["Colour", "component_use"])
        #expect(file.counts == [2, 0, 0, 0])
    }

    @Test func `A health file may have 64 components and no more`() throws {
        let columns = (1...65).map { "component_c\($0)" }
        #expect(
            try refusal("health", "account_id,date,score,\(columns.joined(separator: ","))\n")
                == "cannot use health.csv: over 64 component columns")
        let fewer = columns.dropLast().joined(separator: ",")
        #expect(try refusal("health", "account_id,date,score,\(fewer)\n") == nil)
    }
}
