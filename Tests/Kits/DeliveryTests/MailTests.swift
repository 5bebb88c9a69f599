import Calendar
import Delivery
import Foundation
import Glibc
import Testing
import Transfers

/// A mail with an attachment, as a server gets it. Tests/Desk/Reference has a real server.
struct MailTests {
    @Test func `Text and attachments arrive whole`() throws {
        let sink = try MailSink()
        let bytes = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
        var message = Message(
            id: "m1", created: Instant(seconds: 1_793_600_000), subject: "Größe: 3",
            text: "Ein Satz mit Umlaut: ä.\n.\nA line that is a dot above.")
        message.attachments = [
            Attachment(name: "board pack.pdf", type: "application/pdf", bytes: bytes)
        ]
        let sender = try #require(MailAddress("Desk <desk@example.com>"))
        let people = try ["a@example.com", "b@example.com"].map { try #require(MailAddress($0)) }
        try MailRoute(
            MailServer("smtp://127.0.0.1:\(sink.port)"), from: sender, to: people
        ).deliver(message)
        let mail = sink.received
        #expect(mail.contains("Subject: =?UTF-8?B?R3LDtsOfZTogMw==?="))
        #expect(mail.contains("Message-ID: <m1@example.com>"))
        #expect(mail.contains("From: \"Desk\" <desk@example.com>"))
        #expect(mail.contains("To: a@example.com,\r\n b@example.com"))
        #expect(mail.contains("Date: Mon, 02 Nov 2026 06:13:20 +0000"))
        #expect(mail.contains("Ein Satz mit Umlaut: =C3=A4."))
        #expect(mail.contains("filename=\"board-pack.pdf\""))
        let coded = mail.components(separatedBy: "board-pack.pdf\"").last?
            .components(separatedBy: "\r\n\r\n")
        let body = try #require(coded).dropFirst().first?.components(separatedBy: "\r\n--").first
        let data = Data(
            base64Encoded: try #require(body), options: .ignoreUnknownCharacters)
        #expect(data.map(Array.init) == bytes)
    }

    @Test func `A server that is not there is named`() throws {
        let address = try #require(MailAddress("desk@example.com"))
        let route = MailRoute(
            try MailServer("smtp://127.0.0.1:1"), from: address, to: [address])
        let error = #expect(throws: DeliveryError.self) {
            try route.deliver(
                Message(id: "m", created: Instant(seconds: 0), subject: "s", text: "t"))
        }
        #expect(error.map { "\($0)".contains("cannot reach smtp://127.0.0.1:1") } == true)
    }
}

/// Takes one mail on a port of this machine.
private final class MailSink: @unchecked Sendable {
    let port: UInt16
    private let listener: Int32
    private let done = DispatchSemaphore(value: 0)
    private var text = ""

    /// What arrived, once the mail is whole.
    var received: String {
        done.wait()
        return text
    }

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(listener, address, length)
                _ = listen(listener, 1)
                _ = getsockname(listener, address, &length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        let thread = Thread { [self] in
            serve()
            done.signal()
        }
        thread.start()
    }

    private func serve() {
        let connection = accept(listener, nil, nil)
        defer {
            close(connection)
            close(listener)
        }
        func say(_ line: String) {
            _ = (line + "\r\n").withCString { write(connection, $0, strlen($0)) }
        }
        var pending = ""
        var isData = false
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        say("220 sink")
        while true {
            let count = read(connection, &buffer, buffer.count)
            guard count > 0 else { return }
            pending += String(decoding: buffer[..<count], as: UTF8.self)
            if isData {
                guard pending.hasSuffix("\r\n.\r\n") else { continue }
                text = pending
                pending = ""
                isData = false
                say("250 taken")
                continue
            }
            while let end = pending.range(of: "\r\n") {
                let line = pending[..<end.lowerBound]
                pending.removeSubrange(..<end.upperBound)
                if line == "DATA" {
                    isData = true
                    say("354 go on")
                } else {
                    say(line == "QUIT" ? "221 bye" : "250 fine")
                }
            }
        }
    }
}
