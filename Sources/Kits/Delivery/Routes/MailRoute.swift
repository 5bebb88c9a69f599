import Calendar
import Formats
public import Transfers

/// Sends messages by mail.
public struct MailRoute: DeliveryRoute {
    /// The mail server.
    public var server: MailServer
    /// Who sends: an address, or `Name <address>`.
    public var sender: MailAddress
    /// Who gets it.
    public var recipients: [MailAddress]

    /// A route to some people.
    public init(_ server: MailServer, from sender: MailAddress, to recipients: [MailAddress]) {
        self.server = server
        self.sender = sender
        self.recipients = recipients
    }

    /// `mail to ADDRESS, ADDRESS`
    public var name: String {
        "mail to \(recipients.map(\.address).joined(separator: ", "))"
    }

    /// Sends a mail. It has the message's identifier, so that a mail program shows a repeated one
    /// once.
    public func deliver(_ message: Message) throws(DeliveryError) {
        var mail = Mail(from: sender, to: recipients, subject: message.subject)
        mail.fields = [
            ("Message-ID", "<\(fileName(message.id))@\(sender.domain)>"),
            ("Date", message.created.mailDate), ("Auto-Submitted", "auto-generated"),
        ]
        mail.parts = [
            .init(type: "text/plain; charset=utf-8", bytes: Array(message.text.utf8), name: nil)
        ]
        mail.parts += message.attachments.map {
            .init(type: $0.type, bytes: $0.bytes, name: fileName($0.name))
        }
        do {
            try server.send(mail)
        } catch {
            if case .refusedMail(_, _, let mayPass) = error, mayPass {
                throw .later("\(error)", wait: 0)
            }
            throw DeliveryError(error)
        }
    }
}

extension Instant {
    /// The moment as a mail writes it: `Mon, 02 Nov 2026 06:30:00 +0000`.
    ///
    /// Source: RFC 5322, 3.3.
    var mailDate: String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        // 1970-01-01 was a Thursday. The text of a moment is 2026-11-02T06:30:00Z.
        let weekday = days[((Int(day.number) + 3) % 7 + 7) % 7]
        let date = day.civil
        let number = date.day < 10 ? "0\(date.day)" : "\(date.day)"
        let time = description.dropFirst(11).dropLast()
        return "\(weekday), \(number) \(months[date.month - 1]) \(date.year) \(time) +0000"
    }
}
