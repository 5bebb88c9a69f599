public import Calendar
package import Formats

/// Something to be told by mail, to a program, or in a file.
///
///     var message = Message(id: "2026-11-02-all", created: now, subject: "3 alerts", text: text)
///     message.attachments = [Attachment(name: "alerts.csv", type: "text/csv", bytes: bytes)]
///     try await route.deliver(message)
public struct Message: Sendable {
    /// Tells messages apart: whoever gets the same identifier twice has the same message.
    public var id: String
    /// When it was made.
    public var created: Instant
    /// What it is about, in one line.
    public var subject: String
    /// What people read.
    public var text: String
    /// What programs read.
    package var content: JSON
    /// Files that go with it.
    public var attachments: [Attachment] = []

    /// A message without attachments and without content for programs.
    public init(id: String, created: Instant, subject: String, text: String) {
        self.id = id
        self.created = created
        self.subject = subject
        self.text = text
        content = .object([])
    }
}

/// A file that goes with a message.
public struct Attachment: Sendable {
    /// Its name, with letters of ASCII, digits, points, hyphens and underscores.
    public var name: String
    /// What it is, such as `application/pdf`.
    public var type: String
    /// Its contents.
    public var bytes: [UInt8]

    /// A file of this name and type.
    public init(name: String, type: String, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}
