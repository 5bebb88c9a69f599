import Calendar
import Delivery
import Foundation
import TestSupport
import Testing
import Transfers

struct RouteTests {
    private func message() -> Message {
        Message(
            id: "desk-1 / a", created: Instant(seconds: 1_793_600_000), subject: "Two things",
            text: "One.\nTwo.")
    }

    @Test func `A file has the message, attachments beside it, and is the same twice`() throws {
        let scratch = try ScratchFolder()
        var message = message()
        message.attachments = [
            Attachment(name: "../board.pdf", type: "application/pdf", bytes: [1, 2, 0])
        ]
        let route = FileRoute(folder: "\(scratch.path)/out")
        for _ in 0..<2 { try route.deliver(message) }
        let names = try FileManager.default.contentsOfDirectory(atPath: "\(scratch.path)/out")
        #expect(names.sorted() == ["desk-1---a--..-board.pdf", "desk-1---a.txt"].sorted())
        let text = try String(contentsOfFile: "\(scratch.path)/out/desk-1---a.txt", encoding: .utf8)
        #expect(text == "Two things\n\nOne.\nTwo.\n")
    }

    /// A route that fails some times.
    private final class Flaky: DeliveryRoute, @unchecked Sendable {
        let name = "flaky"
        var errors: [DeliveryError]
        var tries = 0

        init(_ errors: [DeliveryError]) { self.errors = errors }

        func deliver(_ message: Message) throws(DeliveryError) {
            tries += 1
            if !errors.isEmpty { throw errors.removeFirst() }
        }
    }

    @Test func `What may pass is tried again, after as long as the other side asks for`() throws {
        var waited: [Int] = []
        let route = Flaky([.later("busy", wait: 0), .later("busy", wait: 60)])
        try route.deliver(message(), waits: [2, 10, 30]) { waited.append($0) }
        #expect(route.tries == 3)
        #expect(waited == [2, 60])
    }

    @Test func `What was refused is not tried again, and no try is without end`() {
        let refused = Flaky([.refused("no")])
        #expect(throws: DeliveryError.refused("no")) {
            try refused.deliver(message(), waits: [2, 10]) { _ in }
        }
        #expect(refused.tries == 1)
        let busy = Flaky(Array(repeating: .later("busy", wait: 9_999), count: 9))
        var longest = 0
        #expect(throws: DeliveryError.self) {
            try busy.deliver(message(), waits: [2, 10]) { longest = max(longest, $0) }
        }
        #expect(busy.tries == 3)
        #expect(longest == 300)
    }

    @Test(arguments: [
        ("desk@example.com", "desk@example.com", ""),
        ("Health desk <desk@example.com>", "desk@example.com", "Health desk"),
        ("\"Desk, health\" <desk@example.com>", "desk@example.com", "Desk, health"),
        ("Gesundheit für alle <d@example.com>", "d@example.com", "Gesundheit für alle"),
    ])
    func `Mail addresses are read with their names`(text: String, address: String, name: String)
        throws
    {
        let found = try #require(MailAddress(text))
        #expect(found.address == address)
        #expect(found.name == name)
        #expect(found.domain == "example.com")
    }

    @Test(arguments: [
        "", "desk", "@example.com", "desk@", "a b@example.com", "a@b@c",
        "desk@example.com\r\nBcc: x",
        "Name\nBcc: x <desk@example.com>", "a,b@example.com", "<desk@example.com",
    ])
    func `Other texts are no mail addresses`(text: String) {
        #expect(MailAddress(text) == nil)
    }

    @Test(arguments: [
        "https://smtp.example.com", "smtp.example.com", "smtp://", "smtp://u:p@example.com", "",
    ])
    func `Other texts are no mail servers`(text: String) {
        #expect(throws: TransferError.noMailServer(text)) { try MailServer(text) }
    }
}
