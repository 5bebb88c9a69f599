import Calendar
import Domain
import Foundation
import HTTPTypes
import HummingbirdTesting
import Ledger
import NIOCore
import TestSupport
import Testing

/// What people enter is in the ledger, once, with its author.
struct EntryTests {
    @Test func `An override keeps the score of the moment and comes up for review`() async throws {
        let desk = try TestedDesk()
        let answer = try await desk.enter(
            "A1/overrides", as: .csm,
            #"{"tier": "green", "note": "The logins moved to another system.", "reason": "migration"}"#
        )
        #expect(answer.status == .created)
        let override = try #require(try desk.store.reading().portfolio.overrides.first)
        #expect(override.asserted == .green && override.modelTier == .amber)
        #expect(override.modelScore == Score(tenths: 550))
        #expect(override.logged.description == TestedDesk.day)
        #expect(override.reevaluate?.description == "2026-12-30")
        #expect(override.note == "The logins moved to another system.")
        let page = String(buffer: try await desk.answer(.get, "/accounts/A1", as: .csm).body)
        #expect(page.contains("Said to be") && page.contains("55.0"))
    }

    @Test func `A review keeps, changes or withdraws an override, each as a row`() async throws {
        let desk = try TestedDesk()
        func enter(_ path: String, _ body: String) async throws -> [String] {
            let answer = try await desk.enter("A1/\(path)", as: .csm, body)
            #expect(answer.status == .created)
            let made = try JSONDecoder().decode(
                Made.self, from: Data(answer.body.readableBytesView))
            return made.ids
        }
        let first = try await enter("overrides", #"{"tier": "green", "note": "n"}"#)[0]
        let kept = try await enter(
            "overrides/\(first)/review", #"{"outcome": "kept", "note": "m"}"#)[0]
        let changed = try await enter(
            "overrides/\(kept)/review", #"{"outcome": "changed", "tier": "red", "note": "o"}"#)[0]
        let gone = try await enter("overrides/\(changed)/review", #"{"outcome": "withdrawn"}"#)[0]
        #expect(gone == changed)
        let overrides = try desk.store.reading().portfolio.overrides
        #expect(overrides.count == 3)
        let tiers = Dictionary(uniqueKeysWithValues: overrides.map { ($0.id, $0.asserted) })
        #expect(tiers == [first: .green, kept: .green, changed: .red])
        #expect(overrides.first { $0.id == changed }?.withdrawn?.description == TestedDesk.day)
        let again = try await desk.enter(
            "A1/overrides/\(changed)/review", as: .csm, #"{"outcome": "withdrawn"}"#)
        #expect(again.status == .ok)
    }

    private struct Made: Decodable {
        let ids: [String]
    }

    @Test(arguments: [
        ("overrides", #"{"tier": "green"}"#), ("overrides", #"{"note": "n"}"#),
        ("overrides", #"{"tier": "green", "note": "  "}"#),
        ("overrides", #"{"tier": "blue", "note": "n"}"#),
        ("overrides", #"{"tier": "green", "note": "n", "review_on": "2026-10-31"}"#),
        ("overrides", #"{"tier": "green", "note": "n", "review_on": "2027-01-30"}"#),
        ("touches", #"{"kind": "automated"}"#), ("touches", #"{"kind": "note"}"#),
        ("touches", #"{"kind": "call", "held_on": "2026-11-01"}"#),
        ("touches", #"{"kind": "call", "held_on": "1999-01-01"}"#),
        ("touches", #"{"kind": "call", "held_on": "yesterday"}"#),
        ("touches", #"{"kind": "call", "summary": 3}"#), ("touches", #"{"kinds": "call"}"#),
        ("touches", "[]"), ("touches", "{"), ("actions", #"{"title": ""}"#),
        ("actions", #"{"title": "a\u0007b"}"#),
        ("actions", #"{"title": "Call", "due_on": "2026-10-30"}"#),
        ("contacts", #"{"name": "Kai", "role": "boss"}"#), ("ratings", #"{"rating": "6"}"#),
        ("playbooks/quiet/dismiss", "{}"),
    ])
    func `What cannot be is refused, and nothing is written`(path: String, body: String)
        async throws
    {
        let desk = try TestedDesk()
        let revision = try desk.store.revision()
        let answer = try await desk.enter("A1/\(path)", as: .csm, body)
        #expect(answer.status == .badRequest)
        #expect(try desk.store.revision() == revision)
    }

    @Test func `What does not exist is not found`() async throws {
        let desk = try TestedDesk()
        for path in [
            "actions/none/close", "contacts/none/end", "overrides/none/review",
            "playbooks/none/start",
        ] {
            let body = path.hasSuffix("review") ? #"{"outcome": "withdrawn"}"# : "{}"
            #expect(try await desk.enter("A1/\(path)", as: .csm, body).status == .notFound)
        }
    }

    @Test func `The same form sent twice, or at once, writes one row`() async throws {
        let desk = try TestedDesk()
        let browser = try await desk.browser(as: .csm)
        let form = try await browser.hidden("form", on: "/accounts/A1")
        let mark = try await browser.hidden("entry", on: "/accounts/A1")
        let fields = "form=\(form)&entry=\(mark)&kind=call&summary=Spoke+with+Kim"
        try await withThrowingTaskGroup { group in
            for _ in 0..<8 {
                group.addTask {
                    let answer = try await browser.send("/accounts/A1/touches", fields)
                    #expect(answer.status == .seeOther)
                    #expect(answer.headers[.location] == "/accounts/A1?done=touch")
                }
            }
            try await group.waitForAll()
        }
        #expect(try desk.working.touches.count == 2)
        // Another text from the same page is another touch.
        _ = try await browser.send("/accounts/A1/touches", fields + "+again")
        #expect(try desk.working.touches.count == 3)
        for _ in 0..<2 {
            _ = try await browser.send(
                "/accounts/A1/playbooks/quiet/start", "form=\(form)&entry=\(mark)")
        }
        let steps = try desk.working.actions.filter { $0.playbook == "quiet" }
        #expect(Set(steps.map(\.step)).count == steps.count && !steps.isEmpty)
    }

    @Test func `A form that cannot be taken comes back as it was typed`() async throws {
        let desk = try TestedDesk()
        let browser = try await desk.browser(as: .csm)
        let form = try await browser.hidden("form", on: "/accounts/A1")
        let answer = try await browser.send(
            "/accounts/A1/touches",
            "form=\(form)&entry=e&kind=call&held_on=2027-01-01&summary=A+long+story")
        #expect(answer.status == .badRequest)
        let page = String(buffer: answer.body)
        #expect(page.contains("A long story</textarea>") && page.contains("Give today"))
        let override = try await browser.send(
            "/accounts/A1/overrides",
            "form=\(form)&entry=e&tier=red&note=Known&review_on=2028-01-01")
        #expect(override.status == .badRequest)
        let second = String(buffer: override.body)
        #expect(second.contains("Known</textarea>") && second.contains("review date 2028-01-01"))
    }

    @Test func `The history of an account is read back, with authors in the import log`()
        async throws
    {
        let desk = try TestedDesk()
        _ = try await desk.enter("A1/actions/X1/close", as: .csm)
        _ = try await desk.enter("A1/contacts/K2/end", as: .csm)
        _ = try await desk.enter("A1/ratings", as: .csm, #"{"rating": "weak", "note": "Quiet"}"#)
        _ = try await desk.enter("A1/playbooks/quiet/dismiss", as: .csm, #"{"reason": "Holiday"}"#)
        let working = try desk.working
        #expect(working.actions.first { $0.id == "X1" }?.closed?.description == TestedDesk.day)
        #expect(working.contacts.first { $0.id == "K2" }?.until?.description == TestedDesk.day)
        #expect(working.ratings.map(\.level) == [.weak])
        #expect(working.dismissals.map(\.reason) == ["Holiday"])
        let page = String(buffer: try await desk.answer(.get, "/accounts/A1", as: .csm).body)
        for words in [
            "Rated weak", "Holiday", "No champion since 31 Oct 2026", "Spoke about &lt;logins&gt;",
        ] {
            #expect(page.contains(words), "\(words)")
        }
        let ledger = desk.folder.path + "/desk.sqlite"
        #expect(try LedgerVerification(path: ledger, feeds: Feed.desk).faults.isEmpty)
    }
}
