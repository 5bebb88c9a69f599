import Access
import AccessLedger
import Calendar
import Domain
import GRDB
import TestSupport
import Testing

/// Disputes, answers and conclusions: added to, never changed.
@Suite struct StatementTests {
    private let folder: ScratchFolder
    private let path: String
    private let store: SQLiteAccessStore
    private let author = Author(
        time: Instant(seconds: 1_800_000_000), subject: "tok-1", name: "Ada", role: .csm)

    init() throws {
        folder = try ScratchFolder()
        path = SQLiteAccessStore.path(besideLedger: "\(folder.path)/ledger.sqlite")
        store = try SQLiteAccessStore(path: path)
    }

    private func dispute(_ month: Month = "2026-10", should: String = "renewed") -> Dispute {
        Dispute(
            month: month, csm: CSMID("c1"), feed: .renewals, key: "R1", field: "outcome",
            should: should, why: "It was signed on the 30th", by: author)
    }

    @Test func `A dispute comes back as it was said, with its one answer`() throws {
        let number = try store.add(dispute())
        _ = try store.add(dispute("2026-09"))
        let answer = DisputeAnswer(isAccepted: false, text: "Signed on the 2nd", by: author)
        #expect(try store.answer(number, with: answer))
        #expect(try !store.answer(number, with: answer))
        #expect(try !store.answer(99, with: answer))
        #expect(
            try store.disputes(of: "2026-10") == [
                NumberedDispute(number: number, dispute: dispute(), answer: answer)
            ])
        #expect(try store.disputes(of: nil).map(\.answer) == [answer, nil])
    }

    @Test func `A conclusion comes back as it was written`() throws {
        let conclusion = Conclusion(
            month: "2026-10", csm: CSMID("c1"), text: "Doing well", lookedAt: "The card",
            response: nil, by: author)
        let number = try store.add(conclusion)
        let found = try store.conclusions(of: "2026-10")
        #expect(found.map(\.number) == [number] && found.map(\.conclusion) == [conclusion])
        #expect(try store.conclusions(of: "2026-09").isEmpty)
    }

    @Test(arguments: [
        "UPDATE disputes SET why = 'x'", "DELETE FROM disputes",
        "INSERT OR REPLACE INTO disputes SELECT * FROM disputes",
        "UPDATE dispute_answers SET accepted = 1", "DELETE FROM dispute_answers",
        "INSERT OR REPLACE INTO dispute_answers SELECT * FROM dispute_answers",
        "UPDATE conclusions SET text = 'x'", "DELETE FROM conclusions",
        "INSERT OR REPLACE INTO conclusions SELECT * FROM conclusions",
    ])
    func `Nothing that was said is changed by hand`(sql: String) throws {
        let number = try store.add(dispute())
        _ = try store.answer(
            number, with: DisputeAnswer(isAccepted: true, text: nil, by: author))
        _ = try store.add(
            Conclusion(
                month: "2026-10", csm: CSMID("c1"), text: "a", lookedAt: "b", response: "c",
                by: author))
        #expect(throws: DatabaseError.self) {
            try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        }
    }

    @Test func `An accepted dispute is pending until the row says it`() {
        let accepted = NumberedDispute(
            number: 1, dispute: dispute(),
            answer: DisputeAnswer(isAccepted: true, text: nil, by: author))
        #expect(accepted.state(today: ["outcome": "renewed"]) == .corrected)
        #expect(accepted.state(today: ["outcome": "churned"]) == .pending)
        #expect(accepted.state(today: nil) == .pending)
    }

    @Test func `Numbers are compared as numbers, and a row that should go by being there`() {
        #expect(dispute(should: "10.0").isMade(by: ["outcome": "10"]))
        let gone = Dispute(
            month: "2026-10", csm: CSMID("c1"), feed: .sessions, key: "s", field: "row",
            should: "", why: "It never took place", by: author)
        #expect(gone.isMade(by: nil) && !gone.isMade(by: ["session_id": "s"]))
    }
}
