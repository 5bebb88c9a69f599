/// A mail with its parts.
public struct Mail: Sendable {
    /// A part of a mail.
    public struct Part: Sendable {
        /// What it is, such as `text/plain; charset=utf-8`.
        public var type: String
        /// Its contents.
        public var bytes: [UInt8]
        /// The name of a file; nil for what is shown.
        public var name: String?

        /// A part of this type.
        public init(type: String, bytes: [UInt8], name: String?) {
            self.type = type
            self.bytes = bytes
            self.name = name
        }
    }

    /// Who sends it.
    public var sender: MailAddress
    /// Who gets it.
    public var recipients: [MailAddress]
    /// What it is about.
    public var subject: String
    /// Further header fields, in ASCII.
    public var fields: [(name: String, value: String)] = []
    /// Its parts.
    public var parts: [Part] = []

    /// A mail without parts.
    public init(from sender: MailAddress, to recipients: [MailAddress], subject: String) {
        self.sender = sender
        self.recipients = recipients
        self.subject = subject
    }

    /// The lines of the header.
    var header: [String] {
        let own = [
            ("From", sender.field), ("To", recipients.map(\.field).joined(separator: ",\r\n ")),
            ("Subject", headerText(subject)),
        ]
        return (own + fields).map { "\($0.0): \($0.1)" }
    }
}
