import Calendar
import Domain
import Foundation
import Intake
import Ledger
import Testing

/// The feeds of a working week, which only a ledger of the desk holds.
struct DeskFeedsTests {
    private func desk() throws -> Workshop { try Workshop.furnished(feeds: Feed.desk) }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test func `Touches, actions, contacts and due dates are read back`() throws {
        let shop = try desk()
        try shop.importFile(
            "touches",
            #"""
            touch_id,account_id,csm_id,held_on,kind,summary,meaningful
            T2,A2,,2026-05-02,Email,,yes
            T1,A1,C1,2026-05-01,call,"Asked about ""X""",
            T3,A1,C1,2026-05-03,review,,no
            """#)
        try shop.importFile(
            "actions",
            """
            action_id,account_id,kind,title,opened_on,due_on,closed_on,csm_id,playbook,step
            X1,A1,playbook,Call,2026-05-01,2026-05-04,2026-05-03,C1,quiet,2
            X2,A1,escalation,Outage,2026-05-02,,,,,
            """)
        try shop.importFile(
            "contacts",
            """
            contact_id,account_id,name,role,from_date,to_date
            K1,A1,Ada,sponsor,2025-01-01,9999-12-31
            K2,A1,,user,,2026-01-01
            """)
        try shop.importFile(
            "renewals",
            "renewal_id,account_id,due_date,outcome,arr_before\nR1,A1,2026-06-01,open,9\n")
        let working = try shop.ledger.reading().working
        #expect(
            working.touches == [
                Touch(
                    id: "T1", account: 0, csm: 0, held: try day("2026-05-01"), kind: .call,
                    summary: "Asked about \"X\""),
                Touch(
                    id: "T3", account: 0, csm: 0, held: try day("2026-05-03"), kind: .review,
                    isMeaningful: false),
                Touch(
                    id: "T2", account: 1, held: try day("2026-05-02"), kind: .email,
                    isMeaningful: true),
            ])
        #expect(
            working.actions == [
                Action(
                    id: "X1", account: 0, kind: .playbook, title: "Call",
                    opened: try day("2026-05-01"), due: try day("2026-05-04"),
                    closed: try day("2026-05-03"), csm: 0, playbook: "quiet", step: "2"),
                Action(
                    id: "X2", account: 0, kind: .escalation, title: "Outage",
                    opened: try day("2026-05-02")),
            ])
        #expect(
            working.contacts == [
                Contact(
                    id: "K1", account: 0, name: "Ada", role: .sponsor,
                    from: try day("2025-01-01")),
                Contact(id: "K2", account: 0, role: .user, until: try day("2026-01-01")),
            ])
        #expect(
            working.dueDates == [DueDate(id: "R1", account: 0, due: try day("2026-06-01"))])
        #expect(try shop.ledger.reading().portfolio.renewals.isEmpty)
    }

    @Test func `Ratings and dismissals are read back, entered or not`() throws {
        let shop = try desk()
        try shop.importFile(
            "ratings",
            """
            rating_id,account_id,csm_id,rated_on,rating,note
            G1,A1,C1,2026-05-01,Weak,Quiet
            G2,A1,C1,2026-05-01,splendid,
            """)
        try shop.importFile(
            "dismissals",
            """
            dismissal_id,account_id,csm_id,playbook,dismissed_on,reason
            D1,A1,,quiet,2026-05-02,On holiday
            """)
        let entered = FeedRow([
            .text("G3"), .text("A1"), .text("C1"), .day(try day("2026-05-03")), .text("good"),
            .none,
        ])
        let digest = try shop.digest
        let file = ImportedFile(feed: .ratings, name: "rating", origin: .entry(by: "Ada (t1)"))
        _ = try shop.ledger.importFile(file) { writer in
            try writer.write(entered)
            return ImportReceipt(
                rejected: 0, digest: "", time: Instant(seconds: 1_790_000_009))
        }
        #expect(try shop.digest != digest)
        let working = try shop.ledger.reading().working
        #expect(working.ratings.map(\.level) == [.weak, .good])
        #expect(working.ratings.map(\.note) == ["Quiet", nil])
        #expect(
            working.dismissals == [
                Dismissal(
                    id: "D1", account: 0, playbook: "quiet", dismissed: try day("2026-05-02"),
                    reason: "On holiday")
            ])
        // An entry is no file: what was rejected of the last file still stands.
        #expect(try shop.ledger.importLog(of: .ratings, after: 0).count == 1)
        var standing: [String?] = []
        try shop.ledger.forEachReject(of: .ratings) { standing.append($0.row.key) }
        #expect(standing == ["G2"])
    }

    @Test func `Rows that break a rule are rejected`() throws {
        let shop = try desk()
        try shop.importFile(
            "touches",
            "touch_id,account_id,held_on,kind,meaningful\nT1,A1,2026-05-01,lunch,\n"
                + "T2,A1,2026-05-01,call,perhaps\nT3,B1,2026-05-01,call,\n")
        #expect(
            try shop.rejects().map { $0.split(separator: ",")[2] } == [
                "kind", "meaningful", "account_id",
            ])
        try shop.importFile(
            "actions",
            "action_id,account_id,kind,title,opened_on,closed_on\n"
                + "X1,A1,task,Call,2026-05-02,2026-05-01\nX2,A1,task,,2026-05-02,\n")
        #expect(try shop.rejects().map { $0.split(separator: ",")[2] } == ["closed_on", "title"])
        try shop.importFile(
            "contacts",
            "contact_id,account_id,role,from_date,to_date\nK1,A1,sponsor,2026-05-02,2026-05-01\n"
                + "K2,A1,boss,,\n")
        #expect(try shop.rejects().map { $0.split(separator: ",")[2] } == ["to_date", "role"])
        let working = try shop.ledger.reading().working
        #expect(working.touches.isEmpty && working.actions.isEmpty && working.contacts.isEmpty)
    }

    @Test func `The same again changes nothing, and earlier facts can be read`() throws {
        let shop = try desk()
        let head = "action_id,account_id,kind,title,opened_on,closed_on\n"
        let first = try shop.importFile("actions", head + "X1,A1,task,Call,2026-05-02,\n")
        #expect(first.counts == [1, 0, 0, 0])
        let digest = try shop.digest
        #expect(
            try shop.importFile("actions", head + "X1,A1,task,Call,2026-05-02,\n").counts == [
                0, 1, 0, 0,
            ])
        #expect(try shop.digest == digest)
        let closed = try shop.importFile(
            "actions", head + "X1,A1,task,Call,2026-05-02,2026-05-09\n")
        #expect(closed.counts == [0, 0, 1, 0])
        #expect(try shop.digest != digest)
        try WithdrawRows(
            feed: .actions, why: "twice", clock: { Instant(seconds: 1_790_000_001) }
        ).run(["X1"], in: shop.ledger)
        #expect(try shop.ledger.reading().working.actions.isEmpty)
        #expect(try shop.ledger.withdrawals().map(\.key) == ["X1"])
        #expect(try LedgerVerification(path: shop.path, feeds: Feed.desk).faults.isEmpty)
    }

    @Test func `Files of the other side are passed over, and cannot be forced in`() throws {
        let opportunities =
            "opportunity_id,account_id,created_on,stage,amount\nP,A1,2025-01-01,open,9\n"
        let touches = "touch_id,account_id,held_on,kind\nT1,A1,2026-05-01,call\n"
        for (shop, own, name, text) in [
            (try desk(), "milestones", "opportunities", opportunities),
            (try Workshop.furnished(), "milestones", "touches", touches),
        ] {
            try shop.write(
                "in/\(own).csv", "account_id,milestone,reached_on\nA1,kick-off,2025-01-20\n")
            try shop.write("in/\(name).csv", text)
            let summary = try shop.run(["\(shop.folder)/in"])
            #expect(summary.files.map(\.feed) == [.milestones])
            #expect(summary.elsewhere == ["\(name).csv"])
            let path = "\(shop.folder)/in/\(name).csv"
            #expect(throws: IntakeError.self) { try shop.run([path]) }
            let feed = try #require(Feed(rawValue: name))
            #expect(throws: LedgerError.foreignFeed(feed)) {
                try shop.run([path]) { $0.feed = feed }
            }
        }
    }

    @Test func `A corrected measure counts as it stands on the desk, as recorded first elsewhere`()
        throws
    {
        for (feeds, expected) in [(Feed.desk, 7.0), (Feed.performance, 5)] {
            let shop = try Workshop.furnished(feeds: feeds)
            let head = "account_id,measure,observed_on,value\n"
            try shop.importFile("measures", head + "A1,logins,2026-05-01,5\n")
            try shop.importFile("measures", head + "A1,logins,2026-05-01,7\n")
            let day = try day("2026-05-01")
            var values: [Double] = []
            try shop.ledger.reading().measures.forEachMeasure(from: day, through: day) {
                values.append($1.value)
            }
            #expect(values == [expected])
        }
    }

    @Test func `A waiting row of the desk is taken once its account is known`() throws {
        let shop = try desk()
        try shop.importFile("touches", "touch_id,account_id,held_on,kind\nT1,B1,2026-05-01,call\n")
        try shop.importFile("accounts", "account_id,segment\nB1,S\n")
        #expect(try shop.ledger.reading().working.touches.map(\.id) == ["T1"])
    }

    @Test func `A mapping for renewals reads due dates`() throws {
        let shop = try desk()
        let path = try shop.write(
            "deals.csv", "Id,Customer,Due,Stage,Amount\nR1,A1,2026-06-01,Won,9\n")
        let mapping = try Mapping(
            yaml: """
                platform: CRM
                feeds:
                  renewals:
                    renewal_id: { from: Id }
                    account_id: { from: Customer }
                    due_date: { from: Due }
                    outcome: { from: Stage, words: { Won: renewed } }
                    arr_before: { from: Amount }
                """, name: "crm")
        try shop.run([path]) {
            $0.feed = .dueDates
            $0.mapping = mapping
        }
        #expect(try shop.ledger.reading().working.dueDates.map(\.id) == ["R1"])
    }

    @Test func `Neither program opens the other's ledger`() throws {
        for (own, other) in [(Feed.desk, Feed.performance), (Feed.performance, Feed.desk)] {
            let shop = try Workshop.furnished(feeds: own)
            #expect(throws: LedgerError.otherProgram(path: shop.path)) {
                try SQLiteLedger(path: shop.path, creating: true, feeds: other)
            }
            // It is as it was.
            #expect(try shop.ledger.reading().portfolio.accounts.count == 9)
        }
    }

    @Test func `Each program passes over the other's files and says whose they are`() throws {
        let accounts = "account_id,segment\nA1,S\n"
        for (own, other, name) in [
            (Feed.desk, "sessions.csv", "parallax"),
            (Feed.performance, "touches.csv", "parallax-desk"),
        ] {
            let shop = try Workshop(feeds: own)
            try shop.write("in/accounts.csv", accounts)
            try shop.write("in/notes.csv", "x\n")
            let path = try shop.write("in/\(other)", "x\n")
            let summary = try shop.run(["\(shop.folder)/in"]) { $0.feeds = own }
            #expect(summary.files.map(\.feed) == [.accounts])
            #expect(summary.elsewhere == [other])
            #expect(summary.passedOver == ["notes.csv"])
            #expect(summary.exitStatus == 0)
            let refusal = #expect(throws: IntakeError.self) {
                try shop.run([path]) { $0.feeds = own }
            }
            #expect(refusal.map { "\($0)" }?.hasSuffix("does not read: use \(name)") == true)
        }
    }

    @Test func `A summary of an earlier version is read back`() throws {
        let text = #"{"files":[],"refused":[],"passedOver":["read.me"]}"#
        let summary = try JSONDecoder().decode(ImportSummary.self, from: Data(text.utf8))
        #expect(summary.passedOver == ["read.me"])
        #expect(summary.elsewhere.isEmpty)
    }
}
