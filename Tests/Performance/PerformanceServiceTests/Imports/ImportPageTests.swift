import Calendar
import Domain
import HTTPTypes
import HummingbirdTesting
import Ledger
import NIOCore
import TestSupport
import Testing

@Suite struct ImportPageTests {
    private let folder: ScratchFolder
    private let ledger: SQLiteLedger
    private let service: TestedService
    private let accounts = "account_id,name,segment\na1,One,SMB\na2,Two,\n"

    init() throws {
        folder = try ScratchFolder()
        ledger = try SQLiteLedger(path: folder.path + "/ledger.sqlite", creating: true)
        service = try TestedService(store: ledger)
    }

    private func text(_ answer: TestResponse) -> String { String(buffer: answer.body) }

    /// A browser that signed in: its cookie, and the field of its forms.
    private func browser(_ asker: Asker) async throws -> (cookie: String, field: String) {
        let cookie = try #require(try await service.signIn(service.secret(of: asker)))
        let account = try await service.answer("/account", fields: [.cookie: cookie])
        let field = try #require(
            text(account).split(separator: "name=\"form\" value=\"").last?.split(separator: "\"")
                .first)
        return (cookie, String(field))
    }

    /// Sends a file with the form of the page.
    private func send(
        _ content: String, named name: String, _ browser: (cookie: String, field: String)
    ) async throws -> TestResponse {
        let fields = ["form": browser.field, "feed": "", "mapping": ""].sorted { $0.key > $1.key }
        let parts = fields.map {
            "--x\r\nContent-Disposition: form-data; name=\($0)\r\n\r\n\($1)\r\n"
        }
        let file = "--x\r\nContent-Disposition: form-data; name=files; filename=\"\(name)\"\r\n\r\n"
        return try await service.answer(
            .post, "/import",
            fields: [.cookie: browser.cookie, .contentType: "multipart/form-data; boundary=x"],
            body: parts.joined() + file + content + "\r\n--x--\r\n")
    }

    /// Sends the form of a file's page.
    private func decide(
        _ path: String, _ fields: String, _ browser: (cookie: String, field: String)
    ) async throws -> TestResponse {
        try await service.answer(
            .post, path,
            fields: [.cookie: browser.cookie, .contentType: "application/x-www-form-urlencoded"],
            body: "form=\(browser.field)&\(fields)")
    }

    private func accountsInLedger() throws -> Int {
        try ledger.reading().portfolio.accounts.count
    }

    @Test func `A file is imported when it is confirmed, once`() async throws {
        let importer = try await browser(.importer)
        let path = try #require(
            try await send(accounts, named: "accounts.csv", importer).headers[.location])
        let preview = text(try await service.answer(path, fields: [.cookie: importer.cookie]))
        #expect(preview.contains("1 of 2 rows can be imported."), "\(preview)")
        #expect(preview.contains("Nothing is imported yet."))
        #expect(try accountsInLedger() == 0)
        for _ in 0..<2 {
            let answer = try await decide(path, "round=0&feed=accounts&do=import", importer)
            #expect(answer.status == .seeOther && answer.headers[.location] == path)
        }
        #expect(try accountsInLedger() == 1)
        #expect(try ledger.importLog(of: .accounts, after: 0).map(\.file.name) == ["accounts.csv"])
        let result = text(try await service.answer(path, fields: [.cookie: importer.cookie]))
        #expect(result.contains("1 of 2 rows were imported."))
    }

    @Test func `What is imported is what was looked at`() async throws {
        let importer = try await browser(.importer)
        let path = try #require(
            try await send(accounts, named: "accounts.csv", importer).headers[.location])
        let changed = try await decide(path, "round=0&feed=csms&do=import", importer)
        #expect(changed.headers[.location] == path + "?changed=yes")
        let stale = try await decide(path, "round=0&feed=accounts&do=import", importer)
        #expect(stale.headers[.location] == path + "?changed=yes")
        #expect(try accountsInLedger() == 0)
        let discarded = try await decide(path, "do=discard", importer)
        #expect(discarded.headers[.location] == "/import")
        let gone = try await service.answer(path, fields: [.cookie: importer.cookie])
        #expect(gone.status == .notFound)
    }

    @Test func `Only its sender and administrators see a file before its import`() async throws {
        let importer = try await browser(.importer)
        let admin = try await browser(.admin)
        let path = try #require(
            try await send(accounts, named: "accounts.csv", admin).headers[.location])
        #expect(
            try await service.answer(path, fields: [.cookie: importer.cookie]).status == .forbidden)
        let decision = try await decide(path, "round=0&feed=accounts&do=import", importer)
        #expect(decision.status == .forbidden)
        #expect(try accountsInLedger() == 0)
    }

    @Test(arguments: [Asker.vp, .manager, .csm, .modelOwner, .deck])
    func `Other roles are refused`(asker: Asker) async throws {
        #expect(try await service.answer("/import", as: asker).status == .forbidden)
        let browser = try await browser(asker)
        #expect(try await send(accounts, named: "accounts.csv", browser).status == .forbidden)
    }

    @Test func `A form that no page gave out is refused`() async throws {
        let importer = try await browser(.importer)
        let forged = (importer.cookie, "forged")
        #expect(try await send(accounts, named: "accounts.csv", forged).status == .forbidden)
        let page = text(try await service.answer("/import", fields: [.cookie: importer.cookie]))
        #expect(!page.contains("To be checked"))
        let none = try await service.answer(
            .post, "/import", as: .importer,
            fields: [.contentType: "multipart/form-data; boundary=x"],
            body: "--x--")
        #expect(none.status == .forbidden)
    }

    @Test(arguments: [
        ("dates", "ymd"), ("numbers", "1"), ("time_zone", "Atlantis"), ("separator", "x"),
        ("header_row", "0"), ("complete", "x"), ("snapshot", "x"), ("withdraw_many", "x"),
        ("mapping", "nobodys"),
    ])
    func `A wrong option of an import is named`(name: String, value: String) async throws {
        let answer = try await service.answer(
            .post, "/api/v1/imports?feed=accounts&\(name)=\(value)", as: .importer,
            fields: [.contentType: "text/csv"], body: accounts)
        #expect(answer.status == .badRequest)
        #expect(text(answer).contains(name))
    }
}
